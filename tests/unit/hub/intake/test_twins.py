"""Two machines with one credential show themselves by speaking in turns; one that starts anew does not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.intake.twins import PATIENCE, Twins


def test_one_that_starts_again_and_again_is_alone() -> None:
    twins = Twins()
    for boot in ("a", "a", "b", "c", "c", "d"):
        assert twins.heard("cave", boot) == ()


def test_two_that_speak_in_turns_are_both_named() -> None:
    twins = Twins()
    assert twins.heard("cave", "a") == ()
    assert twins.heard("cave", "b") == ()
    assert twins.heard("cave", "a") == ("a", "b")


def test_each_station_is_watched_by_itself() -> None:
    twins = Twins()
    for station, boot in (("cave", "a"), ("make", "b"), ("cave", "a"), ("make", "b")):
        assert twins.heard(station, boot) == ()


def test_after_somebody_has_looked_it_counts_from_there() -> None:
    twins = Twins()
    twins.heard("cave", "a")
    twins.heard("cave", "b")
    twins.forget("cave")
    assert twins.heard("cave", "a") == ()


def test_one_that_was_told_to_leave_may_be_slow_and_not_stay() -> None:
    twins = Twins()
    assert [twins.stayed("cave") for _ in range(PATIENCE)] == [False] * (PATIENCE - 1) + [True]


@given(st.lists(st.integers(0, 40), max_size=60))
def test_an_alarm_is_raised_exactly_where_an_earlier_boot_comes_back(boots: list[int]) -> None:
    twins, seen = Twins(), list[int]()
    for boot in boots:
        recent = [one for one, after in pairwise([*seen, None]) if one != after]
        back = boot in dict.fromkeys(seen) and bool(recent) and recent[-1] != boot
        if len(set(seen)) < 16:
            assert bool(twins.heard("cave", str(boot))) == back
        seen.append(boot)
        if back:
            return
