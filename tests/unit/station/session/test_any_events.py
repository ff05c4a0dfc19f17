"""Whatever happens, in whatever order: nothing raises, nobody sees another's work, nothing is recorded twice."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.documents import LearnerDocument
from classroom.facts import EvidenceHandedIn
from classroom.ids import uuid7
from station.session import drawing, events, help_touches, pairing, staff_touches, together, touches, voice
from station.session.curtain import CardCode, PictureWindow, PinPad
from station.session.effects import Effect, Forget, JoinPair, OpenVisit, Record, ReopenVisit, TakeStill
from station.session.events import BadgeAccepted, BadgeRefused, CodesSeen, Event, NotRecorded, Recorded
from station.session.state import Goodbye, Hello, Idle, Moment, Release, State
from station.session.update import deadline, start, update
from station.session.visitor import DraftCard, Visitor
from station.views.screen import view
from station.views.shapes import View
from tests.unit.station.any_overview import any_of_the_overview
from tests.unit.station.playing import choices, texts
from tests.unit.station.room import FACE, JPEG, NOW_MS, amal, bao, noor, room
from tests.unit.station.session.voice_events import DRAWINGS, SPEAKS, VOICES, answer_of
from tests.unit.station.staff_world import AT_THE_TABLE, HERON, OTTER

LEARNERS: tuple[LearnerDocument, ...] = (amal(consent=SPEAKS), bao(), noor(consent=SPEAKS))
DRAFTS = (DraftCard(draft="d", kind="writing", target="M03", text="Half of it"),)
ELSEWHERE = (
    DraftCard(draft="e", kind="writing", target="M03", text="Half of it there", zone="bench", continues="d"),
    DraftCard(draft="f", kind="photo", target="", zone="garden", away=True),
)
OPENED = events.StaffOpened(staff="ms-r", name="Ms R", roles=("admin",), lasts_s=60.0, classes=(HERON, OTTER))
HEALTH = events.HealthTold(visits=(AT_THE_TABLE,), waiting=2)
STAFF_TOUCHES = (
    staff_touches.CodePressed(), staff_touches.StaffLeft(), staff_touches.CheckInPressed(by="word"),
    staff_touches.CheckInPressed(by="pictures"), staff_touches.ChildPicked(learner="amal"),
    staff_touches.PictureTapped(icon="cat"), staff_touches.PictureTapped(icon="moon"),
    staff_touches.PictureTapped(icon="star"), staff_touches.PictureTapped(icon="tank"),
    staff_touches.VisitsPressed(), staff_touches.EndVisitPressed(visit="v-noor"),
    staff_touches.LockPressed(locked=True), staff_touches.LockPressed(locked=False),
    staff_touches.HealthPressed(), staff_touches.SoundPressed(), staff_touches.VolumePicked(level=5),
    staff_touches.RestartPressed(), staff_touches.LeaveKioskPressed(),
)  # fmt: skip
WORDS = st.sampled_from(["a", ". ", "\n", "x" * 900, "é", "\u202e", "WS1.", ""])
IDS = st.sampled_from(["G10", "M03", "M09", "W02", "Z99", "because-bridges", "treasure-grid", "ev-old", ""])
KINDS = st.sampled_from(["photo", "writing", "reflection", "quiz", "voice", "drawing", ""])
SMALL = st.integers(-2, 3)
PLAIN_TOUCHES = (
    touches.Touch, touches.NoBadgePressed, touches.LanguagePressed, touches.NotMePressed, touches.HandPressed,
    touches.DoorPressed, touches.BackPressed, touches.StayPressed, touches.KeepGoingPressed, touches.MailPressed,
    touches.StartedPressed,
    touches.OffToWorkPressed, touches.ShutterPressed, touches.KeepPressed, touches.AgainPressed,
    touches.Backspaced, touches.WritingDone, touches.TrickyPressed, touches.HandInPressed, touches.UndoPressed,
    touches.OnwardPressed, help_touches.HelpPageTurned, help_touches.HelpLetGo,
)  # fmt: skip


def visitors() -> st.SearchStrategy[Visitor]:
    return st.builds(
        Visitor,
        document=st.sampled_from(LEARNERS),
        drafts=st.sampled_from([(), DRAFTS]),
        elsewhere=st.sampled_from([(), ELSEWHERE]),
    )


def any_of_a_grownup() -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(events.StaffBadgeRead, badge=IDS, ready=st.booleans(), wait_s=st.sampled_from([0, 0, 40])),
        st.sampled_from([OPENED, OPENED, events.StaffClosed()]),
        st.builds(
            events.StaffRefused,
            why=st.sampled_from(["badge", "pin", "resting", "unset", "wait"]),
            wait_s=st.sampled_from([0, 30]),
        ),
        st.builds(events.PicturesRefused, learner=IDS, why=st.sampled_from(["closed", "pictures", "wait"])),
        st.sampled_from([HEALTH, events.LockFound(), events.VolumeTurned(level=2)]),
        st.sampled_from(STAFF_TOUCHES),
    )


def any_event() -> st.SearchStrategy[Event]:
    whats = st.sampled_from(["now", "next", "started", "steps", "feedback"])
    return st.one_of(
        st.sampled_from(PLAIN_TOUCHES).map(lambda kind: kind()),
        st.builds(touches.AvatarPicked, avatar=st.sampled_from(["leaf", "key", ""])),
        st.builds(touches.PageTurned, what=whats, by=SMALL),
        st.builds(touches.TargetPicked, target=IDS),
        st.builds(touches.NextPicked, target=IDS, reason=WORDS),
        st.builds(touches.OtherWayPressed, activity=IDS),
        st.builds(touches.KindPicked, kind=KINDS),
        st.builds(touches.DraftPicked, draft=st.sampled_from(["d", "e", "f", ""])),
        st.builds(touches.KeyTyped, text=WORDS),
        st.builds(touches.KeysTurned, to=st.sampled_from(["small", "capital", "signs"])),
        st.builds(touches.ClaimPicked, claim=st.sampled_from([1, 2, 3, 4])),
        st.builds(touches.ReplyPicked, reply=st.sampled_from(["try", "unclear", "talk"])),
        st.builds(touches.NextTryPressed, evidence=IDS),
        st.builds(help_touches.HelpPicked, kind=st.sampled_from(["stuck", "materials", "adult"])),
        st.builds(help_touches.TriedPressed, what=st.sampled_from(["read", "asked", "another"])),
        st.builds(touches.SpeechAsked, text=WORDS),
        st.builds(touches.ShownAloud, text=WORDS),
        st.builds(BadgeAccepted, visitor=visitors()),
        st.sampled_from([together.TogetherPressed(), together.MyTurnPressed()]),
        st.builds(BadgeRefused, why=st.sampled_from(["foreign", "torn", "unknown", "resting", "bare"])),
        any_of_a_grownup(),
        any_of_the_overview(IDS, WORDS, SMALL),
        st.sampled_from(VOICES + DRAWINGS),
        st.builds(CodesSeen, texts=st.lists(WORDS, max_size=3).map(tuple)),
        st.builds(events.LightSeen, light=st.sampled_from(["dark", "glare", "fine"])),
        st.sampled_from([events.CodeUnreadable(), events.CameraGone(), events.CameraBack(), events.Ticked()]),
        st.sampled_from(
            [events.StillTaken(jpeg=JPEG), events.StillFailed(), events.MediaAway(media="small")]
        ),
        st.builds(events.MediaReady, media=st.sampled_from(["small", "big", "x"]), data=st.just(JPEG)),
        st.builds(events.VisitorRefreshed, visitor=visitors()),
        st.builds(events.LinkChanged, live=st.booleans()),
        st.builds(events.DiskChanged, photos_ok=st.booleans()),
        st.builds(events.Acknowledged, upto=st.integers(0, 40)),
        st.builds(events.RoomLoaded, room=st.sampled_from([room(), room(("en", "es")), room().__class__()])),
    )


class Life(msgspec.Struct):
    """What a run has seen so far."""

    state: State
    now_s: float = 100.0
    ids: int = 0
    seq: int = 0
    inside: str | None = None
    handed_in: set[str] = msgspec.field(default_factory=set)
    tags: set[str] = msgspec.field(default_factory=set)
    outbox: list[Effect] = msgspec.field(default_factory=list)

    def moment(self) -> Moment:
        self.ids += 1
        fresh_id = uuid7(NOW_MS, self.ids.to_bytes(10, "big"))
        return Moment(mono_s=self.now_s, wall_ms=NOW_MS, fresh_id=fresh_id)

    def live(self, event: Event) -> None:
        before = self.state.visit
        self.state, effects = update(self.state, event, self.moment())
        forgotten = {effect.learner for effect in effects if isinstance(effect, Forget)}
        if before is not None and (self.state.visit is None or self.state.visit.id != before.id):
            assert before.visitor.document.learner in {*forgotten, *pairing.learners(self.state)}
        for effect in effects:
            self._check(effect)
        self.outbox.extend(effects)
        self._look()

    def answer(self, *, fine: bool) -> None:
        """Let the world answer the oldest effect that it can answer."""
        while self.outbox:
            if (said := self._outcome(self.outbox.pop(0), fine=fine)) is not None:
                self.live(said)
                break

    def _outcome(self, effect: Effect, *, fine: bool) -> Event | None:
        match effect:
            case voice.StartRecording() | voice.StopRecording() | drawing.PaintDrawing():
                return answer_of(effect, fine=fine)
            case TakeStill():
                return events.StillTaken(jpeg=JPEG) if fine else events.StillFailed()
            case Record() if fine:
                self.seq += len(effect.facts)
                self.handed_in |= _pieces(effect)
                return Recorded(tag=effect.tag, last_seq=self.seq, wall_ms=NOW_MS)
            case Record():
                return NotRecorded(tag=effect.tag, why="disk")
            case OpenVisit(visit=visit) | ReopenVisit(visit=visit) | JoinPair(pair=visit):
                return events.VisitStarted(visit=visit) if fine else NotRecorded(tag=visit, why="store")
        return None

    def _check(self, effect: Effect) -> None:
        if isinstance(effect, Record):
            assert effect.tag not in self.tags
            self.tags.add(effect.tag)
            assert not _pieces(effect) & self.handed_in, "a piece on disk is never recorded again"

    def _look(self) -> None:
        shown = view(self.state, self.moment())
        due = deadline(self.state)
        assert due is None or due > 0
        assert len(shown.error.split()) <= 10
        assert all(isinstance(choice.event, Event) for choice in choices(shown))
        self._look_behind(shown)
        if self.state.pair:
            self._look_at_a_pair(shown)
        if self.state.curtain is None and isinstance(self.state.screen, Idle | Release | Goodbye):
            assert self.state.visit is None
            said = " ".join(texts(shown)) + repr(self.state)
            assert not any(document.name in said for document in LEARNERS)
            assert "Half of it" not in said
            assert repr(JPEG) not in said

    def _look_at_a_pair(self, shown: View) -> None:
        """Nothing that one of them made, or was told, alone is on the screen, or could come onto it."""
        assert 2 <= len(self.state.pair) <= pairing.MOST
        assert isinstance(self.state.screen, pairing.SCREENS)
        said = repr(shown) + repr(self.state.visit) + repr(self.state.screen)
        assert not any(words in said for words in ("ev-old", "clear reason", "Half of it"))

    def _look_behind(self, shown: View) -> None:
        """Whoever is behind the curtain is not seen in front of it, but by a grown-up who looks for visits."""
        curtain, visit = self.state.curtain, self.state.visit
        if curtain is None:
            return
        said = " ".join(texts(shown))
        assert "Half of it" not in said
        if curtain.staff is None and visit is not None and not isinstance(curtain.page, PictureWindow):
            assert visit.visitor.document.name not in said
        if isinstance(curtain.page, PinPad | PictureWindow | CardCode):
            assert curtain.staff is None
            assert "Ms R" not in said + repr(curtain)


def _pieces(record: Record) -> set[str]:
    return {fact.evidence for fact in record.facts if isinstance(fact, EvidenceHandedIn)}


COMES = (
    events.RoomLoaded(room=room()),
    BadgeAccepted(visitor=Visitor(document=amal(), drafts=DRAFTS)),
    events.Ticked(),
)
MAKES = (
    touches.TargetPicked(target="G10"), touches.KindPicked(kind="photo"), touches.ShutterPressed(),
    touches.KeepPressed(), touches.ClaimPicked(claim=3),
)  # fmt: skip
MEET = (
    BadgeAccepted(visitor=Visitor(document=bao(), drafts=DRAFTS, elsewhere=ELSEWHERE)),
    together.TogetherPressed(), BadgeAccepted(visitor=Visitor(document=amal(), drafts=DRAFTS)),
)  # fmt: skip
WRITE = (
    touches.TargetPicked(target="G10"), touches.KindPicked(kind="writing"), touches.KeyTyped(text="Ours"),
    touches.WritingDone(), touches.ClaimPicked(claim=3), touches.ClaimPicked(claim=2),
)  # fmt: skip
BEGINNINGS: tuple[tuple[Event, ...], ...] = (
    (), COMES, (*COMES, *MAKES), (*COMES, *MEET), (*COMES, *MEET, *WRITE),
)  # fmt: skip
"""Nobody is there; she is on her path; she is about to hand in; two are here, two are about to hand in."""
PRESSES = st.integers(0, 200)
MOVES: st.SearchStrategy[Any] = st.one_of(
    PRESSES,
    PRESSES,
    PRESSES,
    PRESSES,
    any_event(),
    st.sampled_from(["fine", "fine", "refused"]),
    st.floats(0.1, 40),
)
ASIDE = (
    touches.DoorPressed, touches.OffToWorkPressed, touches.NotMePressed, touches.KeyTyped, touches.HandPressed,
    touches.SpeechAsked, touches.PageTurned, touches.BackPressed, touches.MailPressed,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(MOVES, min_size=20, max_size=80), st.sampled_from(BEGINNINGS))
def test_any_sequence_of_events_keeps_the_promises(moves: list[Any], beginning: tuple[Event, ...]) -> None:
    life = Life(state=start(FACE))
    for event in beginning:
        life.live(event)
        life.now_s += 2
        life.answer(fine=True)
    for move in moves:
        if isinstance(move, Event):
            life.live(move)
        elif isinstance(move, str):
            life.answer(fine=move == "fine")
        elif isinstance(move, float):
            life.now_s += move
            life.live(events.Ticked())
        else:
            _press(life, move)


def _press(life: Life, number: int) -> None:
    """Press one of the buttons on the screen, mostly one that leads on, and let the world answer it.

    Where nobody is in yet, somebody scans a badge, or hello passes.
    """
    there = [choice for choice in choices(view(life.state, life.moment())) if choice.enabled]
    onward = [choice for choice in there if not isinstance(choice.event, ASIDE)]
    chosen = onward if number % 5 and onward else there
    if isinstance(life.state.screen, Idle) and number % 5:
        visitor = Visitor(
            document=LEARNERS[number % 3],
            drafts=DRAFTS if number % 2 else (),
            elsewhere=ELSEWHERE if number % 3 else (),
        )
        life.live(BadgeAccepted(visitor=visitor))
    elif isinstance(life.state.screen, Hello) and number % 5 and not life.state.screen.avatars:
        life.now_s += 2
        life.live(events.Ticked())
    elif chosen:
        life.live(chosen[number % len(chosen)].event)
        for _ in range(number % 4 * 3):
            life.answer(fine=bool(number % 7))
