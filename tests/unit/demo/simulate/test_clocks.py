"""Clocks that lie: another boot each start, a lie that the seed picks, and time that passes."""

from itertools import pairwise

from demo.simulate.clocks import YEAR_MS, lying_machine
from tests.waiting import until

NOW_MS = 1_750_000_000_000


def test_the_seed_picks_the_lie_and_each_start_is_another_boot() -> None:
    boots = [lying_machine(1, 0, start).boot_id for start in range(20)]
    assert len(set(boots)) == 20
    assert boots == [lying_machine(1, 0, start).boot_id for start in range(20)]
    assert boots != [lying_machine(2, 0, start).boot_id for start in range(20)]


def test_among_many_starts_there_is_1970_and_a_year_in_both_directions() -> None:
    walls = sorted(lying_machine(1, 0, start).wall_ms() for start in range(40))
    assert walls[0] < YEAR_MS
    assert walls[-1] - NOW_MS > YEAR_MS / 2
    assert any(YEAR_MS < after - before < 60 * YEAR_MS for before, after in pairwise(walls))


def test_time_passes_also_where_it_is_wrong() -> None:
    for start in range(10):
        machine = lying_machine(1, 0, start)
        since, wall = machine.boottime_ms(), machine.wall_ms()
        until(lambda: machine.boottime_ms() > since and machine.wall_ms() > wall)  # noqa: B023 - asked at once
