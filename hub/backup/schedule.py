"""When the next backup is due. Pure."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

_DAY_MS: Final = 86_400_000


def is_due(now_ms: int, last_ms: int | None, at: str, zone: tzinfo) -> bool:
    """Whether the moment `at` (HH:MM) has passed since the last backup; times are UTC ms.

    A moment that was missed is made up. A backup from the future was made under a wrong clock and counts for nothing.
    """
    if last_ms is None or last_ms > now_ms + _DAY_MS:
        return True
    now = datetime.fromtimestamp(now_ms / 1000, zone)
    hour, minute = (int(part) for part in at.split(":"))
    moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if moment > now:
        moment -= timedelta(days=1)
    return last_ms < moment.timestamp() * 1000
