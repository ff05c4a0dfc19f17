"""What stands in front of the screen while a grown-up is at the station, or a child shows her pictures. Pure.

Whoever was here before stays behind it, untouched; nothing of hers is seen.
"""

from typing import Literal

import msgspec

from classroom.ids import ClassId
from station.session.events import HealthTold, StaffOpened, VisitHere
from station.session.observed import Observing
from station.session.together import SecondBadge
from station.session.visitor import FaceCard


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page in front of the screen."""


class Hidden(msgspec.Struct, frozen=True):
    """A text that nobody may read in a log: a card's token, a PIN."""

    text: str = ""

    def __repr__(self) -> str:
        return "Hidden()"


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """After too many tries: nothing is taken until then; `left_s` is what stands on screen."""

    until_s: float
    left_s: int


class CardCode(Page, frozen=True, kw_only=True):
    """A grown-up types the code of her card; `slip`: its letters do not fit together."""

    typed: Hidden = Hidden()
    slip: bool = False


class PinPad(Page, frozen=True, kw_only=True):
    """Ten digits in an order of chance; `badge` is the look-up id of the card, `said` what became of the last try."""

    badge: str
    keys: str
    typed: Hidden = Hidden()
    checking: bool = False
    said: Literal["", "badge", "pin", "resting", "unset", "wait"] = ""
    wait: Wait | None = None


class Menu(Page, frozen=True, kw_only=True):
    """U25."""


class Roster(Page, frozen=True, kw_only=True):
    """The faces of a class, a page at a time. `by` what the child comes in who is picked, or she is observed.

    `told`: of whom something was just written down.
    """

    by: Literal["word", "pictures", "observe"]
    class_: ClassId = ""
    page: int = 0
    told: str = ""


class PictureWindow(Page, frozen=True, kw_only=True):
    """A child taps three pictures; nothing else can be done here."""

    face: FaceCard
    picked: tuple[str, ...] = ()
    checking: bool = False
    again: bool = False
    wait: Wait | None = None


class Visits(Page, frozen=True, kw_only=True):
    """Who has a visit here, on screen or at the table; `ended` is the one that a grown-up just ended."""

    page: int = 0
    ended: VisitHere | None = None


class Health(Page, frozen=True, kw_only=True):
    """How the station is."""


class Sound(Page, frozen=True, kw_only=True):
    """How loud it speaks."""


class Sure(Page, frozen=True, kw_only=True):
    """Asked before the station restarts or leaves its kiosk."""

    what: Literal["restart", "leave"]


class Curtain(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in front of the screen, until `until_s` if nobody touches it; `staff` once she opened it.

    `over_s`: gone then, whoever touches it. `health` as it was told last. What she opened goes with it.
    """

    page: (
        CardCode
        | PinPad
        | Menu
        | Roster
        | PictureWindow
        | Visits
        | Health
        | Sound
        | Sure
        | Observing
        | SecondBadge
    )
    until_s: float
    over_s: float | None = None
    staff: StaffOpened | None = None
    health: HealthTold | None = None
