"""Badges in front of the camera: whose they are, and what each of them means just now. Pure."""

from hashlib import sha256

from msgspec.structs import replace

from classroom.facts import BadgeRevokedSeen, BadgeUnknown, Fact
from station.session import grownups, hello, leaving, pairing, resting, second, timing
from station.session.effects import AskFeed, Effect, Forget, LookUpBadge
from station.session.events import BadgeAccepted, BadgeRefused, CodesSeen, StaffBadgeRead
from station.session.recording import of_station
from station.session.state import (
    Goodbye,
    Hello,
    Idle,
    Moment,
    Notice,
    Photo,
    Release,
    Seen,
    State,
    Step,
    Trouble,
)

_QUIET_DURING_A_VISIT = {"foreign", "torn"}
"""What a child may photograph or wear: not worth a word while somebody works."""


def codes_seen(state: State, event: CodesSeen, moment: Moment) -> Step:
    """Look up a code that has come into view; one that stays in view is one scan."""
    texts = {text for text in event.texts if text}
    if len(texts) > 1:
        return (state if state.visit or state.curtain else noticed(state, "two", moment)), ()
    if not texts:
        return state, ()
    text = texts.pop()
    seen = Seen(digest=sha256(text.encode()).hexdigest(), at_s=moment.mono_s, asked_s=moment.mono_s)
    if state.seen is not None and _is_same_scan(state.seen, seen):
        return replace(state, seen=replace(state.seen, at_s=moment.mono_s)), ()
    if state.seen is not None and state.seen.digest == seen.digest:
        seen = replace(seen, refused=state.seen.refused and _still_held(state.seen, seen))
    return replace(state, seen=seen), (LookUpBadge(text=text),)


def badge_accepted(state: State, event: BadgeAccepted, moment: Moment) -> Step:
    """A learner's badge: she comes, or goes, or takes over from another."""
    state = _answered(state, refused=False)
    if (asked := second.asked_by(state)) is not None:
        return second.badge_read(state, asked, event, moment)
    state, put_away = grownups.put_away(state, moment)
    state, effects = _comes(state, event, moment, curtain=bool(put_away))
    return state, (*put_away, *effects)


def staff_badge_read(state: State, event: StaffBadgeRead, moment: Moment) -> Step:
    """A grown-up's card: what is on its way in or out ends at once, a visit stays behind the curtain."""
    state = _answered(state, refused=False)
    state, before = second.given_up(state)
    if isinstance(state.screen, Hello):
        before = (Forget(why="not_me", learner=state.screen.visitor.document.learner),)
    if isinstance(state.screen, Hello | Goodbye | Release):
        state = replace(state, screen=Idle())
    state, effects = grownups.card_read(state, event, moment)
    return state, (*before, *effects)


def _comes(state: State, event: BadgeAccepted, moment: Moment, *, curtain: bool) -> Step:
    learner = event.visitor.document.learner
    if learner in pairing.learners(state):
        return (state, ()) if curtain else _her_own_badge(state, moment)
    if state.wiping:
        return state, (Forget(why="not_me", learner=learner),)
    if resting.rests(state) and event.how == "badge":
        return noticed(state, "zone_rests", moment), (Forget(why="not_me", learner=learner),)
    if state.visit is not None and event.how == "badge" and state.visit.called is None:
        return second.shown(state, event, moment)
    if state.visit is not None:
        state, effects = leaving.end(state, "signed_out", Idle())
        return hello.greet(state, event.visitor, moment), effects
    if isinstance(state.screen, Hello):
        before = state.screen.visitor.document.learner
        if before == learner:
            return state, ()
        return hello.greet(state, event.visitor, moment), (Forget(why="not_me", learner=before),)
    return hello.greet(state, event.visitor, moment), ()


def badge_refused(state: State, event: BadgeRefused, moment: Moment) -> Step:
    """A code that opens nothing: one sentence, counted once."""
    first = state.seen is None or not state.seen.refused
    state = _answered(state, refused=True)
    if not (state.visit and event.why in _QUIET_DURING_A_VISIT):
        state = noticed(state, event.why, moment)
    facts = _facts_of(event) if first else ()
    state, said = of_station(state, *facts) if facts else (state, ())
    asks: tuple[Effect, ...] = (AskFeed(),) if event.why in {"unknown", "bare"} else ()
    return state, (*said, *asks)


def noticed(state: State, what: Trouble, moment: Moment) -> State:
    """Return the state with a sentence about the last scan; a badge in view ends goodbye and release."""
    screen = Idle() if isinstance(state.screen, Goodbye | Release) else state.screen
    notice = Notice(what=what, until_s=moment.mono_s + timing.NOTICE_S)
    return replace(state, screen=screen, notice=notice)


def _is_same_scan(before: Seen, now: Seen) -> bool:
    """Say whether a code has stayed in view; one that was refused is tried again now and then."""
    if before.digest != now.digest:
        return False
    if before.looking_up:
        return now.at_s - before.asked_s < timing.LOOK_UP_S
    if before.refused and now.at_s - before.asked_s >= timing.NOTICE_S:
        return False
    return _still_held(before, now)


def _still_held(before: Seen, now: Seen) -> bool:
    return now.at_s - before.at_s < timing.GONE_S


def _answered(state: State, *, refused: bool) -> State:
    if state.seen is None:
        return state
    return replace(state, seen=replace(state.seen, looking_up=False, refused=refused))


def _her_own_badge(state: State, moment: Moment) -> Step:
    """Her badge again signs her out; not while she photographs, nor when we asked whether she is there."""
    if state.visit is None or isinstance(state.screen, Photo):
        return state, ()
    if state.visit.still_s is not None:
        return replace(state, visit=replace(state.visit, still_s=None, touched_s=moment.mono_s)), ()
    return leaving.sign_out(state, moment)


def _facts_of(event: BadgeRefused) -> tuple[Fact, ...]:
    if event.why == "unknown":
        return (BadgeUnknown(),)
    if event.why == "resting" and event.badge:
        return (BadgeRevokedSeen(badge=event.badge),)
    return ()
