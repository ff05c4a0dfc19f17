"""What staff say beside words and levels: that a talk is due, that it was held, which lines they keep ready. Pure."""

from typing import ClassVar, Literal

from classroom.facts.fact import Decision, Erase, Keep
from classroom.ids import EvidenceId, LearnerId, TargetId
from classroom.value import Value

FeedbackKind = Literal["glow", "grow", "ask", "next"]


class Chip(Value, frozen=True, kw_only=True):
    """A ready-made line of feedback (keys G then 1-9)."""

    kind: FeedbackKind
    text: str


class TalkFlagged(Decision, frozen=True, kw_only=True, tag="talk.flagged"):
    """Somebody would like to talk with her about a piece; no level, no answer by itself."""

    keep: ClassVar[Keep] = Keep.YEAR_END

    talk: str
    learner: LearnerId
    evidence: EvidenceId
    target: TargetId


class TalkHeld(Decision, frozen=True, kw_only=True, tag="talk.held"):
    """The talk was held; whatever was said stays between those who were there."""

    keep: ClassVar[Keep] = Keep.YEAR_END

    talk: str
    learner: LearnerId


class ChipsSet(Decision, frozen=True, kw_only=True, tag="chips.set"):
    """A person keeps these lines ready under the keys G 1 to G 9; none of them: those that the hub came with."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    chips: tuple[Chip, ...]
