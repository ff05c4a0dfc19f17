"""Row 8: clocks that say 1970, are a year off, jump back, never meet the hub, or are the hub's own."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from typing import Any, Final

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from tests.folders import quick_folder
from tests.property.clock_room import JUMP_MS, LONGEST_TRIP_MS, ClockRoom
from tests.stub_station import START_MS

YEAR_MS: Final = 365 * 86_400_000
WRONG: Final = st.sampled_from([-START_MS, -YEAR_MS, YEAR_MS, 0, 90_000, -3 * 86_400_000])
"""How wrong a clock is: it says 1970, a year ago, in a year; it is right; it is off by minutes or by days."""
TRIPS: Final = st.lists(
    st.tuples(st.integers(0, LONGEST_TRIP_MS // 2), st.integers(0, LONGEST_TRIP_MS // 2)),
    min_size=3,
    max_size=3,
)
Step = tuple[Any, ...]
WHICH: Final = st.integers(0, 1)
STEPS: Final = st.one_of(
    st.tuples(st.just("pass"), st.sampled_from([1, 40, 5_000, 3_600_000, 86_400_000])),
    st.tuples(st.just("record"), WHICH, st.integers(1, 4)),
    st.tuples(st.just("record"), WHICH, st.integers(1, 4)),
    st.tuples(st.just("meet"), WHICH, TRIPS),
    st.tuples(st.just("send"), WHICH, st.integers(1, 9)),
    st.tuples(st.just("reboot"), WHICH, WRONG, st.integers(0, 60_000)),
    st.tuples(st.just("wall"), WHICH, WRONG),
    st.tuples(st.just("restart")),
)
TOLERANCE_MS: Final = LONGEST_TRIP_MS + JUMP_MS


def take(room: ClockRoom, step: Step) -> None:
    """Let one thing happen."""
    match step:
        case "pass", ms:
            room.pass_ms(ms)
        case "record", which, count:
            for _ in range(count):
                room.stations[which].record()
                room.pass_ms(7)
        case "meet", which, trips:
            room.stations[which].meet(trips)
        case "send", which, count:
            room.stations[which].send(count)
        case "reboot", which, error_ms, boottime_ms:
            room.stations[which].reboot(error_ms, boottime_ms)
        case "wall", which, error_ms:
            room.stations[which].wall_error_ms = error_ms
        case ("restart",):
            room.restart_hub()


def play(room: ClockRoom, steps: list[Step]) -> None:
    """Let all of it happen, then bring up what still lies at the stations."""
    for step in steps:
        take(room, step)
    for station in room.stations:
        station.send(station.stub.seq)


def check(room: ClockRoom, found: Counter[str]) -> None:
    """Order is kept, what is sure is right, what is not lies between its ends; a replay finds the same."""
    for station in room.stations:
        told = room.told(station)
        assert [fact.ev for fact in told] == [one.ev for one in station.truth]
        for before, behind in pairwise(told):
            assert before.at_ms <= behind.at_ms, "the order of an outbox is kept"
            assert before.from_ms <= behind.from_ms
        for fact, (_, true_ms) in zip(told, station.truth, strict=True):
            if fact.from_ms == fact.at_ms:
                assert abs(fact.at_ms - true_ms) <= TOLERANCE_MS
                found["sure"] += 1
            else:
                assert fact.from_ms - TOLERANCE_MS <= true_ms <= fact.at_ms + TOLERANCE_MS
                found["unsure"] += 1
    assert room.differs() == []
    found["rooms"] += 1


EXAMPLES: Final = 25
LONG: Final = 400


def budget(long_run: bool) -> settings:
    return settings(max_examples=LONG if long_run else EXAMPLES, suppress_health_check=[HealthCheck.too_slow])


def test_with_a_hub_that_knows_the_time_every_fact_stands_where_it_belongs(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    found: Counter[str] = Counter()

    @budget(long_run)
    @given(steps=st.lists(STEPS, max_size=40))
    def each(steps: list[Step]) -> None:
        with quick_folder() as folder, closing(ClockRoom(folder)) as room:
            play(room, steps)
            check(room, found)

    each()
    reached(
        f"row 8: right hub, {found['rooms']} rooms, {found['sure']} sure times, {found['unsure']} brackets, 0 wrong"
    )


def test_a_hub_that_was_wrong_and_is_set_right_dates_everything_as_if_it_had_never_been(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    found: Counter[str] = Counter()
    some = st.lists(STEPS, max_size=20)

    @budget(long_run)
    @given(before=some, between=some, after=some, wrong_ms=WRONG)
    def each(before: list[Step], between: list[Step], after: list[Step], wrong_ms: int) -> None:
        with quick_folder() as folder, closing(ClockRoom(folder)) as room:
            play(room, before)
            room.reboot_hub(wrong_ms)
            play(room, between)
            room.set_hub_right()
            play(room, after)
            check(room, found)
            assert abs(room.back.now() - room.true_ms) <= 1

    each()
    reached(
        f"row 8: wrong hub, {found['rooms']} rooms, {found['sure']} sure times, {found['unsure']} brackets, 0 wrong"
    )
