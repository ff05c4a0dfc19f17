"""One learner as her teachers see her (H05). Pure."""

from typing import Literal

from classroom.evidence import PolicyCount
from classroom.facts import FeedbackKind
from classroom.ids import EvidenceId, TargetId, VisitId
from classroom.learner import Learner
from classroom.mastery import State
from classroom.value import Value
from classroom.visit import Mode
from hub.service.shapes.review import Made, MediaState


class JudgedNow(Value, frozen=True, kw_only=True):
    """One decision about a target, newest first; `slip`: another took its place; `mine`: this person may correct it."""

    judgement: str
    decision: Literal["mastered", "beyond", "not_yet", "need_more"]
    day: str
    by_name: str
    reason: str = ""
    slip: bool = False
    mine: bool = False


class TalkNow(Value, frozen=True, kw_only=True):
    """A talk that is due (`held_ms` 0) or was held; times are UTC ms."""

    talk: str
    code: str
    evidence: EvidenceId
    by_name: str
    at_ms: int
    held_by: str = ""
    held_ms: int = 0


class LineNow(Value, frozen=True, kw_only=True):
    """One target of a learner; `why` explains its state in one sentence; `since` is a day or "".

    `judged` are all decisions about it. `minds` are the names of those who see it differently: a talk is due.
    """

    target: TargetId
    code: str
    i_can: str
    state: State
    since: str
    by_name: str
    why: str
    counts: PolicyCount = PolicyCount()
    judged: tuple[JudgedNow, ...] = ()
    minds: tuple[str, ...] = ()


class FeedbackNow(Value, frozen=True, kw_only=True):
    """One line of feedback and what became of it; `reply` is "", try, unclear or talk."""

    kind: FeedbackKind
    text: str
    by_name: str
    seen: bool = False
    reply: str = ""
    voice: str = ""
    voice_s: int = 0


class EvidenceNow(Value, frozen=True, kw_only=True):
    """One piece on the wall; `level` is the latest that staff gave it, `claim` (1-4) her own.

    `seen_by` is who wrote it down of staff.
    """

    evidence: EvidenceId
    target: TargetId
    code: str
    kind: str
    at_ms: int
    made: Made
    media: tuple[MediaState, ...]
    state: Literal["handed_in", "in_review", "answered", "withdrawn"]
    level: int | None = None
    text: str = ""
    feedback: tuple[FeedbackNow, ...] = ()
    claim: int | None = None
    attempt: int = 1
    revises: EvidenceId | None = None
    seen_by: str = ""
    partners: tuple[str, ...] = ()


class VisitNow(Value, frozen=True, kw_only=True):
    """One visit, open while `closed_ms` is None; it was opened between two times."""

    visit: VisitId
    zone_name: str
    opened_from_ms: int
    opened_ms: int
    closed_ms: int | None
    mode: Mode


class LearnerPage(Value, frozen=True, kw_only=True):
    """A learner as her teachers see her. `later` counts the targets that wait for others.

    Without `levels` it is for somebody who sees the work and not how it was judged. `day`: as of the end of a past
    day (ISO), "" = now.
    """

    learner: Learner
    full: str
    class_names: tuple[str, ...]
    mastered: tuple[LineNow, ...]
    handed_in: tuple[LineNow, ...]
    now: tuple[LineNow, ...]
    next: tuple[LineNow, ...]
    look_again: tuple[LineNow, ...]
    later: int
    evidence: tuple[EvidenceNow, ...]
    visits: tuple[VisitNow, ...]
    badge: Literal["none", "active", "lost", "replaced"]
    levels: bool = True
    talks: tuple[TalkNow, ...] = ()
    day: str = ""
