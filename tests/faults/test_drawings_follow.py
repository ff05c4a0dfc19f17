"""A drawing follows the badge: stroke by stroke, so that the last one can be taken back at another station too."""

from pathlib import Path

import pytest

from tests.faults.draft_room import draft_room
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ONE = "You have one started. Go on?"
ROOF, WALL, DOOR = (100, 400, 300, 200, 500, 400), (100, 400, 100, 800, 500, 800, 500, 400), (300, 700)
SMOKE = (420, 300, 440, 200)


def test_a_drawing_that_was_put_aside_comes_back_whole_at_another_station(tmp_path: Path) -> None:
    """A kill at the second station in the middle of it, and the hub away, lose no stroke either."""
    with draft_room(tmp_path) as room:
        room.porch.comes_in(room.token)
        for button in ("TargetPicked", "Draw", "orange"):
            room.porch.press(button)
        room.porch.draws(ROOF, WALL, DOOR)
        room.porch.press("PapersPressed")
        room.porch.press("Squares")
        room.porch.goes()
        until(room.bench.boxes, seconds=20, what="the box did not come to the other station")
        room.hub_goes()
        room.bench.comes_in(room.token)
        room.bench.press(ONE)
        room.bench.sees("DrawView")
        assert room.bench.drawn() == [ROOF, WALL, DOOR]
        room.bench.press("StrokeUndone")
        until(lambda: room.bench.drawn() == [ROOF, WALL])
        room.bench.draws(SMOKE)
        until(lambda: room.bench.drafts() == 1)
        room.bench.kill()
        room.bench.start()
        room.bench.comes_in(room.token)
        room.bench.press(ONE)
        room.bench.sees("DrawView")
        assert room.bench.drawn() == [ROOF, WALL, SMOKE]
        for kept in ([ROOF, WALL], [ROOF], []):
            room.bench.press("StrokeUndone")
            until(lambda kept=kept: room.bench.drawn() == kept)  # type: ignore[misc]
