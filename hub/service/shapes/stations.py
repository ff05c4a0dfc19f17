"""The stations as H15 shows them: how each is, and what needs a grown-up. Pure."""

from typing import Literal

from msgspec import field

from classroom.commands import Kind, Why
from classroom.ids import ClassId, EvidenceId, LearnerId, StationId, ZoneId
from classroom.value import Value
from classroom.zone import Zone
from hub.service.shapes.room import FailingNow, StationNow
from hub.service.shapes.safety import Safety


class AskedNow(Value, frozen=True, kw_only=True):
    """The latest that a station was asked to do; `done_ms` None while it has not answered."""

    kind: Kind
    at_ms: int
    done_ms: int | None = None
    ok: bool = False
    why: Why = ""


class StationLine(Value, frozen=True, kw_only=True):
    """One station. `facts` of it are here, the first `safe` of them in a verified backup."""

    now: StationNow
    zone: Zone | None
    classes: tuple[str, ...]
    facts: int
    safe: int
    failing: tuple[FailingNow, ...] = ()
    aside: int = 0
    media_waiting: int = 0
    media_lost: int = 0
    alarms: int = 0
    unknown_badges: int = 0
    locked: bool = False
    asked: AskedNow | None = None


class AlarmNow(Value, frozen=True, kw_only=True):
    """Something that happened to a station once, and that nobody has seen yet.

    `whose` is who it is about, by full name where the reader may know it; `about` her id, `other` another zone.
    """

    alarm: str
    station: StationId
    zone_name: str
    kind: Literal["fork", "gap", "dead_badge", "tries", "twice"]
    why: str
    count: int
    at_ms: int
    whose: str = ""
    about: str = ""
    other: str = ""


class AsideNow(Value, frozen=True, kw_only=True):
    """A fact in quarantine: `kind` is its type on the wire, `reason` the hub's own words."""

    number: int
    station: StationId
    zone_name: str
    kind: str
    reason: str
    at_ms: int
    tries: int


class MediaAwayNow(Value, frozen=True, kw_only=True):
    """A file of a piece that is not here; `full` is empty for somebody who may not see the learner's work."""

    media: str
    evidence: EvidenceId
    learner: LearnerId
    full: str
    zone_name: str
    mime: str
    at_ms: int
    share: float
    state: Literal["waiting", "lost", "given up"]


class GuestNow(Value, frozen=True, kw_only=True):
    """A station that waits at the door: what people call it, where it is, the pictures that it must show too."""

    id: str
    zone: ZoneId
    zone_name: str
    classes: tuple[str, ...]
    source: str
    pictures: tuple[str, ...]


class DoorNow(Value, frozen=True, kw_only=True):
    """The door of the room. `left_s` is 0 while it is closed; `may_open` unless this hub speaks in clear.

    `claim` is the text of the code, for whoever may let stations in; `zones` and `classes` are those to choose from.
    """

    may_open: bool = False
    left_s: int = 0
    zone_name: str = ""
    classes: tuple[str, ...] = ()
    claim: str = ""
    guests: tuple[GuestNow, ...] = ()
    to_zones: tuple[tuple[ZoneId, str], ...] = ()
    to_classes: tuple[tuple[ClassId, str], ...] = ()


class ClonedNow(Value, frozen=True, kw_only=True):
    """A station whose credential two machines have; each is known by the picture that its screen shows."""

    station: StationId
    zone_name: str
    boots: tuple[tuple[str, str], ...]
    at_ms: int


class ShutOutNow(Value, frozen=True, kw_only=True):
    """A station that was shut out, by whom and when."""

    station: StationId
    by: str
    at_ms: int


class StationsPage(Value, frozen=True, kw_only=True):
    """H15. `unheard` counts messages that were not listened to since the hub started, by reason.

    `media` holds the oldest files that are away, lost ones first; `media_count` is how many there are. `door` is
    how many stations wait there, `sent_away` how many were not let in since the hub started, by reason.
    """

    now_ms: int
    stations: tuple[StationLine, ...]
    alarms: tuple[AlarmNow, ...]
    aside: tuple[AsideNow, ...]
    media: tuple[MediaAwayNow, ...]
    media_count: int
    safety: Safety
    unheard: dict[str, int]
    may_act: bool = False
    may_back_up: bool = False
    door: int = 0
    sent_away: dict[str, int] = field(default_factory=dict)
    cloned: tuple[ClonedNow, ...] = ()
    gone: tuple[ShutOutNow, ...] = ()

    @property
    def troubles(self) -> int:
        """How many things wait for a grown-up."""
        failing = sum(len(line.failing) for line in self.stations)
        lost = sum(line.media_lost for line in self.stations)
        return len(self.alarms) + len(self.aside) + failing + lost + len(self.cloned) + self.door
