"""When a backup is due: each day at its hour, and at once when that was missed."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from hub.backup.schedule import is_due

CHICAGO = ZoneInfo("America/Chicago")


def at(text: str, zone: tzinfo = UTC) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("2026-09-14 18:00:05", "2026-09-14 23:00", False),
        ("2026-09-14 18:00:05", "2026-09-15 17:59", False),
        ("2026-09-14 18:00:05", "2026-09-15 18:00", True),
        ("2026-09-14 12:00", "2026-09-14 17:59", False),
        ("2026-09-14 12:00", "2026-09-14 18:00", True),
        ("2026-09-10 18:00:05", "2026-09-15 08:00", True),
        ("2026-10-31 18:00:05", "2026-11-01 17:59", False),
        ("2026-10-31 18:00:05", "2026-11-01 18:00", True),
    ],
)
def test_the_hour_is_that_of_the_school(last: str, now: str, *, due: bool) -> None:
    assert is_due(at(now, CHICAGO), at(last, CHICAGO), "18:00", CHICAGO) == due


def test_without_one_it_is_due_at_once() -> None:
    assert is_due(0, None, "18:00", UTC)


def test_one_from_the_future_counts_for_nothing() -> None:
    assert is_due(at("2026-09-14 08:00"), at("2036-01-01 00:00"), "18:00", UTC)
    assert not is_due(at("1970-01-01 00:10"), at("1970-01-01 00:20"), "18:00", UTC)
