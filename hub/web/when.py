"""When something happened, in words that say how sure that is. Pure."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from hub.web.phrases import MONTHS, day_of

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ABOUT_MS: Final = 30 * 60_000
"""What is known to within half an hour is told as one time, with "about" before it."""
_NAMED_DAYS: Final = 6
"""So many days around today, the name of a day says which one is meant."""


def moment(at_ms: int, now_ms: int, zone: ZoneInfo) -> str:
    """Return a time that is sure: "9:12" today, "Tue 9:12" this week, "3 Nov 9:12", "3 Nov 2025 9:12"."""
    local, now = _local(at_ms, zone), _local(now_ms, zone)
    if local.date() == now.date():
        return _clock(local)
    return f"{_day(local, now)} {_clock(local)}"


def full(at_ms: int, zone: ZoneInfo) -> str:
    """Return a time with all that is left out elsewhere: "Wed 14 Oct 2026, 9:12"."""
    local = _local(at_ms, zone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}, {_clock(local)}"


def when(from_ms: int, at_ms: int, now_ms: int, zone: ZoneInfo) -> str:
    """Return when something happened that lies between two times (UTC ms); where both are one, it is sure.

    "Tue 9:12", "about Tue 9:12", "between Tue 9:10 and Wed 8:30"; without a beginning (0) "before Wed 8:30".
    """
    if from_ms >= at_ms:
        return moment(at_ms, now_ms, zone)
    first, last, now = _local(from_ms, zone), _local(at_ms, zone), _local(now_ms, zone)
    if from_ms <= 0:
        return f"before {_day(last, now)} {_clock(last)}"
    if at_ms - from_ms <= ABOUT_MS:
        return f"about {moment((from_ms + at_ms) // 2, now_ms, zone)}"
    if first.date() == last.date():
        return f"{_day(last, now)} between {_clock(first)} and {_clock(last)}"
    return f"between {_day(first, now)} {_clock(first)} and {_day(last, now)} {_clock(last)}"


def made(from_ms: int, at_ms: int, now_ms: int, zone: ZoneInfo, day: str = "", by: str = "") -> str:
    """Return when a piece was made; where staff set its `day` (an ISO date), what they say, and who does."""
    return f"{day_of(day)}, as {by or 'staff'} says" if day else when(from_ms, at_ms, now_ms, zone)


def days_between(from_ms: int, at_ms: int, zone: ZoneInfo) -> tuple[str, str]:
    """Return the first and the last day (ISO dates) on which it can have been; "" for no first one."""
    first = _local(from_ms, zone).date().isoformat() if from_ms > 0 else ""
    return first, _local(at_ms, zone).date().isoformat()


def _day(local: datetime, now: datetime) -> str:
    if abs((local.date() - now.date()).days) <= _NAMED_DAYS:
        return DAYS[local.weekday()]
    year = "" if local.year == now.year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1]}{year}"


def _clock(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02}"


def _local(at_ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at_ms / 1_000, UTC).astimezone(zone)
