"""The hub's time: the quickest exchange counts, and a machine without a clock still stamps its facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.messages import TimeIs
from station.sync.clock import SAMPLES, Anchor, HubClock, Sampler
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


def test_a_hub_whose_clock_was_set_is_followed_though_the_answer_was_slower() -> None:
    ticker = Ticker()
    clock = ticker.clock
    clock.sample(ticker.boottime_ms, 7_000_000)
    asked = ticker.boottime_ms
    ticker.pass_ms(400)
    clock.sample(asked, 9_000_000, 5)
    assert clock.stamp().wall_ms == 9_000_200
    ticker.pass_ms(60_000)
    asked = ticker.boottime_ms
    ticker.pass_ms(900)
    clock.sample(asked, 9_060_650, 5)
    assert clock.stamp().wall_ms == 9_061_100, "an answer that agrees and was slower is not taken"


def test_the_hub_is_told_the_first_anchor_a_jump_and_a_much_better_one() -> None:
    ticker = Ticker()
    clock = ticker.clock
    assert clock.to_tell() is None
    told = []
    for trip, hub_ms in [(400, 200), (390, 195), (40, 20), (39, 60), (38, 19), (38, 300_019)]:
        asked = ticker.boottime_ms
        ticker.pass_ms(trip)
        clock.sample(asked, asked + 5_000_000 + hub_ms)
        if anchor := clock.to_tell():
            clock.told(anchor)
            told.append((anchor.trip_ms, anchor.offset_ms - 5_000_000))
    assert told == [(400, 0), (40, 0), (38, 300_000)]


def test_between_two_contacts_there_is_nothing_new_to_tell() -> None:
    ticker = Ticker()
    clock = ticker.clock
    clock.sample(ticker.boottime_ms, 7_000_000)
    anchor = clock.to_tell()
    assert anchor is not None
    clock.told(anchor)
    clock.new_contact()
    assert clock.to_tell() is None


def test_what_the_sampler_hears_is_told_after_the_third_answer() -> None:
    ticker = Ticker()
    told: list[Anchor] = []
    clock = ticker.clock
    sampler = Sampler(clock, lambda: 0.5, told.append)
    sampler.welcome()
    for number in range(1, SAMPLES + 1):
        assert told == []
        assert sampler.request(10.0) is not None
        ticker.pass_ms(30 * number)
        sampler.answer(TimeIs(n=number, time=ticker.boottime_ms + 1_000_000, era=9), 10.0)
    assert [(anchor.trip_ms, anchor.era) for anchor in told] == [(30, 9)]
