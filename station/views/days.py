"""When something was, as one says it. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from station.session.overlay import local_day
from station.session.state import Moment
from station.views.words import Always, AtStaff, Say

_DAY_MS: Final = 86_400_000


def said_day(say: Say, at_ms: int, now: Moment) -> str:
    """Return a day as one says it: today, yesterday, Monday, 3 Oct."""
    day = date.fromisoformat(local_day(at_ms, now.offset_min))
    today = date.fromisoformat(local_day(now.wall_ms, now.offset_min))
    if day >= today:
        return say(Always.TODAY)
    if day == today - timedelta(days=1):
        return say(Always.YESTERDAY)
    if today - day < timedelta(days=7):
        return say(Always.WEEKDAYS).split("|")[day.weekday()]
    return say(Always.DATE, day=day.day, month=say(Always.MONTHS).split("|")[day.month - 1])


def said_time(at_ms: int, now: Moment) -> str:
    """Return the time of day where the station stands: 9:05."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC) + timedelta(minutes=now.offset_min)
    return f"{at.hour}:{at.minute:02}"


def said_moment(say: Say, at_ms: int, now: Moment) -> str:
    """Return day and time: today 9:05."""
    return say(AtStaff.DAY_AND_TIME, day=said_day(say, at_ms, now), time=said_time(at_ms, now))


def said_age(say: Say, badges_ms: int | None, now: Moment) -> str:
    """Return the day of a badge list that is older than a day, else nothing."""
    if badges_ms is None or now.wall_ms - badges_ms <= _DAY_MS:
        return ""
    return say(AtStaff.BADGE_LIST_SINCE, day=said_day(say, badges_ms, now))
