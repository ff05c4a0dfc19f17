"""What a page is given to show and what it gives back: frozen records, no rule in them. Pure."""

from typing import Literal

from classroom.evidence import PolicyCount
from classroom.ids import ClassId, EvidenceId, LearnerId, StationId, TargetId, VisitId
from classroom.learner import Learner
from classroom.mastery import State
from classroom.value import Value
from classroom.visit import HelpKind, Mode
from classroom.zone import Zone

Freshness = Literal["live", "late", "offline", "none"]
"""live: heard within 12 s; late: longer ago; offline: its will, or 20 s of silence; none: no station there."""

FeedbackKind = Literal["glow", "grow", "ask", "next"]
Decided = Literal["mastered", "beyond", "not_yet", "need_more"]


# ── the room now (H01) ───────────────────────────────────────────────────────────────────────────────


class HandNow(Value, frozen=True, kw_only=True):
    """A raised hand; `since_ms` is UTC."""

    help: str
    learner: LearnerId
    full: str
    zone_name: str
    kind: HelpKind
    since_ms: int
    state: Literal["open", "coming"] = "open"


class PersonNow(Value, frozen=True, kw_only=True):
    """A learner where she is: `doing` is the title of her activity or her I-can, "" while she chooses."""

    learner: LearnerId
    name: str
    full: str
    doing: str
    mode: Mode
    since_ms: int
    hand: HandNow | None = None


class StationNow(Value, frozen=True, kw_only=True):
    """A station as the hub last heard it; `queue` facts wait there, the oldest for `oldest_s` seconds."""

    station: StationId
    state: Freshness
    heard_ms: int | None = None
    queue: int = 0
    oldest_s: int = 0
    disk: float = 1.0
    app: str = ""


class ZoneNow(Value, frozen=True, kw_only=True):
    """A zone and who is in it. Offline: `people` is empty, `were_here` counts whom we knew there before."""

    zone: Zone
    people: tuple[PersonNow, ...]
    freshness: Freshness
    heard_ms: int | None = None
    holding: int = 0
    stations: tuple[StationNow, ...] = ()
    were_here: int = 0


class RoomNow(Value, frozen=True, kw_only=True):
    """One class in the room. Whoever was last in an offline zone counts as `unknown`, never as gone.

    `nowhere`: learners of the class without an open visit. `out`: how many of the class are known to be away.
    """

    class_id: ClassId
    class_name: str
    block_open: bool
    now_ms: int
    here: int
    unknown: int
    unknown_since_ms: int | None
    out: int
    zones: tuple[ZoneNow, ...]
    nowhere: tuple[PersonNow, ...]
    reviews_waiting: int
    hands: tuple[HandNow, ...]


# ── review (H03) ─────────────────────────────────────────────────────────────────────────────────────


class ReviewItem(Value, frozen=True, kw_only=True):
    """A piece that waits for an answer, in queue order."""

    evidence: EvidenceId
    learner: LearnerId
    full: str
    target: TargetId
    code: str
    at_ms: int
    waiting_now: bool = False


class TargetWords(Value, frozen=True, kw_only=True):
    """The criterion that stands in the middle."""

    id: TargetId
    code: str
    i_can: str
    mastery_level: int = 3


class MediaState(Value, frozen=True, kw_only=True):
    """A sealed file of a piece: `thumb` is the media id of its small picture; `share` (0 to 1) has arrived."""

    media: str
    mime: str
    size: int
    thumb: str | None = None
    state: Literal["waiting", "here", "lost"] = "waiting"
    share: float = 0.0


class PolicyTick(Value, frozen=True, kw_only=True):
    """One thing that the policy asks for, and whether it is there: "2 kinds", True."""

    words: str
    met: bool


class EarlierPiece(Value, frozen=True, kw_only=True):
    """Something she showed before for the same target; `day` is a date in the school's time zone."""

    evidence: EvidenceId
    kind: str
    day: str
    thumb: str | None = None
    attempt: int = 1
    level: int | None = None


class LevelWords(Value, frozen=True, kw_only=True):
    """A level and its word for staff."""

    value: int
    word: str


class Chip(Value, frozen=True, kw_only=True):
    """A ready-made line of feedback (keys G then 1-9)."""

    kind: FeedbackKind
    text: str


class ReviewPiece(Value, frozen=True, kw_only=True):
    """All that a teacher needs to answer one piece.

    `kind` and `text` are the piece's; `claim` 1-4 is the learner's own; `preset` is the level that this
    person gave the piece before, else 0; `judged` says in words what stands for this target, "" if nothing.
    """

    evidence: EvidenceId
    learner: LearnerId
    full: str
    name: str
    zone_name: str
    at_ms: int
    waiting_now: bool
    kind: str
    text: str
    caption: str
    attempt: int
    target: TargetWords
    media: tuple[MediaState, ...]
    claim: int | None
    tricky: str
    policy: tuple[PolicyTick, ...]
    policy_met: bool
    earlier: tuple[EarlierPiece, ...]
    levels: tuple[LevelWords, ...]
    preset: int
    chips: tuple[Chip, ...]
    judged: str
    position: int
    of: int


class Answer(Value, frozen=True, kw_only=True):
    """What the keys said before Enter: a level 1-4 or a decision (M, B, N, E) or both, and words.

    `reason` is asked when M or B comes before the policy is met.
    """

    level: int | None = None
    decision: Decided | None = None
    words: tuple[Chip, ...] = ()
    reason: str = ""


class AnswerKept(Value, frozen=True, kw_only=True):
    """An answer that waits for its 10 s: until then `undo(answer)` takes it back.

    `did`: a judgement, a level for this piece only ("counts"), or words only. `next` is the piece to show.
    """

    answer: str
    evidence: EvidenceId
    did: Literal["judged", "counts", "words"]
    until_ms: int
    next: EvidenceId | None = None


# ── one learner (H05) ────────────────────────────────────────────────────────────────────────────────


class LineNow(Value, frozen=True, kw_only=True):
    """One target of a learner; `why` explains its state in one sentence; `since` is a day or ""."""

    target: TargetId
    code: str
    i_can: str
    state: State
    since: str
    by_name: str
    why: str
    counts: PolicyCount = PolicyCount()


class FeedbackNow(Value, frozen=True, kw_only=True):
    """One line of feedback and what became of it; `reply` is "", try, unclear or talk."""

    kind: FeedbackKind
    text: str
    by_name: str
    seen: bool = False
    reply: str = ""


class EvidenceNow(Value, frozen=True, kw_only=True):
    """One piece on the wall; `level` is the latest that staff gave it."""

    evidence: EvidenceId
    target: TargetId
    code: str
    kind: str
    at_ms: int
    media: tuple[MediaState, ...]
    state: Literal["handed_in", "in_review", "answered", "withdrawn"]
    level: int | None = None
    text: str = ""
    feedback: tuple[FeedbackNow, ...] = ()


class VisitNow(Value, frozen=True, kw_only=True):
    """One visit, open while `closed_ms` is None."""

    visit: VisitId
    zone_name: str
    opened_ms: int
    closed_ms: int | None
    mode: Mode


class LearnerPage(Value, frozen=True, kw_only=True):
    """A learner as her teachers see her. `later` counts the targets that wait for others."""

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


# ── badges, people, numbers ──────────────────────────────────────────────────────────────────────────


class BadgeRow(Value, frozen=True, kw_only=True):
    """The badge of one person; `print_no` 0 and state "none" before the first."""

    owner: str
    full: str
    class_name: str
    owner_kind: Literal["learner", "staff"]
    state: Literal["none", "active", "lost", "replaced"]
    print_no: int = 0


class PrintedBadge(Value, frozen=True, kw_only=True):
    """A badge that was just made. The token is here once: put it on paper, then forget it."""

    owner: str
    full: str
    token: str
    print_no: int
    class_name: str
    owner_kind: Literal["learner", "staff"] = "learner"


class ClassLine(Value, frozen=True, kw_only=True):
    """A class that this person may open."""

    id: ClassId
    name: str
    learners: int
    block_open: bool


class Counts(Value, frozen=True, kw_only=True):
    """The numbers in the navigation."""

    reviews: int = 0
    hands: int = 0
