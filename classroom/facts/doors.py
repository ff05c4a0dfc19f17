"""What the hub says of its stations: let in, shut out, doubled, forked, asked for something, emptied. Pure."""

from typing import ClassVar

from msgspec import field

from classroom.commands import Kind
from classroom.facts.fact import Decision, Erase, Fact, Keep
from classroom.ids import ClassId, StationId, ZoneId


class StationEnrolled(Fact, frozen=True, kw_only=True, tag="station.enrolled"):
    """A station joined; its credential is kept apart from the log."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    zone: ZoneId
    classes: tuple[ClassId, ...] = ()


class StationRevoked(Decision, frozen=True, kw_only=True, tag="station.revoked"):
    """A station is shut out: its credential opens nothing any more. `by` is empty for the machine's owner."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId


class StationCloned(Fact, frozen=True, kw_only=True, tag="station.cloned"):
    """Two machines speak in turns with one credential, by their boots: both wait until somebody has looked."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    boots: tuple[str, ...]


class StationPicked(Decision, frozen=True, kw_only=True, tag="station.picked"):
    """A grown-up said which of the machines with one credential goes on; the others have to be let in anew."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    boot: str
    others: tuple[str, ...]


class StationForked(Fact, frozen=True, kw_only=True, tag="station.forked"):
    """A station's outbox and the hub's copy of it became two histories; it goes on under `epoch`.

    `was` is the epoch before, `kept` how many facts were taken along, `why` a word of the wire's list.
    """

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    epoch: str
    was: str
    kept: int
    why: str = ""


class StationCommanded(Decision, frozen=True, kw_only=True, tag="station.commanded"):
    """A grown-up asked a station to do something; `args` without keys. `by` is empty for the machine's owner."""

    keep: ClassVar[Keep] = Keep.AUDIT

    station: StationId
    cmd_id: str
    kind: Kind
    args: dict[str, str] = field(default_factory=dict)


class StationWiped(Fact, frozen=True, kw_only=True, tag="station.wiped"):
    """A station said that nothing is left on it; its credential opens nothing any more."""

    keep: ClassVar[Keep] = Keep.ALWAYS
    erase: ClassVar[Erase] = Erase.NONE

    station: StationId
    cmd_id: str
