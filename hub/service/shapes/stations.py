"""The stations as H15 shows them: how each is, and what needs a grown-up. Pure."""

from typing import Literal

from classroom.ids import EvidenceId, LearnerId, StationId
from classroom.value import Value
from classroom.zone import Zone
from hub.service.shapes.room import FailingNow, StationNow
from hub.service.shapes.safety import Safety


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


class StationsPage(Value, frozen=True, kw_only=True):
    """H15. `unheard` counts messages that were not listened to since the hub started, by reason.

    `media` holds the oldest files that are away, lost ones first; `media_count` is how many there are.
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

    @property
    def troubles(self) -> int:
        """How many things wait for a grown-up."""
        failing = sum(len(line.failing) for line in self.stations)
        lost = sum(line.media_lost for line in self.stations)
        return len(self.alarms) + len(self.aside) + failing + lost
