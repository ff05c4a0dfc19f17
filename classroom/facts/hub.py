"""What the hub says: what staff decided and defined. Pure."""

from typing import ClassVar, Literal

from classroom.facts.asking import ANSWERED
from classroom.facts.badges import BadgePrinted, BadgeRevoked, BadgeSucceeded, PicturesSet, PinSet
from classroom.facts.counting import DetailCounted
from classroom.facts.doors import (
    StationCloned,
    StationCommanded,
    StationEnrolled,
    StationForked,
    StationPicked,
    StationRevoked,
    StationWiped,
)
from classroom.facts.erasing import EraseAsked, EraseOrdered, EraseUndone, FilesLetGo, LearnerErased
from classroom.facts.fact import Decision, Erase, Fact, Keep
from classroom.facts.helping import HelpSeen
from classroom.facts.room import ROOM_FACTS
from classroom.facts.talks import ChipsSet, TalkFlagged, TalkHeld
from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId, TargetId, VisitId
from classroom.plan import Plan
from classroom.roster import Entity
from classroom.visit import EndReason


class PieceLevelled(Decision, frozen=True, kw_only=True, tag="piece.levelled"):
    """A level for one piece; no judgement. The latest by one person stands."""

    keep: ClassVar[Keep] = Keep.LEAVING

    evidence: EvidenceId
    learner: LearnerId
    target: TargetId
    level: Literal[1, 2, 3, 4]


class FeedbackGiven(Decision, frozen=True, kw_only=True, tag="feedback.given"):
    """Words that help: glow, grow, ask or next; `voice` is the sealed file of what was said, of so many seconds."""

    keep: ClassVar[Keep] = Keep.YEAR_END

    feedback: str
    evidence: EvidenceId
    learner: LearnerId
    kind: Literal["glow", "grow", "ask", "next"]
    text: str
    voice: str = ""
    voice_size: int = 0
    voice_s: int = 0


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


class MediaGivenUp(Decision, frozen=True, kw_only=True, tag="media.given_up"):
    """A file that will not come any more: lost on its station. Its piece stands without it; no mark waits for it.

    `evidence` is "" when its fact lies in quarantine.
    """

    keep: ClassVar[Keep] = Keep.ALWAYS

    media: str
    evidence: EvidenceId = ""


class AlarmSeen(Decision, frozen=True, kw_only=True, tag="alarm.seen"):
    """A grown-up read an alarm of a station and needs no more telling."""

    keep: ClassVar[Keep] = Keep.AUDIT
    erase: ClassVar[Erase] = Erase.NONE

    alarm: str


class ClockCorrected(Decision, frozen=True, kw_only=True, tag="clock.corrected"):
    """The hub's own clock was wrong by `offset_ms` (to be added) in all that it noted from its fact `since` on.

    `eras` are those in which it told stations a time that was as wrong. `by` is empty where the machine itself was
    set right by its network.
    """

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    offset_ms: int
    since: int = 0
    eras: tuple[int, ...] = ()


class HubStarted(Fact, frozen=True, kw_only=True, tag="hub.started"):
    """The hub's machine was started anew: from here on its clock may be as wrong as it never was before."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE


class DateSet(Decision, frozen=True, kw_only=True, tag="date.set"):
    """Staff know on which day a piece was made whose time nobody measured; `day` is a date of the school's calendar."""

    keep: ClassVar[Keep] = Keep.YEAR_END

    evidence: EvidenceId
    day: str


class Defined(Fact, frozen=True, kw_only=True, tag="defined"):
    """Staff wrote or changed a record that only the hub edits; the whole new version stands here.

    `by` is empty for what came with the first set-up or an import by command.
    """

    keep: ClassVar[Keep] = Keep.LEAVING

    entity: Entity
    by: StaffId = ""


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
    | BadgeSucceeded
    | PinSet
    | PicturesSet
    | MediaGivenUp
    | StationEnrolled
    | StationRevoked
    | StationCloned
    | StationPicked
    | StationForked
    | StationCommanded
    | StationWiped
    | AlarmSeen
    | ClockCorrected
    | HubStarted
    | DateSet
    | Defined
    | EraseAsked
    | EraseOrdered
    | EraseUndone
    | LearnerErased
    | FilesLetGo
    | ROOM_FACTS
    | ANSWERED
    | TalkFlagged
    | TalkHeld
    | ChipsSet
    | DetailCounted
)
