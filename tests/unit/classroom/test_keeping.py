"""The rules of the clock: when the time of something is over, and when it may really go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.facts import Keep
from classroom.keeping import AFTER_YEAR_END, TOLD_BEFORE, may_go_on, over_on, year_ends

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        (date(2026, 9, 1), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2028, 6, 30)),
    ],
)
def test_a_school_year_ends_on_the_next_such_day(made: date, ends: date) -> None:
    assert year_ends(made, 6, 30) == ends


@given(DAYS)
def test_a_year_that_ends_on_the_last_of_february_ends_each_year(made: date) -> None:
    ends = year_ends(made, 2, 29)
    assert made <= ends < made + timedelta(days=367)
    assert ends.month == 2


@pytest.mark.parametrize(
    ("keep", "over"),
    [
        (Keep.YEAR_END, date(2027, 8, 29)),
        (Keep.YEAR, date(2027, 10, 14)),
        (Keep.AUDIT, date(2029, 10, 14)),
        (Keep.LEAVING, None),
        (Keep.ALWAYS, None),
        (Keep.DRAFT, None),
    ],
)
def test_each_kind_of_thing_has_its_time(keep: Keep, over: date | None) -> None:
    assert over_on(keep, date(2026, 10, 14), 6, 30) == over


@given(DAYS)
def test_a_file_outlives_its_school_year_by_sixty_days_at_least(made: date) -> None:
    over = over_on(Keep.YEAR_END, made, 6, 30)
    assert over is not None
    assert over - AFTER_YEAR_END >= made


def test_nothing_goes_before_anybody_was_told() -> None:
    assert may_go_on(date(2027, 8, 29), None, None) is None


@given(DAYS, DAYS, st.none() | DAYS)
def test_nothing_goes_sooner_than_two_weeks_after_it_was_told_nor_before_it_may(
    over: date, told: date, not_before: date | None
) -> None:
    first = may_go_on(over, told, not_before)
    assert first is not None
    assert first >= over
    assert first >= told + TOLD_BEFORE
    assert not_before is None or first >= not_before
