"""The schedule of a simulated day: made by the seed alone, at the rate that was asked for."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from demo.simulate.options import FAULTS, Options
from demo.simulate.plan import class_count, class_of, damages, errands, served

DAY = Options(stations=7, learners=60, rate=14.0, seconds=600.0, seed=5, faults=FAULTS)


def test_the_same_seed_makes_the_same_day_and_another_makes_another() -> None:
    assert (errands(DAY), damages(DAY)) == (errands(DAY), damages(DAY))
    other = replace(DAY, seed=6)
    assert errands(other) != errands(DAY)
    assert damages(other) != damages(DAY)


def test_faults_do_not_change_who_comes() -> None:
    assert errands(replace(DAY, faults=())) == errands(DAY)
    assert damages(replace(DAY, faults=())) == []


@pytest.mark.parametrize(("stations", "rate"), [(7, 14.0), (60, 50.0), (12, 80.0), (1, 1.0)])
def test_learners_come_at_about_the_rate_that_was_asked_for(stations: int, rate: float) -> None:
    day = replace(DAY, stations=stations, rate=rate)
    facts = sum(4 + 2 * len(one.acts) for one in errands(day))
    assert facts / day.seconds == pytest.approx(rate, rel=0.15)


def test_errands_have_numbers_of_their_own_in_order_of_time() -> None:
    found = errands(DAY)
    assert [one.number for one in found] == list(range(len(found)))
    assert all(before.at_s <= after.at_s for before, after in pairwise(found))


def test_learners_come_only_to_stations_that_serve_their_class() -> None:
    for one in errands(DAY):
        assert class_of(one.learner, DAY.learners) in served(DAY, one.place)


@pytest.mark.parametrize(("stations", "learners"), [(1, 24), (3, 24), (60, 1000), (2, 200)])
def test_each_class_has_a_station_and_each_station_a_class(stations: int, learners: int) -> None:
    day = replace(DAY, stations=stations, learners=learners)
    of_stations = [served(day, place) for place in range(stations)]
    assert all(of_stations)
    assert {number for found in of_stations for number in found} == set(range(class_count(learners)))


def test_a_crowd_comes_at_one_moment_with_large_photos() -> None:
    found = [one for one in errands(replace(DAY, crowd=5)) if one.acts == ("large photo",)]
    assert [one.place for one in found] == [0, 1, 2, 3, 4]
    assert {one.at_s for one in found} == {200.0}


def test_what_breaks_is_of_every_kind_and_ends_with_the_day() -> None:
    found = damages(DAY)
    assert {one.harm for one in found} == {"kill station", "kill hub", "kill broker", "cut", "hole", "stall"}
    assert all(0 < one.at_s < DAY.seconds for one in found)
    kills = [one for one in found if one.harm.startswith("kill")]
    assert len(kills) == pytest.approx(DAY.seconds / DAY.kill_every_s, rel=0.2)
    assert {one.place for one in kills if one.harm == "kill station"} == set(range(DAY.processes))
