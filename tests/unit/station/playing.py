"""A station that is played by hand: every effect is carried out at once by a world in memory."""

from collections import deque
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from classroom.documents import LearnerDocument
from classroom.facts import Fact
from classroom.ids import uuid7
from station.session.drawing import DrawingPainted, PaintDrawing
from station.session.effects import (
    Effect,
    FetchMedia,
    JoinPair,
    JournalDraft,
    LookUpBadge,
    OpenVisit,
    Record,
    ReopenVisit,
    TakeStill,
)
from station.session.events import (
    BadgeAccepted,
    BadgeRefused,
    CodesSeen,
    Event,
    LinkChanged,
    MediaReady,
    NotRecorded,
    Recorded,
    RoomLoaded,
    StillTaken,
    Ticked,
    VisitStarted,
)
from station.session.state import Face, Moment, Screen, State
from station.session.update import deadline, start, update
from station.session.visitor import DraftCard, OwnFact, RoomKnown, Visitor
from station.session.voice import (
    RecordingBegan,
    RecordingFailed,
    StartRecording,
    StopRecording,
    VoiceRecorded,
)
from station.views.screen import Shown, view
from station.views.shapes import Choice, View
from tests.unit.station.room import FACE, JPEG, NOW_MS, OPUS, room

_Kind = TypeVar("_Kind", bound=Effect)
_Shown = TypeVar("_Shown", bound=View)


class FakeWorld:
    """What `perform` stands for: badges, a disk, a camera, all in memory.

    `microphone` False: none answers. `disk` "full" or "broken" refuses records; `slow` keeps the visit's key back;
    `carry_out_later` puts all off.
    """

    def __init__(self) -> None:
        self.visitors: dict[str, Visitor] = {}
        self.refusals: dict[str, BadgeRefused] = {}
        self.records: list[Record] = []
        self.journal: dict[str, DraftCard] = {}
        self.disk, self.jpeg = "fine", JPEG
        self.microphone, self.sound = True, OPUS
        self.on_their_way: set[str] = set()
        self.slow = False
        self.seq = 0
        self.carry_out_later = False
        self.waiting: list[Effect] = []

    def carry_out(self, effect: Effect) -> Event | None:
        if self.carry_out_later:
            self.waiting.append(effect)
            return None
        match effect:
            case LookUpBadge(text=text):
                return self._look_up(text)
            case OpenVisit(visit=visit) | ReopenVisit(visit=visit) | JoinPair(pair=visit):
                return None if self.slow else self._opened(visit)
            case Record():
                return self._record(effect)
            case JournalDraft(draft=draft):
                self.journal.pop(draft.continues, None)
                self.journal[draft.draft] = draft
            case TakeStill():
                return StillTaken(jpeg=self.jpeg)
        return self._of_making(effect)

    def _of_making(self, effect: Effect) -> Event | None:
        match effect:
            case StartRecording():
                return RecordingBegan() if self.microphone else RecordingFailed()
            case StopRecording():
                return VoiceRecorded(sound=self.sound)
            case FetchMedia(media=media) if media.media not in self.on_their_way:
                return MediaReady(media=media.media, data=JPEG)
            case PaintDrawing(draft=draft):
                return DrawingPainted(draft=draft.draft, jpeg=self.jpeg)
        return None

    def forget_what_waits(self) -> None:
        """The effects that wait are never carried out."""
        self.waiting.clear()

    def facts(self) -> list[Fact]:
        return [fact for record in self.records for fact in record.facts]

    def _look_up(self, text: str) -> Event:
        if text in self.visitors:
            return BadgeAccepted(visitor=self.visitors[text])
        return self.refusals.get(text, BadgeRefused(why="foreign"))

    def _opened(self, visit: str) -> Event:
        return VisitStarted(visit=visit) if self.disk == "fine" else NotRecorded(tag=visit, why="store")

    def _record(self, record: Record) -> Event:
        if self.disk != "fine":
            return NotRecorded(tag=record.tag, why="disk" if self.disk == "full" else "store")
        self.records.append(record)
        self.seq += len(record.facts)
        for draft in record.closes_drafts:
            self.journal.pop(draft, None)
        return Recorded(tag=record.tag, last_seq=self.seq, wall_ms=NOW_MS)


class PlayedStation:
    """A station, its world and its clock; `taps` counts what a finger pressed."""

    def __init__(
        self, face: Face = FACE, known: RoomKnown | None = None, world: FakeWorld | None = None
    ) -> None:
        self.world = world or FakeWorld()
        self.state: State = start(face)
        self.done: list[Effect] = []
        self.now_s = 1_000.0
        self.taps = 0
        self._ids = 0
        self.post(RoomLoaded(room=known or room()))
        self.post(LinkChanged(live=True))

    def knows(self, document: LearnerDocument, **more: Any) -> str:
        """Give a learner a badge here; returns its text."""
        text = f"badge of {document.learner}"
        self.world.visitors[text] = msgspec.structs.replace(Visitor(document=document), **more)
        return text

    def post(self, event: Event) -> None:
        """Post an event and carry out what follows, until all is quiet."""
        inbox = deque([event])
        while inbox:
            self.state, effects = update(self.state, inbox.popleft(), self.moment())
            self.done.extend(effects)
            inbox.extend(said for effect in effects if (said := self.world.carry_out(effect)) is not None)

    def catch_up(self) -> None:
        """Carry out what the world put off."""
        self.world.carry_out_later = False
        put_off, self.world.waiting = self.world.waiting, []
        for effect in put_off:
            if (said := self.world.carry_out(effect)) is not None:
                self.post(said)

    def moment(self) -> Moment:
        self._ids += 1
        wall_ms = NOW_MS + int(self.now_s * 1000) - 1_000_000
        return Moment(
            mono_s=self.now_s, wall_ms=wall_ms, fresh_id=uuid7(wall_ms, self._ids.to_bytes(10, "big"))
        )

    def wait(self, seconds: float) -> None:
        """Let time pass, with a tick at each deadline of the session."""
        end = self.now_s + seconds
        while (due := deadline(self.state)) is not None and due <= end:
            self.now_s = max(due, self.now_s)
            self.post(Ticked())
        self.now_s = end

    def scan(self, text: str) -> None:
        """Hold a badge before the camera after nothing was there for a while."""
        self.wait(4.5)
        self.post(CodesSeen(texts=(text,)))

    def come_in(self, document: LearnerDocument, **more: Any) -> None:
        """Scan a known badge and wait until hello is over."""
        self.post(CodesSeen(texts=(self.knows(document, **more),)))
        self.wait(1.6)

    def shows(self, kind: type[_Shown]) -> _Shown:
        """Return what the screen shows, which must be of this kind."""
        shown = self.view
        assert isinstance(shown, kind), f"{type(shown).__name__} is on screen"
        return shown

    @property
    def screen(self) -> Screen:
        return self.state.screen

    @property
    def view(self) -> Shown:
        return view(self.state, self.moment())

    def press(self, words: str) -> None:
        """Press the button with these words (or that says them), as it stands on the screen now."""
        found = [choice for choice in choices(self.view) if words in (choice.words, choice.says)]
        assert found, (
            f"no button {words!r} on {type(self.view).__name__}: {[c.words for c in choices(self.view)]}"
        )
        assert found[0].enabled, f"{words!r} cannot be pressed"
        self.taps += 1
        self.post(found[0].event)

    def write(self, text: str) -> None:
        """Press a key for each letter; words, not taps."""
        taps = self.taps
        for letter in text:
            keys = {key.words: key for key in choices(self.view)}
            self.post(keys["space"].event if letter == " " else _key(keys, letter).event)
        self.taps = taps

    def made(self, kind: type[_Kind]) -> list[_Kind]:
        """Return the effects of one kind so far."""
        return [effect for effect in self.done if isinstance(effect, kind)]


def choices(shape: object) -> Iterator[Choice]:
    """Every button of a view, wherever it stands."""
    if isinstance(shape, Choice):
        yield shape
    elif isinstance(shape, tuple):
        for part in shape:
            yield from choices(part)
    elif isinstance(shape, msgspec.Struct):
        for name in shape.__struct_fields__:
            yield from choices(getattr(shape, name))


def texts(shape: object) -> Iterator[str]:
    """Every text of a view, wherever it stands; not what its events carry."""
    if isinstance(shape, str):
        yield shape
    elif isinstance(shape, tuple):
        for part in shape:
            yield from texts(part)
    elif isinstance(shape, msgspec.Struct):
        for name in shape.__struct_fields__:
            if name != "event":
                yield from texts(getattr(shape, name))


def own(*facts: Fact, at_ms: int = NOW_MS, acknowledged: bool = False) -> tuple[OwnFact, ...]:
    """Facts of hers that the hub has not heard of, in order."""
    return tuple(
        OwnFact(seq=seq, at_ms=at_ms, fact=fact, acknowledged=acknowledged)
        for seq, fact in enumerate(facts, 1)
    )


def _key(keys: dict[str, Choice], letter: str) -> Choice:
    return keys.get(letter) or keys.get(letter.upper()) or keys[letter.lower()]
