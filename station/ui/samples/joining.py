"""Sample Views of a station that belongs to no room yet. Pure."""

from typing import Final

from station.session.joining import Newcomer
from station.views.joining import joining_view
from station.views.shapes import View

_TYPED: Final = (
    "WSJ1 0123456789ABCDEF 192.168.1.20 8600 PB4HQ6DYPB4HQ6DYPB4HQ6DYPB4HQ6DYPB4HQ6DYPB4HQ6DYPB4A PF4X"
)

JOIN: Final[dict[str, View]] = {
    "join": joining_view(Newcomer()),
    "join-blind": joining_view(Newcomer(camera=False)),
    "join-old": joining_view(Newcomer(trouble="old")),
    "join-looking": joining_view(Newcomer(stage="looking")),
    "join-pictures": joining_view(
        Newcomer(stage="pictures", pictures=("headphones", "hourglass", "footprints"))
    ),
    "join-in": joining_view(Newcomer(stage="in")),
    "join-type": joining_view(Newcomer(stage="type", typed=_TYPED)),
    "join-type-wrong": joining_view(Newcomer(stage="type", typed="WSJ1 0", trouble="code")),
}
