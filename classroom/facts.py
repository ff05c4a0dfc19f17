"""Everything that can happen in the room, each with its retention and its erase rule. Pure.

A fact is immutable. Facts of a station say what a learner did there; facts of the hub say what staff decided.
`sealed` facts travel under the key of their visit; the others carry ids, numbers and enums only.
Every fact that judges work or changes a plan names the person who decided: it derives from `Decision`.
"""

from enum import StrEnum
from typing import ClassVar, Literal

from classroom.evidence import Source, Support
from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId, StationId, TargetId, VisitId, ZoneId
from classroom.plan import Plan
from classroom.roster import Entity
from classroom.value import Value
from classroom.visit import EndReason, HelpKind, How, Mode


class Keep(StrEnum):
    """How long a fact keeps its detail."""

    YEAR = "one year, then counts without names"
    YEAR_END = "end of school year + 60 days"
    LEAVING = "until the learner leaves, and the school's rule"
    AUDIT = "three years"
    ALWAYS = "as long as the hub lives"


class Erase(StrEnum):
    """What erasing one learner does to a fact."""

    REDACT = "body gone, identity and chain stay"
    SHARED = "this learner goes, the partner's copy stays"
    NONE = "names no learner"


class Fact(Value, frozen=True, kw_only=True, tag_field="type"):
    """Something that happened."""

    sealed: ClassVar[bool] = False
    keep: ClassVar[Keep] = Keep.YEAR
    erase: ClassVar[Erase] = Erase.REDACT


class Decision(Fact, frozen=True, kw_only=True):
    """Something that a person of the staff decided; there is no decision without a person."""

    by: StaffId


# ── what a station says ──────────────────────────────────────────────────────────────────────────────


class KeyWrap(Value, frozen=True, kw_only=True):
    """The visit key sealed under one learner's key; `box` is base64."""

    learner: LearnerId
    box: str


class VisitOpened(Fact, frozen=True, kw_only=True, tag="visit.opened"):
    """A learner checked in; `key_box` is the visit key in a sealed box to the hub's key `key_id` (base64)."""

    zone: ZoneId
    how: How
    key_id: str
    key_box: str
    wraps: tuple[KeyWrap, ...]


class VisitModeChanged(Fact, frozen=True, kw_only=True, tag="visit.mode"):
    """She freed the screen, or came back to it; `item` is what she works on."""

    mode: Mode
    activity: str | None = None
    target: TargetId | None = None


class VisitClosed(Fact, frozen=True, kw_only=True, tag="visit.closed"):
    """The visit ended."""

    reason: EndReason


class VisitNotMe(Fact, frozen=True, kw_only=True, tag="visit.not_me"):
    """The badge was someone else's; the visit never was."""


class EvidenceHandedIn(Fact, frozen=True, kw_only=True, tag="evidence.handed_in"):
    """A piece of work, safe on the station's disk; its media are named in the envelope."""

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


class HelpOpened(Fact, frozen=True, kw_only=True, tag="help.opened"):
    """She asked for help; every kind looks alike outside."""

    sealed: ClassVar[bool] = True

    help: str
    kind: HelpKind = "stuck"


class HelpCancelled(Fact, frozen=True, kw_only=True, tag="help.cancelled"):
    """She does not need help any more."""

    sealed: ClassVar[bool] = True

    help: str


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
    """A half-finished piece was put aside; its words stay sealed at the station."""

    draft: str
    kind: str


class DraftResumed(Fact, frozen=True, kw_only=True, tag="draft.resumed"):
    """She went on with a draft."""

    draft: str


class DraftDropped(Fact, frozen=True, kw_only=True, tag="draft.dropped"):
    """She let a draft go."""

    draft: str


class BadgeUnknown(Fact, frozen=True, kw_only=True, tag="badge.unknown"):
    """A badge of ours that this station does not know; only counted."""

    erase: ClassVar[Erase] = Erase.NONE

    count: int = 1


class BadgeRevokedSeen(Fact, frozen=True, kw_only=True, tag="badge.revoked_seen"):
    """A lost or replaced badge was shown; `badge` is its id, never its token."""

    badge: str


class StationErred(Fact, frozen=True, kw_only=True, tag="station.error"):
    """Something at the station needs a grown-up: which part, and a word of a fixed list."""

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.AUDIT

    part: Literal["camera", "microphone", "disk", "store", "speech", "screen"]
    what: Literal["absent", "lost", "back", "full", "damaged", "failed"]


class Gap(Fact, frozen=True, kw_only=True, tag="gap"):
    """A row of the outbox failed its own hash; visible, never silent."""

    erase: ClassVar[Erase] = Erase.NONE
    keep: ClassVar[Keep] = Keep.ALWAYS

    lost_type: str = ""


# ── what the hub says ────────────────────────────────────────────────────────────────────────────────


class PieceLevelled(Decision, frozen=True, kw_only=True, tag="piece.levelled"):
    """A level for one piece; no judgement. The latest by one person stands."""

    keep: ClassVar[Keep] = Keep.LEAVING

    evidence: EvidenceId
    learner: LearnerId
    target: TargetId
    level: Literal[1, 2, 3, 4]


class FeedbackGiven(Decision, frozen=True, kw_only=True, tag="feedback.given"):
    """Words that help: glow, grow, ask or next."""

    keep: ClassVar[Keep] = Keep.YEAR_END

    feedback: str
    evidence: EvidenceId
    learner: LearnerId
    kind: Literal["glow", "grow", "ask", "next"]
    text: str


class JudgementMade(Decision, frozen=True, kw_only=True, tag="judgement.made"):
    """A person's decision about mastery; never deleted, only followed or superseded."""

    keep: ClassVar[Keep] = Keep.LEAVING

    judgement: str
    learner: LearnerId
    target: TargetId
    decision: Literal["mastered", "beyond", "not_yet", "need_more"]
    evidence: tuple[EvidenceId, ...]
    level: Literal[1, 2, 3, 4] | None = None
    policy_met: bool = False
    reason: str = ""
    supersedes: str | None = None
    target_version: int = 1


class EvidenceReviewStarted(Decision, frozen=True, kw_only=True, tag="evidence.review_started"):
    """Someone began to look; from here the piece cannot be taken back."""

    evidence: EvidenceId


class HelpSeen(Decision, frozen=True, kw_only=True, tag="help.seen"):
    """A grown-up saw the hand; `state` is what she does about it."""

    help: str
    state: Literal["coming", "done"]


class VisitEnded(Decision, frozen=True, kw_only=True, tag="visit.ended"):
    """A grown-up closed a visit."""

    visit: VisitId
    reason: EndReason


class BlockOpened(Decision, frozen=True, kw_only=True, tag="block.opened"):
    """A class meets."""

    erase: ClassVar[Erase] = Erase.NONE

    block: str
    class_: ClassId


class BlockClosed(Decision, frozen=True, kw_only=True, tag="block.closed"):
    """The class is over."""

    erase: ClassVar[Erase] = Erase.NONE

    block: str


class PlanApproved(Decision, frozen=True, kw_only=True, tag="plan.approved"):
    """A plan as a grown-up agreed it; the learner's own agreement stands in it."""

    keep: ClassVar[Keep] = Keep.LEAVING

    plan: Plan


class BadgePrinted(Fact, frozen=True, kw_only=True, tag="badge.printed"):
    """A badge was made: its look-up id; the token itself is nowhere but on paper."""

    keep: ClassVar[Keep] = Keep.LEAVING

    badge: str
    owner: str
    owner_kind: Literal["learner", "staff"] = "learner"
    print_no: int = 1


class BadgeRevoked(Decision, frozen=True, kw_only=True, tag="badge.revoked"):
    """A badge is dead: lost, or its successor was scanned."""

    keep: ClassVar[Keep] = Keep.LEAVING

    badge: str
    reason: Literal["lost", "replaced"]


class StationEnrolled(Fact, frozen=True, kw_only=True, tag="station.enrolled"):
    """A station joined; its credential is kept apart from the log."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    zone: ZoneId
    classes: tuple[ClassId, ...] = ()


class Defined(Fact, frozen=True, kw_only=True, tag="defined"):
    """Staff wrote or changed a record that only the hub edits; the whole new version stands here.

    `by` is empty for what came with the first set-up or an import by command.
    """

    keep: ClassVar[Keep] = Keep.LEAVING

    entity: Entity
    by: StaffId = ""


STATION_FACTS = (
    VisitOpened
    | VisitModeChanged
    | VisitClosed
    | VisitNotMe
    | EvidenceHandedIn
    | EvidenceWithdrawn
    | SelfAssessed
    | ChoiceMade
    | HelpOpened
    | HelpCancelled
    | FeedbackSeen
    | FeedbackReplied
    | DraftParked
    | DraftResumed
    | DraftDropped
    | BadgeUnknown
    | BadgeRevokedSeen
    | StationErred
    | Gap
)
HUB_FACTS = (
    PieceLevelled
    | FeedbackGiven
    | JudgementMade
    | EvidenceReviewStarted
    | HelpSeen
    | VisitEnded
    | BlockOpened
    | BlockClosed
    | PlanApproved
    | BadgePrinted
    | BadgeRevoked
    | StationEnrolled
    | Defined
)
AnyFact = STATION_FACTS | HUB_FACTS
