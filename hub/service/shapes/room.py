"""The room as H01 shows it. Pure."""

from typing import Literal

from classroom.announcement import Announcing
from classroom.block import Attendance
from classroom.helping import HelpState
from classroom.ids import ClassId, LearnerId, StationId
from classroom.value import Value
from classroom.visit import HelpKind, Mode, Tried
from classroom.zone import Zone

Freshness = Literal["live", "late", "offline", "none"]
"""live: heard within 12 s; late: longer ago; offline: its will, or 20 s of silence; none: no station there."""


class HandNow(Value, frozen=True, kw_only=True):
    """A call for help; `since_ms` is UTC. `kind` is as a passer-by may see it, unless somebody opened this hand.

    `by` is how children call who saw it last.
    """

    help: str
    learner: LearnerId
    full: str
    zone_name: str
    kind: HelpKind
    since_ms: int
    state: HelpState = "open"
    tried: tuple[Tried, ...] = ()
    by: str = ""


class HelpLineNow(Value, frozen=True, kw_only=True):
    """The hands that are up (H02), oldest first; time is UTC ms."""

    now_ms: int
    hands: tuple[HandNow, ...]


class PersonNow(Value, frozen=True, kw_only=True):
    """A learner where she is: `doing` is the title of her activity or her I-can, "" while she chooses.

    `teacher`: who took her aside. Of who is in no zone, `mark` is what was said of her in this block, and `place`
    where she went.
    """

    learner: LearnerId
    name: str
    full: str
    doing: str
    mode: Mode
    since_ms: int
    hand: HandNow | None = None
    teacher: str = ""
    mark: Attendance | None = None
    place: str = ""


class StationNow(Value, frozen=True, kw_only=True):
    """A station as the hub last heard it; `queue` facts wait there, the oldest for `oldest_s` seconds.

    `disk` is the free share of its disk; `clock` where its time comes from, "" when it did not say yet.
    """

    station: StationId
    state: Freshness
    heard_ms: int | None = None
    queue: int = 0
    oldest_s: int = 0
    disk: float = 1.0
    app: str = ""
    clock: str = ""


class FailingNow(Value, frozen=True, kw_only=True):
    """A part of a station that does not work, by the words of its fact; time is UTC ms."""

    part: str
    what: str
    since_ms: int


class ZoneNow(Value, frozen=True, kw_only=True):
    """A zone and who is in it. Offline: `people` is empty, `were_here` counts whom we knew there before.

    `failing` are the parts of its stations that do not work.
    """

    zone: Zone
    people: tuple[PersonNow, ...]
    freshness: Freshness
    heard_ms: int | None = None
    holding: int = 0
    stations: tuple[StationNow, ...] = ()
    were_here: int = 0
    failing: tuple[FailingNow, ...] = ()


class TwiceNow(Value, frozen=True, kw_only=True):
    """A learner's badge was shown in two zones within `apart_ms`; nobody has read of it yet."""

    alarm: str
    learner: LearnerId
    full: str
    zone_name: str
    other: str
    apart_ms: int


class AnnouncementNow(Value, frozen=True, kw_only=True):
    """What is said to everybody now, in the language of staff; `to` names the classes or the zone."""

    announcement: str
    what: Announcing
    text: str
    to: str
    since_ms: int


class WallZone(Value, frozen=True, kw_only=True):
    """A zone on the wall: how many people are known to be there, None = not known."""

    zone: Zone
    taken: int | None = None


class WallNow(Value, frozen=True, kw_only=True):
    """The room as the class itself sees it on a wall: counts and words to everybody. There is no place for a name."""

    class_id: ClassId
    now_ms: int
    zones: tuple[WallZone, ...]
    announcements: tuple[AnnouncementNow, ...] = ()


class RoomNow(Value, frozen=True, kw_only=True):
    """One class in the room. Whoever was last in an offline zone counts as `unknown`, never as gone.

    `nowhere`: learners of the class without an open visit, those first of whom nobody said anything in the open block.
    `here` counts also who is in the room without a screen; `out` and `absent` are those who are known to be away.
    `lost` were last in a zone that cannot be heard: they stand nowhere on the page.
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
    twice: tuple[TwiceNow, ...] = ()
    absent: int = 0
    lost: tuple[PersonNow, ...] = ()
    announcements: tuple[AnnouncementNow, ...] = ()
