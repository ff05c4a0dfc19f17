"""How a visit ends on this screen: by the door, by going to work, by silence. Pure."""

from math import floor
from typing import Final, Literal

from msgspec.structs import replace

from classroom.facts import Fact, VisitClosed
from classroom.visit import EndReason
from station.session import drafts, timing
from station.session.drawing import Draw
from station.session.effects import Effect, Forget, Hush, StopPreview
from station.session.items import at
from station.session.recording import record
from station.session.state import (
    Assess,
    Goodbye,
    HandedIn,
    Idle,
    Item,
    Moment,
    Photo,
    Release,
    Screen,
    State,
    Step,
    Work,
    Write,
    lang_of,
    present,
)
from station.session.visitor import DraftCard
from station.session.voice import DropVoice, Voice

_Why = Literal["goodbye", "at_table", "not_me", "parked"]
_WHY: Final[dict[EndReason, _Why]] = {
    "idle_parked": "parked",
    "moved": "parked",
    "bell": "parked",
    "staff": "parked",
}


def sign_out(state: State, moment: Moment) -> Step:
    """She goes; her half-finished piece waits for her."""
    until_s = moment.mono_s + timing.GOODBYE_S
    return end(state, "signed_out", Goodbye(until_s=until_s, lang=lang_of(state), calm=_calm(state)))


def end(state: State, reason: EndReason, screen: Screen) -> Step:
    """Close the visit on screen, wipe what was hers, show another screen."""
    return _part(state, VisitClosed(reason=reason), _WHY.get(reason, "goodbye"), screen)


def off_to_work(state: State, item: Item, moment: Moment) -> Step:
    """She works at the table: the visit stays open, the screen is free."""
    until_s = moment.mono_s + timing.RELEASE_S
    screen = Release(until_s=until_s, lang=lang_of(state), calm=_calm(state))
    return _part(state, at("at_table", item), "at_table", screen)


def still_there(state: State, moment: Moment) -> Step:
    """Nobody touched the screen: ask, count down, then park."""
    visit, due = state.visit, timing.visit_deadline(state)
    if visit is None or due is None or moment.mono_s < due:
        return state, ()
    asked_s = moment.mono_s if visit.still_s is None else visit.still_s
    left_s = timing.RING_S - floor(moment.mono_s - asked_s)
    if left_s <= 0:
        return end(state, "idle_parked", Idle())
    return replace(state, visit=replace(visit, still_s=asked_s, left_s=left_s)), ()


def _part(state: State, last: Fact, why: _Why, screen: Screen) -> Step:
    """Say the last facts of this screen time, then wipe; nothing may wait for a key any longer."""
    visit = present(state)
    before = _put_down(state.screen)
    state, aside = _put_aside(state)
    state, said = record(state, last)
    wiped = replace(state, visit=None, pair=(), screen=screen, notice=None)
    everybody = state.pair or (visit,)
    forget = tuple(Forget(why=why, learner=one.visitor.document.learner) for one in everybody)
    return wiped, (*before, Hush(), *visit.waiting, *aside, *said, *forget)


def draw_aside(state: State) -> Step:
    """Put aside what is being made, and show what it is for: somebody else is at the screen."""
    draft = _in_the_making(state.screen)
    if draft is None:
        return state, ()
    before: tuple[Effect, ...] = (StopPreview(),) if isinstance(state.screen, Photo) else ()
    state, aside = _put_aside(state)
    return replace(state, screen=Work(item=drafts.item_of(draft))), (*before, *aside)


def _put_down(screen: Screen) -> tuple[Effect, ...]:
    """Let go of the camera, or of microphone and loudspeaker."""
    match screen:
        case Photo():
            return (StopPreview(),)
        case Voice():
            return (DropVoice(),)
    return ()


def _put_aside(state: State) -> Step:
    """Park the piece that is being made; a picture that she has not kept yet is kept for her."""
    draft = _in_the_making(state.screen)
    if draft is None:
        return state, ()
    kept: tuple[Effect, ...] = ()
    if not draft.empty and not drafts.is_kept(state, draft):
        state, kept = drafts.keep(state, draft)
    state, said = drafts.park(state, draft)
    return state, (*kept, *said)


def _in_the_making(screen: Screen) -> DraftCard | None:
    match screen:
        case (
            Photo(draft=draft)
            | Voice(draft=draft)
            | Draw(draft=draft)
            | Write(draft=draft)
            | Assess(draft=draft)
        ):
            return draft
        case HandedIn(piece=piece, failed=failed) if failed:
            return piece.draft
    return None


def _calm(state: State) -> bool:
    return present(state).visitor.document.supports.calm
