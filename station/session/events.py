"""What happened at this station: scans, touches, outcomes of effects, news from the hub. Pure."""

from typing import Literal

import msgspec

from classroom.commands import Command
from classroom.ids import LearnerId, StaffId, VisitId
from classroom.visit import How, Mode
from station.session.visitor import ClassFaces, RoomKnown, Visitor


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened."""


# ── badge and camera ─────────────────────────────────────────────────────────────────────────────────


class CodesSeen(Event, frozen=True, kw_only=True):
    """All codes of one frame, or one typed by a scanner; texts are hostile."""

    texts: tuple[str, ...]


class CodeUnreadable(Event, frozen=True, kw_only=True):
    """Something like a badge has been in view for 3 s and cannot be read."""


class LightSeen(Event, frozen=True, kw_only=True):
    """How the light in front of the camera is."""

    light: Literal["dark", "glare", "fine"]


class CameraGone(Event, frozen=True, kw_only=True):
    """The camera does not answer."""


class CameraBack(Event, frozen=True, kw_only=True):
    """The camera answers again."""


class StillTaken(Event, frozen=True, kw_only=True):
    """A picture of the work: a jpeg in the open, at most 400 KB."""

    jpeg: bytes


class StillFailed(Event, frozen=True, kw_only=True):
    """No picture could be taken."""


# ── outcomes ─────────────────────────────────────────────────────────────────────────────────────────


class BadgeAccepted(Event, frozen=True, kw_only=True):
    """A learner's document is open: `how`, and `by` whom where it was not her badge alone."""

    visitor: Visitor
    how: How = "badge"
    by: StaffId = ""


class BadgeRefused(Event, frozen=True, kw_only=True):
    """foreign: not ours; torn: ours but misread; unknown: not in this station's list; resting: lost or
    replaced (`badge` is its look-up id); bare: hers, but her document has not come.
    """

    why: Literal["foreign", "torn", "unknown", "resting", "bare"]
    badge: str = ""


class StaffBadgeRead(Event, frozen=True, kw_only=True):
    """A living badge of a grown-up, scanned or typed; the station holds it for a minute, for her PIN.

    `badge` is its look-up id. Not `ready`: the hub has no PIN of hers, or it has not come. `wait_s`: how long no PIN
    is tried.
    """

    badge: str
    ready: bool = True
    wait_s: int = 0


class StaffOpened(Event, frozen=True, kw_only=True):
    """Badge and PIN of a grown-up fit. For `lasts_s` the faces of her classes can be shown and let in."""

    staff: StaffId
    name: str
    roles: tuple[str, ...]
    classes: tuple[ClassFaces, ...]
    lasts_s: float


class StaffRefused(Event, frozen=True, kw_only=True):
    """badge: show it (again); pin: the wrong one; resting: the badge is lost or replaced; unset: she has no PIN
    yet; wait: too many wrong ones. `wait_s`: from now on nothing is tried for so long.
    """

    why: Literal["badge", "pin", "resting", "unset", "wait"]
    wait_s: int = 0


class StaffClosed(Event, frozen=True, kw_only=True):
    """The window is over, the keys of the classes are wiped: no face and no name may stay on the screen."""


class PicturesRefused(Event, frozen=True, kw_only=True):
    """closed: no window is open; pictures: not hers; wait: too many tries. `wait_s`: nothing is tried for so long."""

    learner: LearnerId
    why: Literal["closed", "pictures", "wait"]
    wait_s: int = 0


class VisitStarted(Event, frozen=True, kw_only=True):
    """The visit has its key and stands in the outbox."""

    visit: VisitId


class Recorded(Event, frozen=True, kw_only=True):
    """The facts of the effect with this tag are on disk; `last_seq` is the seq of the last one."""

    tag: str
    last_seq: int
    wall_ms: int


class NotRecorded(Event, frozen=True, kw_only=True):
    """They are not, and why; nothing was half-written."""

    tag: str
    why: Literal["disk", "store"]


class MediaReady(Event, frozen=True, kw_only=True):
    """A file of hers, opened."""

    media: str
    data: bytes


class MediaAway(Event, frozen=True, kw_only=True):
    """A file of hers is at the hub and the hub is not there."""

    media: str


# ── news ─────────────────────────────────────────────────────────────────────────────────────────────


class RoomLoaded(Event, frozen=True, kw_only=True):
    """The documents about the room, at start and after every change."""

    room: RoomKnown


class VisitorRefreshed(Event, frozen=True, kw_only=True):
    """A new document of the learner who is here, or her own facts were acknowledged."""

    visitor: Visitor


class VisitElsewhere(Event, frozen=True, kw_only=True):
    """Her visit here was closed by a scan at another station."""

    learner: LearnerId
    visit: VisitId


class LinkChanged(Event, frozen=True, kw_only=True):
    """Whether the hub can be reached; `shut_out` is the picture of this machine while it may not come in."""

    live: bool
    shut_out: str = ""


class Acknowledged(Event, frozen=True, kw_only=True):
    """The hub has everything up to this seq."""

    upto: int


class CommandArrived(Event, frozen=True, kw_only=True):
    """The hub asks for something, for the first time; it is worth doing until the monotonic second `until_s`."""

    command: Command
    until_s: float


class LockFound(Event, frozen=True, kw_only=True):
    """This zone rests, as it did before the station was switched off."""


class WipeRefused(Event, frozen=True, kw_only=True):
    """Nothing was destroyed: something is here that the hub has not."""


class DiskChanged(Event, frozen=True, kw_only=True):
    """Whether there is room for new pictures (above the floor)."""

    photos_ok: bool


class Ticked(Event, frozen=True, kw_only=True):
    """A deadline of the session has come, or a second has passed."""


# ── the station itself ───────────────────────────────────────────────────────────────────────────────


class VisitHere(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that is open at this station, on screen or at the table."""

    visit: VisitId
    learner: LearnerId
    mode: Mode = "at_screen"


class HealthTold(Event, frozen=True, kw_only=True):
    """How the station is: facts that the hub has not, the UTC ms of the oldest; when the hub last said that the badge
    list is as it should be; the free share of the disk and the share under which photos rest; what tells its time.
    """

    visits: tuple[VisitHere, ...] = ()
    waiting: int = 0
    oldest_ms: int | None = None
    badges_ms: int | None = None
    free: float = 1.0
    floor: float = 0.1
    clock: Literal["hub", "rtc", "none"] = "none"


class VolumeTurned(Event, frozen=True, kw_only=True):
    """How loud the station speaks, 1 to 5; None: it has no voice."""

    level: int | None
