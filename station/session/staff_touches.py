"""What a finger said while a grown-up is at the station, or a child shows her pictures. Pure."""

from typing import Literal

from classroom.ids import ClassId, LearnerId, VisitId
from station.session.touches import Touch


class CodePressed(Touch, frozen=True, kw_only=True):
    """A grown-up types the code of her card."""


class StaffLeft(Touch, frozen=True, kw_only=True):
    """The grown-up goes: back to what was on the screen."""


class CheckInPressed(Touch, frozen=True, kw_only=True):
    """Let in a child without a badge: by word of the grown-up, or by her pictures."""

    by: Literal["word", "pictures"]


class ClassTurned(Touch, frozen=True, kw_only=True):
    """Another class."""

    class_: ClassId


class ChildPicked(Touch, frozen=True, kw_only=True):
    """This child."""

    learner: LearnerId


class PictureTapped(Touch, frozen=True, kw_only=True):
    """One of the pictures."""

    icon: str


class PicturesCleared(Touch, frozen=True, kw_only=True):
    """Begin again."""


class VisitsPressed(Touch, frozen=True, kw_only=True):
    """Show who has a visit here."""


class EndVisitPressed(Touch, frozen=True, kw_only=True):
    """End the visit of this child."""

    visit: VisitId


class LockPressed(Touch, frozen=True, kw_only=True):
    """Let the zone rest, or end its rest."""

    locked: bool


class HealthPressed(Touch, frozen=True, kw_only=True):
    """Show how the station is."""


class SoundPressed(Touch, frozen=True, kw_only=True):
    """Ask how loud it speaks."""


class VolumePicked(Touch, frozen=True, kw_only=True):
    """So loud, 1 to 5; `sample` is what is said to hear it."""

    level: int
    sample: str = ""


class RestartPressed(Touch, frozen=True, kw_only=True):
    """Start anew; asked for twice."""


class LeaveKioskPressed(Touch, frozen=True, kw_only=True):
    """Leave the kiosk; asked for twice."""
