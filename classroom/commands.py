"""What a hub may tell a station: idempotent, expires, answered by a fact. Pure."""

from typing import Literal

import msgspec

from classroom.value import Value


class Command(Value, frozen=True, kw_only=True):
    """One order to one station; `ttl_s` counts from its arrival on the station's monotonic clock."""

    cmd_id: str
    kind: Literal["identify", "rescan", "lock", "unlock", "restart", "rezone"]
    args: dict[str, str] = msgspec.field(default_factory=dict)
    ttl_s: int = 60
