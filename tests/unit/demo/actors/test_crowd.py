"""Who comes to a station: everybody first, nobody twice at a time, few hands at once."""

from collections import Counter
from random import Random

from demo.actors.crowd import COMING_IN_S, HANDS, WORK_S, Crowd, Errand

LEARNERS = tuple(f"learner-{number}" for number in range(12))


def a_day(seed: int, minutes: float = 10) -> list[tuple[float, str, Errand]]:
    """Play a day of two stations where each errand takes five seconds."""
    crowd = Crowd(LEARNERS, {"one": 8, "two": 6}, Random(seed))
    at: dict[str, tuple[float, Errand]] = {}
    came = []
    for tick in range(int(minutes * 60)):
        for station in ("one", "two"):
            if station in at and tick - at[station][0] >= 5:
                crowd.left(at.pop(station)[1].learner, tick)
            if station not in at and (errand := crowd.next(station, tick)) is not None:
                at[station] = (tick, errand)
                came.append((float(tick), station, errand))
    return came


def test_at_first_everybody_comes_to_begin_and_nobody_waits() -> None:
    first = [errand for now_s, _, errand in a_day(1) if now_s < COMING_IN_S]
    assert len(first) == len({errand.learner for errand in first}) == 6
    assert {errand.intent.what for errand in first} == {"begin"}


def test_those_who_were_outside_come_in_later() -> None:
    assert {errand.learner for _, _, errand in a_day(1)} == set(LEARNERS)


def test_nobody_comes_back_before_she_has_worked_for_a_while() -> None:
    last: dict[str, float] = {}
    for now_s, _, errand in a_day(2):
        assert now_s - last.get(errand.learner, -100) >= WORK_S[0]
        last[errand.learner] = now_s


def test_they_come_for_every_reason_and_now_and_then_to_another_station() -> None:
    day = a_day(3)
    assert {"begin", "writing", "photo", "help"} == {errand.intent.what for _, _, errand in day}
    places = {errand.learner: set[str]() for _, _, errand in day}
    for _, station, errand in day:
        places[errand.learner].add(station)
    assert Counter(len(stations) for stations in places.values())[2] > 6


def test_only_a_few_hands_are_up_at_one_time() -> None:
    up: set[str] = set()
    for _, _, errand in a_day(4, minutes=60):
        if errand.intent.what == "help":
            up.add(errand.learner)
            assert len(up) <= HANDS
        else:
            up.discard(errand.learner)


def test_nobody_comes_to_a_zone_without_a_free_seat() -> None:
    crowd = Crowd(LEARNERS, {"one": 2}, Random(1))
    first, second = crowd.next("one", 0), crowd.next("one", 1)
    assert first is not None
    assert second is not None
    assert crowd.next("one", 2) is None
    crowd.left(first.learner, 3)
    assert crowd.next("one", 8) is None
    crowd.left(second.learner, 9, keeps_place=False)
    assert crowd.next("one", 10) is not None


def test_the_same_seed_makes_the_same_day() -> None:
    assert a_day(5) == a_day(5)
    assert a_day(5) != a_day(6)
