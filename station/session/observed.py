"""What an observation at a station is made of: its page, what a finger said, what is asked of the disk. Pure."""

from typing import Final, Literal

import msgspec

from classroom.ids import EvidenceId, LearnerId, TargetId
from station.session.effects import OfStaff
from station.session.events import Event
from station.session.touches import Touch
from station.session.visitor import FaceCard

LONGEST: Final = 300
"""Letters of what a grown-up saw."""


class Observing(msgspec.Struct, frozen=True, kw_only=True):
    """A grown-up writes down what she saw a child do: for which target, then in which words.

    `targets` are those to choose from, the first `now` of them hers now; None while they are looked up. `picked` are
    words of the list, `typed` her own. `asked`: it is on its way to the disk.
    """

    face: FaceCard
    targets: tuple[TargetId, ...] | None = None
    now: int = 0
    page: int = 0
    target: TargetId = ""
    picked: tuple[str, ...] = ()
    typed: str = ""
    typing: bool = False
    keys: Literal["small", "capital", "signs"] = "capital"
    asked: bool = False
    failed: bool = False

    @property
    def words(self) -> str:
        """All that she says."""
        return " ".join((*self.picked, *([self.typed.strip()] if self.typed.strip() else [])))


class ObservePressed(Touch, frozen=True, kw_only=True):
    """Write down what a child was seen to do."""


class TargetAimed(Touch, frozen=True, kw_only=True):
    """It was this that she was seen to do."""

    target: TargetId


class WordsPicked(Touch, frozen=True, kw_only=True):
    """These words of the list, or not these."""

    words: str


class TypingPressed(Touch, frozen=True, kw_only=True):
    """Words of her own."""


class ObservationPressed(Touch, frozen=True, kw_only=True):
    """It is written down as it stands."""


class AskTargets(OfStaff, frozen=True, kw_only=True):
    """Find what a child of the open window works on; the window stays open for as long as one writes.

    -> TargetsTold | StaffRefused(badge).
    """

    learner: LearnerId


class WriteDown(OfStaff, frozen=True, kw_only=True):
    """Record what the grown-up of the open window saw. -> ObservationKept | ObservationFailed | StaffRefused."""

    evidence: EvidenceId
    learner: LearnerId
    target: TargetId
    text: str
    lang: str

    def __repr__(self) -> str:
        return "WriteDown(...)"


class TargetsTold(Event, frozen=True, kw_only=True):
    """What a child works on now; the window is open for `lasts_s` from now on."""

    learner: LearnerId
    now: tuple[TargetId, ...]
    lasts_s: float


class ObservationKept(Event, frozen=True, kw_only=True):
    """What was seen is on the disk."""

    learner: LearnerId


class ObservationFailed(Event, frozen=True, kw_only=True):
    """It is not; the words are still on the screen."""

    learner: LearnerId
