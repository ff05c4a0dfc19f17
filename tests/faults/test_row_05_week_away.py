"""Row 5: stations that no hub hears for seven days: everything that they saved is there once, soon after."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from demo.simulate.options import Options
from demo.simulate.plan import class_of, served
from demo.simulate.verdict import Saved
from station.config import StationConfig
from tests.faults.simulated_room import Room, complaints
from tests.faults.week_away import DAY_MS, Away, Clock

pytestmark = pytest.mark.xdist_group("real-time")
DAYS: Final = 7
HANDS: Final = 4


def week(room: Room, place: int, visits: int, pieces: int) -> list[Saved]:
    """Let a station live through seven days, with a new boot each morning; every third one knows no time."""
    options = room.options
    config = StationConfig(
        data=room.premises.station(place + 1), camera="none", speech="none", disk_floor=0.0
    )
    mine = set(served(options, place))
    tokens = [
        room.school.tokens[one] for one in range(options.learners) if class_of(one, options.learners) in mine
    ]
    began_ms = time.time_ns() // 1_000_000 - DAYS * DAY_MS
    saved: list[Saved] = []
    for day in range(DAYS):
        wall_ms = None if place % 3 == 0 else began_ms + day * DAY_MS
        station = Away(config, tokens, Clock(f"boot-{place}-{day}", wall_ms))
        saved += station.day(f"{place} {day}", visits, pieces)
    return saved


def test_a_week_without_a_hub_is_made_up_for(
    tmp_path: Path, long_run: bool, reached: Callable[[str], None]
) -> None:
    stations, visits, pieces = (60, 6, 23) if long_run else (5, 2, 5)
    options = Options(stations=stations, learners=12 * stations, rate=1, seconds=1, seed=7)
    with Room(tmp_path, options) as room:
        with ExitStack() as opened:
            for place in range(stations):
                opened.enter_context(room.station(place))
            room.heal(120.0)
        with ThreadPoolExecutor(HANDS) as hands:
            weeks = hands.map(lambda place: week(room, place, visits, pieces), range(stations))
            room.saved += [saved for found in weeks for saved in found]
        with ExitStack() as opened:
            for place in range(stations):
                opened.enter_context(room.station(place))
            drained_s = room.heal(500.0)
        verdict = room.verdict()
    reached(
        f"row 5, a week away: {stations} stations, {verdict.made} facts, {verdict.saved} pieces, {verdict.lost} lost, "
        f"{verdict.doubled} doubled, {verdict.feed_mismatches} documents differ, all there after {drained_s:.0f} s"
    )
    assert verdict.clean, verdict.why
    assert verdict.made >= stations * DAYS * visits * (2 + 2 * pieces)
    assert complaints(tmp_path) == []
