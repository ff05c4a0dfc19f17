"""A piece of work on the teacher's table (H03), and the answer to it. Pure."""

from typing import Literal

from classroom.facts import Chip
from classroom.ids import EvidenceId, LearnerId, TargetId
from classroom.value import Value

Decided = Literal["mastered", "beyond", "not_yet", "need_more"]


class Made(Value, frozen=True, kw_only=True):
    """When a piece was made: between two times (UTC ms), for sure where both are one.

    Where its day is not sure it was made between `first_day` ("" for any before) and `last_day`; both are "" where
    it is. `day` is what staff set, and `by` who did.
    """

    from_ms: int
    at_ms: int
    first_day: str = ""
    last_day: str = ""
    day: str = ""
    by: str = ""


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
    state: Literal["waiting", "here", "lost", "gone"] = "waiting"
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


class ReviewPiece(Value, frozen=True, kw_only=True):
    """All that a teacher needs to answer one piece.

    `kind` and `text` are the piece's; `claim` 1-4 is the learner's own; `preset` is the level that this
    person gave the piece before, else 0; `judged` says in words what stands for this target, "" if nothing.
    `seen_by` is who wrote it down of staff, "" if a learner handed it in; `partners` made it with her.
    `others` are the further targets of the piece. `lately` are the last levels of her pieces for this target, newest
    first, and `highest` the highest of all; there is no average. `alike` more pieces wait for the same target;
    `talk`: a talk about this target is due.
    """

    evidence: EvidenceId
    learner: LearnerId
    full: str
    name: str
    zone_name: str
    at_ms: int
    made: Made
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
    seen_by: str = ""
    partners: tuple[str, ...] = ()
    others: tuple[TargetWords, ...] = ()
    lately: tuple[int, ...] = ()
    highest: int = 0
    alike: int = 0
    talk: bool = False


class Spoken(Value, frozen=True, kw_only=True):
    """What was said in place of words, sealed: its media id, its bytes on the disk, how long it is."""

    media: str
    size: int
    seconds: int


class Answer(Value, frozen=True, kw_only=True):
    """What the keys said before Enter: a level 1-4 or a decision (M, B, N, E) or both, and words.

    `reason` is asked when M or B comes before the policy is met. `target`: for which target of the piece, "" = the
    first; `talk` (T): with the wish to talk about it. `voice` (V) names what was said, and `spoken` is that, put away.
    """

    level: int | None = None
    decision: Decided | None = None
    words: tuple[Chip, ...] = ()
    reason: str = ""
    target: TargetId = ""
    talk: bool = False
    voice: str = ""
    spoken: Spoken | None = None


class AnswerKept(Value, frozen=True, kw_only=True):
    """An answer that waits for its 10 s: until then `undo(answer)` takes it back.

    `did`: a judgement, a level for this piece only ("counts"), or words only. `next` is the piece to show.
    """

    answer: str
    evidence: EvidenceId
    did: Literal["judged", "counts", "words"]
    until_ms: int
    next: EvidenceId | None = None
