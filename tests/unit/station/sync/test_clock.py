"""The hub's time: the quickest exchange counts, and a machine without a clock still stamps its facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.messages import TimeIs
from station.sync.clock import SAMPLES, HubClock, Sampler
from tests.unit.station.made import Ticker


@pytest.mark.parametrize(("wall_ms", "source"), [(0, "none"), (1_790_000_000_000, "rtc")])
def test_before_contact_the_machine_says_what_it_knows(wall_ms: int, source: str) -> None:
    stamp = Ticker(wall_ms=wall_ms).clock.stamp()
    assert (stamp.boot_id, stamp.wall_ms, stamp.clock) == ("boot-1", wall_ms, source)


def test_after_contact_facts_carry_the_hubs_time() -> None:
    ticker = Ticker(boottime_ms=1_000, wall_ms=0)
    clock = ticker.clock
    ticker.pass_ms(20)
    clock.sample(1_000, 5_000_000)
    ticker.pass_ms(100)
    assert clock.stamp().clock == "hub"
    assert clock.stamp().wall_ms == 5_000_000 + 10 + 100


@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=6), st.integers(-(10**12), 10**12), st.data())
def test_the_error_is_at_most_half_the_quickest_round_trip(
    trips: list[int], offset: int, data: st.DataObject
) -> None:
    ticker = Ticker(boottime_ms=0, wall_ms=0)
    clock = ticker.clock
    for trip in trips:
        asked = ticker.boottime_ms
        ahead = data.draw(st.integers(0, trip))
        hub_ms = asked + ahead + offset
        ticker.pass_ms(trip)
        clock.sample(asked, hub_ms)
    assert abs(clock.stamp().wall_ms - (ticker.boottime_ms + offset)) <= min(trips) / 2 + 1


def test_a_jump_of_the_wall_clock_changes_nothing_after_contact() -> None:
    ticker = Ticker()
    clock = ticker.clock
    clock.sample(ticker.boottime_ms, 7_000_000)
    ticker.wall_ms = -5
    assert clock.stamp().wall_ms == 7_000_000


def test_a_new_contact_measures_anew() -> None:
    ticker = Ticker()
    clock = ticker.clock
    clock.sample(ticker.boottime_ms, 7_000_000)
    clock.new_contact()
    assert clock.stamp().wall_ms == 7_000_000
    asked = ticker.boottime_ms
    ticker.pass_ms(50)
    clock.sample(asked, 8_000_000)
    assert clock.stamp().wall_ms == 8_000_025


def test_the_time_is_asked_three_times_and_then_every_minute() -> None:
    ticker = Ticker()
    sampler = Sampler(HubClock(ticker.machine), lambda: 0.5, lambda _: None)
    sampler.welcome()
    for number in range(1, SAMPLES + 1):
        question = sampler.request(10.0)
        assert question is not None
        assert question.n == number
        sampler.answer(TimeIs(n=number, time=1), 10.0)
    assert sampler.request(10.0) is None
    assert sampler.at_s == 70.0


def test_an_answer_to_an_older_question_is_no_sample() -> None:
    ticker = Ticker(wall_ms=0)
    clock = ticker.clock
    sampler = Sampler(clock, lambda: 0.5, lambda _: None)
    sampler.welcome()
    assert sampler.request(0.0) is not None
    assert sampler.request(5.0) is not None
    sampler.answer(TimeIs(n=1, time=9), 5.1)
    assert clock.source == "none"
