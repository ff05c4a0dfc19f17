"""What every fact is, how long it keeps its detail, and what erasing a learner does to it. Pure."""

from enum import StrEnum
from typing import ClassVar

from classroom.ids import StaffId
from classroom.value import Value


class Keep(StrEnum):
    """How long a fact keeps its detail."""

    DRAFT = "14 school days on which the class met"
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
