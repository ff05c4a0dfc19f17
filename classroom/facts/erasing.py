"""A learner is erased, at the hub and at each station; files go when their time is over. Pure."""

from typing import ClassVar

from classroom.facts.fact import Decision, Erase, Fact, Keep
from classroom.ids import LearnerId


class EraseAsked(Decision, frozen=True, kw_only=True, tag="erase.asked"):
    """Somebody who may run it asked to erase learners; nothing happens before it is ordered."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    erasure: str
    learners: tuple[LearnerId, ...]


class EraseOrdered(Decision, frozen=True, kw_only=True, tag="erase.ordered"):
    """It was approved: the learners are hidden and their badges rest; at `due_ms` (UTC) they are erased for good."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    erasure: str
    learners: tuple[LearnerId, ...]
    due_ms: int


class EraseUndone(Decision, frozen=True, kw_only=True, tag="erase.undone"):
    """Somebody thought better of it in time: everything is back."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    erasure: str


class LearnerErased(Fact, frozen=True, kw_only=True, tag="learner.erased"):
    """A learner is gone from this hub: her id is left as a tombstone, with counts of what went."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    learner: LearnerId
    erasure: str = ""
    facts: int = 0
    files: int = 0


class FilesLetGo(Fact, frozen=True, kw_only=True, tag="files.let_go"):
    """Files whose time was over were let go by the school's own rule; their pieces stand without them."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    media: tuple[str, ...]


class EraseDone(Fact, frozen=True, kw_only=True, tag="erase.done"):
    """A station holds nothing of an erased learner any more; so many facts and files of hers went."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    learner: LearnerId
    facts: int = 0
    files: int = 0


class Redacted(Fact, frozen=True, kw_only=True, tag="redacted"):
    """What is left of a fact of an erased learner: its place, its clock's reading and its chain hash."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE
