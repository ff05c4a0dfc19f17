"""What a station says: learners' acts, and the station's own troubles. Pure."""

from typing import ClassVar, Literal

from classroom.commands import Kind, Why
from classroom.evidence import Source, Support
from classroom.facts.asking import ASKED
from classroom.facts.erasing import EraseDone, Redacted
from classroom.facts.fact import Erase, Fact, Keep
from classroom.facts.helping import HelpCancelled, HelpOpened, HelpTried
from classroom.facts.observing import ObservationMade, ObservationOpened
from classroom.facts.pairing import KeyWrap, PairJoined
from classroom.ids import EvidenceId, LearnerId, StaffId, TargetId, ZoneId
from classroom.visit import EndReason, How, Mode


class VisitOpened(Fact, frozen=True, kw_only=True, tag="visit.opened"):
    """A learner checked in; `key_box` is the visit key in a sealed box to the hub's key `key_id` (base64).

    `badge` is the look-up id of the badge that was shown: the older ones of its owner die with it. `by` is the
    grown-up who let her in, or opened the window in which her pictures did.
    """

    zone: ZoneId
    how: How
    key_id: str
    key_box: str
    wraps: tuple[KeyWrap, ...]
    badge: str = ""
    by: StaffId = ""


class VisitModeChanged(Fact, frozen=True, kw_only=True, tag="visit.mode"):
    """She freed the screen, or came back to it; `item` is what she works on."""

    mode: Mode
    activity: str | None = None
    target: TargetId | None = None
    revises: EvidenceId | None = None
    attempt: int = 1


class VisitClosed(Fact, frozen=True, kw_only=True, tag="visit.closed"):
    """The visit ended."""

    reason: EndReason


class VisitNotMe(Fact, frozen=True, kw_only=True, tag="visit.not_me"):
    """The badge was someone else's; the visit never was."""


class EvidenceHandedIn(Fact, frozen=True, kw_only=True, tag="evidence.handed_in"):
    """A piece of work, safe on the station's disk; its media are named in the envelope.

    `drafts` are the half-finished pieces that it was, and that end with it.
    """

    sealed: ClassVar[bool] = True
    keep: ClassVar[Keep] = Keep.YEAR_END
    erase: ClassVar[Erase] = Erase.SHARED

    evidence: EvidenceId
    targets: tuple[TargetId, ...]
    kind: str
    activity: str | None = None
    text: str = ""
    caption: str = ""
    lang: str = "en"
    support: Support = "none"
    source: Source = "school"
    revises: EvidenceId | None = None
    attempt: int = 1
    drafts: tuple[str, ...] = ()


class EvidenceWithdrawn(Fact, frozen=True, kw_only=True, tag="evidence.withdrawn"):
    """She took a piece back; it holds only if nobody had begun to look at it."""

    sealed: ClassVar[bool] = True

    evidence: EvidenceId


class SelfAssessed(Fact, frozen=True, kw_only=True, tag="self.assessed"):
    """Her own claim about a piece: 1 not yet, 2 nearly, 3 got it, 4 could teach."""

    sealed: ClassVar[bool] = True
    keep: ClassVar[Keep] = Keep.YEAR_END

    evidence: EvidenceId
    claim: Literal[1, 2, 3, 4]
    tricky: str = ""


class ChoiceMade(Fact, frozen=True, kw_only=True, tag="choice.made"):
    """She picked what to do; `reason` is the one that the screen showed."""

    sealed: ClassVar[bool] = True

    target: TargetId
    activity: str | None = None
    reason: str = ""


class FeedbackSeen(Fact, frozen=True, kw_only=True, tag="feedback.seen"):
    """She opened the words that a grown-up left for her."""

    sealed: ClassVar[bool] = True
    keep: ClassVar[Keep] = Keep.YEAR_END

    feedback: str


class FeedbackReplied(Fact, frozen=True, kw_only=True, tag="feedback.replied"):
    """Her one-tap answer."""

    sealed: ClassVar[bool] = True
    keep: ClassVar[Keep] = Keep.YEAR_END

    feedback: str
    reply: Literal["try", "unclear", "talk"]


class DraftParked(Fact, frozen=True, kw_only=True, tag="draft.parked"):
    """A half-finished piece was put aside; the envelope's media are its sealed box, then its picture if any.

    A draft is never written over: going on with one makes another, which `continues` it.
    """

    keep: ClassVar[Keep] = Keep.DRAFT

    draft: str
    kind: str
    continues: str = ""
    target: TargetId | None = None


class DraftResumed(Fact, frozen=True, kw_only=True, tag="draft.resumed"):
    """She opened a draft again; it stays as it is until what comes of it is put aside or handed in."""

    draft: str


class DraftDropped(Fact, frozen=True, kw_only=True, tag="draft.dropped"):
    """She let a draft go, and with it the one that it continued."""

    draft: str
    continues: str = ""


class BadgeUnknown(Fact, frozen=True, kw_only=True, tag="badge.unknown"):
    """A badge of ours that this station does not know; only counted."""

    erase: ClassVar[Erase] = Erase.NONE

    count: int = 1


class BadgeRevokedSeen(Fact, frozen=True, kw_only=True, tag="badge.revoked_seen"):
    """A lost or replaced badge was shown; `badge` is its id, never its token."""

    badge: str


StaffDeed = Literal[
    "opened", "admitted", "visit_ended", "locked", "unlocked", "observed", "restarted", "exited"
]


class StaffOverrode(Fact, frozen=True, kw_only=True, tag="staff.override"):
    """A grown-up did something at the station itself, with badge and PIN; `learner` where it was for one."""

    keep: ClassVar[Keep] = Keep.AUDIT

    staff: StaffId
    what: StaffDeed
    learner: LearnerId = ""


class TriesUsedUp(Fact, frozen=True, kw_only=True, tag="tries.used_up"):
    """A PIN or a row of pictures was wrong too often, and the station waits; `whose` is empty for its own count."""

    keep: ClassVar[Keep] = Keep.AUDIT

    what: Literal["pin", "pictures"]
    whose: str = ""
    tries: int
    wait_s: int


class ClockAnchored(Fact, frozen=True, kw_only=True, tag="station.clock"):
    """The station heard the hub's time: in this boot, UTC ms = ms since boot + `offset_ms`.

    `trip_ms` is how long the exchange took, so the error is at most that. `era` is the hub's word for how its own
    clock stood then (`TimeIs.era`): a correction of that clock corrects this too.
    """

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.ALWAYS

    offset_ms: int
    trip_ms: int
    era: int = 0


class StationErred(Fact, frozen=True, kw_only=True, tag="station.error"):
    """Something at the station needs a grown-up: which part, and a word of a fixed list."""

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.AUDIT

    part: Literal["camera", "microphone", "disk", "store", "speech", "screen"]
    what: Literal["absent", "lost", "back", "full", "damaged", "failed"]


class CommandAnswered(Fact, frozen=True, kw_only=True, tag="cmd.done"):
    """A command of the hub was carried out, or was not, and why."""

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.AUDIT

    cmd_id: str
    kind: Kind
    ok: bool = True
    why: Why = ""


class Gap(Fact, frozen=True, kw_only=True, tag="gap"):
    """A row of the outbox failed its own hash; visible, never silent."""

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.ALWAYS

    lost_type: str = ""


STATION_FACTS = (
    VisitOpened
    | VisitModeChanged
    | VisitClosed
    | VisitNotMe
    | PairJoined
    | EvidenceHandedIn
    | EvidenceWithdrawn
    | SelfAssessed
    | ChoiceMade
    | HelpOpened
    | HelpTried
    | HelpCancelled
    | FeedbackSeen
    | FeedbackReplied
    | DraftParked
    | DraftResumed
    | DraftDropped
    | BadgeUnknown
    | BadgeRevokedSeen
    | StaffOverrode
    | ObservationOpened
    | ObservationMade
    | TriesUsedUp
    | ClockAnchored
    | StationErred
    | CommandAnswered
    | Gap
    | ASKED
    | EraseDone
    | Redacted
)
