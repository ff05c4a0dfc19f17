"""Times are told with how sure they are."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.web.when import days_between, made, moment, when

CHICAGO = ZoneInfo("America/Chicago")


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=CHICAGO).timestamp() * 1000)


NOW = ms("2026-10-14T10:00")
"""A Wednesday."""


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-10-14T09:12", "9:12"),
        ("2026-10-13T09:12", "Tue 9:12"),
        ("2026-10-08T14:05", "Thu 14:05"),
        ("2026-10-07T14:05", "7 Oct 14:05"),
        ("2025-11-03T08:00", "3 Nov 2025 8:00"),
        ("2026-10-16T08:00", "Fri 8:00"),
        ("1970-01-02T00:00", "2 Jan 1970 0:00"),
    ],
)
def test_a_sure_time_has_its_day_unless_it_is_today(at: str, words: str) -> None:
    assert moment(ms(at), NOW, CHICAGO) == when(ms(at), ms(at), NOW, CHICAGO) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-10-13T09:10", "2026-10-14T08:30", "between Tue 9:10 and Wed 8:30"),
        ("2026-10-13T09:05", "2026-10-13T09:19", "about Tue 9:12"),
        ("2026-10-13T09:10", "2026-10-13T14:30", "Tue between 9:10 and 14:30"),
        ("2026-10-14T08:00", "2026-10-14T09:30", "Wed between 8:00 and 9:30"),
        ("2026-09-30T09:10", "2026-10-14T08:30", "between 30 Sep 9:10 and Wed 8:30"),
        (None, "2026-10-14T08:30", "before Wed 8:30"),
    ],
)
def test_a_time_that_nobody_measured_is_told_by_its_two_ends(
    first: str | None, last: str, words: str
) -> None:
    assert when(ms(first) if first else 0, ms(last), NOW, CHICAGO) == words


def test_a_day_that_staff_set_is_told_with_the_person_who_did() -> None:
    ends = ms("2026-10-13T09:10"), ms("2026-10-14T08:30")
    assert made(*ends, NOW, CHICAGO, "2026-10-13", "Ms R") == "13 Oct, as Ms R says"
    assert made(*ends, NOW, CHICAGO, "2026-10-13") == "13 Oct, as staff says"
    assert made(*ends, NOW, CHICAGO) == "between Tue 9:10 and Wed 8:30"


def test_a_date_that_is_asked_for_lies_between_the_two_ends() -> None:
    assert days_between(ms("2026-10-13T09:10"), ms("2026-10-14T08:30"), CHICAGO) == (
        "2026-10-13",
        "2026-10-14",
    )
    assert days_between(0, ms("2026-10-14T08:30"), CHICAGO) == ("", "2026-10-14")


@given(st.integers(0, 4_102_444_800_000), st.integers(0, 10**11), st.integers(0, 4_102_444_800_000))
def test_every_time_has_words_and_a_doubtful_one_never_looks_sure(first: int, width: int, now: int) -> None:
    words = when(first, first + width, now, CHICAGO)
    doubtful = any(word in words for word in ("about", "between", "before"))
    assert doubtful == (width > 0)
