"""After a year visits and raised hands are counts: how many, on which day, and no name. Pure."""

from typing import ClassVar

from classroom.facts.fact import Erase, Fact, Keep
from classroom.ids import ZoneId
from classroom.value import Value
from classroom.visit import HelpKind


class VisitCount(Value, frozen=True, kw_only=True):
    """So many visits began in a zone on a day (ISO, of the school's calendar)."""

    day: str
    zone: ZoneId
    count: int


class HelpCount(Value, frozen=True, kw_only=True):
    """So many hands of a kind went up on a day."""

    day: str
    kind: HelpKind
    count: int


class Places(Value, frozen=True, kw_only=True):
    """Which facts of an outbox: each run from its first seq to its last."""

    station: str
    epoch: str
    runs: tuple[tuple[int, int], ...]


class DetailCounted(Fact, frozen=True, kw_only=True, tag="detail.counted"):
    """Visits whose year was over are counts from here on; of the facts at `places` only those places are left."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    visits: tuple[VisitCount, ...] = ()
    helps: tuple[HelpCount, ...] = ()
    places: tuple[Places, ...] = ()
