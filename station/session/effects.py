"""What the session asks the world to do; `perform` carries it out and posts the outcome. Pure."""

from typing import Literal

import msgspec

from classroom.commands import Command, Why
from classroom.documents import MediaKey
from classroom.facts import Fact
from classroom.ids import LearnerId, VisitId
from station.session.visitor import DraftCard


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be done outside the session; what concerns the disk is done in the order given."""


class LookUpBadge(Effect, frozen=True, kw_only=True):
    """Find whose badge a scanned text is, or one typed (`token_of_typed`).

    -> BadgeAccepted | BadgeRefused | StaffBadgeRead.
    """

    text: str

    def __repr__(self) -> str:
        return "LookUpBadge(...)"


class OfStaff(Effect, frozen=True, kw_only=True):
    """What concerns a grown-up's card, or the window that it opened."""


class OpenStaff(OfStaff, frozen=True, kw_only=True):
    """Try the PIN of the grown-up whose badge (look-up id) was read last. -> StaffOpened | StaffRefused."""

    badge: str
    pin: str

    def __repr__(self) -> str:
        return "OpenStaff(...)"


class CloseStaff(OfStaff, frozen=True, kw_only=True):
    """Wipe the badge that waits for its PIN and the keys of the classes. Nothing is posted."""


class AdmitLearner(OfStaff, frozen=True, kw_only=True):
    """Let a learner in whom the grown-up of the open window chose.

    -> BadgeAccepted | BadgeRefused(bare) | StaffRefused(badge).
    """

    learner: LearnerId


class CheckPictures(OfStaff, frozen=True, kw_only=True):
    """Let a learner in by her three pictures, while a window is open. -> BadgeAccepted | PicturesRefused."""

    learner: LearnerId
    icons: tuple[str, ...]

    def __repr__(self) -> str:
        return "CheckPictures(...)"


class OpenVisit(Effect, frozen=True, kw_only=True):
    """Make a visit key and record visit.opened, with how she came. -> VisitStarted | NotRecorded, `tag` = the visit."""

    visit: VisitId
    learner: LearnerId


class ReopenVisit(Effect, frozen=True, kw_only=True):
    """Open the key of a visit that she left open here. -> VisitStarted | NotRecorded, `tag` = the visit."""

    visit: VisitId
    learner: LearnerId


class JoinPair(Effect, frozen=True, kw_only=True):
    """Make a key for what these learners, who are all here, make together. -> VisitStarted | NotRecorded,
    `tag` = the pair.
    """

    pair: VisitId
    learners: tuple[LearnerId, ...]


class Record(Effect, frozen=True, kw_only=True):
    """Make facts durable, in one transaction and in this order. -> Recorded | NotRecorded with the same tag.

    `visit` None: a fact of the station itself. `file` (in the open) is sealed and stored before the
    facts and named by the EvidenceHandedIn among them. A DraftParked takes the draft along as it stands in the
    journal. `partners` did it with her. `closes_drafts` drops these from the journal in the same transaction.
    """

    tag: str
    facts: tuple[Fact, ...]
    visit: VisitId | None = None
    learner: LearnerId | None = None
    partners: tuple[LearnerId, ...] = ()
    file: bytes = b""
    closes_drafts: tuple[str, ...] = ()


class JournalDraft(Effect, frozen=True, kw_only=True):
    """Keep the latest form of a half-finished piece, sealed, in the place of the one that it continues.

    Nothing is posted.
    """

    visit: VisitId
    learner: LearnerId
    draft: DraftCard


class StartPreview(Effect, frozen=True, kw_only=True):
    """Show what the camera sees. -> CameraGone when it cannot."""


class StopPreview(Effect, frozen=True, kw_only=True):
    """The camera picture is not needed any more."""


class TakeStill(Effect, frozen=True, kw_only=True):
    """Take a picture of the work. -> StillTaken | StillFailed."""


class FetchMedia(Effect, frozen=True, kw_only=True):
    """Open a sealed file of hers, from disk or from the hub. -> MediaReady | MediaAway."""

    media: MediaKey


class Say(Effect, frozen=True, kw_only=True):
    """Speak a text."""

    text: str
    lang: str = "en"


class Hush(Effect, frozen=True, kw_only=True):
    """Stop speaking."""


class AskFeed(Effect, frozen=True, kw_only=True):
    """Ask the hub for new documents at once; for all of them where `anew`."""

    anew: bool = False


class LetIn(Effect, frozen=True, kw_only=True):
    """Let the learner of an `admit` in, and answer the hub. -> BadgeAccepted, or nothing when she cannot be."""

    command: Command


class AnswerCommand(Effect, frozen=True, kw_only=True):
    """Record what became of a command (`why` empty: it was carried out), and tell the hub. Nothing is posted.

    A rezone that was carried out writes its zone into the join record before.
    """

    command: Command
    why: Why = ""


class WipeStation(Effect, frozen=True, kw_only=True):
    """Destroy keys, facts, files and the join record, tell the hub, end. -> WipeRefused."""

    command: Command


class EndStation(Effect, frozen=True, kw_only=True):
    """End this process in an orderly way, to be started again; after all that was asked of the disk before."""


class BlinkLight(Effect, frozen=True, kw_only=True):
    """Let the light beside the camera blink."""

    seconds: float


class Forget(Effect, frozen=True, kw_only=True):
    """Wipe from memory the keys, pictures and words of this learner, and of nobody else."""

    learner: LearnerId
    why: Literal["goodbye", "at_table", "not_me", "parked"] = "goodbye"


# ── the station itself ───────────────────────────────────────────────────────────────────────────────


class LookAround(Effect, frozen=True, kw_only=True):
    """Say how the station is and who has a visit here. -> HealthTold."""


class LockStation(Effect, frozen=True, kw_only=True):
    """Keep it over a restart that this zone rests, or rests no more, under an unused id. Nothing is posted."""

    locked: bool
    as_: str


class SetVolume(Effect, frozen=True, kw_only=True):
    """How loud the station speaks, 1 to 5; it stays so over a restart. -> VolumeTurned."""

    level: int


class LeaveKiosk(Effect, frozen=True, kw_only=True):
    """Close the window for good."""
