"""Whose facts are recorded next: everyone's turn comes, nobody's queue grows."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.messages import EventBatch
from hub.intake.turns import PER_STATION, Turns


def batch(first: int, facts: int = 1) -> EventBatch:
    return EventBatch(epoch="e", first=first, last=first + facts - 1, events=(msgspec.Raw(b"{}"),) * facts)


def test_a_station_with_a_long_queue_waits_for_those_with_a_short_one() -> None:
    turns = Turns()
    for first in range(1, 4):
        turns.put("busy", batch(first))
    turns.put("calm", batch(1))
    assert [(station, one.first) for station, one in turns.take(9)] == [
        ("busy", 1),
        ("calm", 1),
        ("busy", 2),
        ("busy", 3),
    ]


def test_who_was_served_goes_to_the_end_of_the_line_also_between_two_takes() -> None:
    turns = Turns()
    for station in ("a", "b", "c"):
        turns.put(station, batch(1))
        turns.put(station, batch(2))
    served = [station for _ in range(3) for station, _ in turns.take(2)]
    assert served == ["a", "b", "c", "a", "b", "c"]
    assert len(turns) == 0


def test_a_child_at_a_station_does_not_wait_for_those_that_were_away_nor_they_for_ever() -> None:
    turns = Turns()
    for station in ("away-1", "away-2"):
        turns.put(station, batch(1, 32))
    turns.put("here", batch(7))
    assert [station for station, _ in turns.take(9)] == ["here"]
    turns.put("here", batch(8))
    assert [station for station, _ in turns.take(9)] == ["away-1", "away-2", "here"]
    turns.put("here", batch(9))
    assert [station for station, _ in turns.take(9)] == ["here"]


def test_what_is_said_again_while_it_waits_waits_once() -> None:
    turns = Turns()
    assert turns.put("a", batch(1))
    assert not turns.put("a", batch(1))
    assert len(turns) == 1


def test_a_station_that_is_shut_out_waits_no_more() -> None:
    turns = Turns()
    turns.put("a", batch(1))
    turns.forget("a")
    assert turns.take(9) == []


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 50)), max_size=80), st.integers(1, 7))
def test_each_station_keeps_its_order_and_none_waits_longer_than_a_round(
    arrivals: list[tuple[str, int]], at_once: int
) -> None:
    turns, kept = Turns(), []
    for station, first in arrivals:
        if turns.put(station, batch(first)):
            kept.append((station, first))
    served: list[tuple[str, int]] = []
    while some := turns.take(at_once):
        served += [(station, one.first) for station, one in some]
    for station in "abcd":
        mine = [one for one in served if one[0] == station]
        assert mine == [one for one in kept if one[0] == station]
        assert len(mine) <= PER_STATION
        if mine:
            assert served.index(mine[0]) < 4
