"""What a hub may tell a station: idempotent, expires, answered by a fact. Pure."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from msgspec import Meta, field

from classroom.ids import LearnerId, StaffId, StationId
from classroom.value import Value

Kind = Literal["identify", "rescan", "lock", "unlock", "restart", "wipe", "rezone", "admit", "update"]
Why = Literal["", "busy", "unknown", "unsaved", "forged", "failed"]
"""Why a command was not carried out: somebody was at the screen until it was too late; this station cannot do it;
facts or files are here that the hub has not; it was not signed for this station as it is now; the disk failed.
"""
LOST_ANYWAY: Final = {"lost": "anyway"}
"""The argument of a wipe that does not ask what would be lost."""
SIGNATURE: Final = "signature"
"""The argument that holds the hub's signature under a wipe (base64)."""
LASTS_S: Final[Mapping[Kind, int]] = {
    "identify": 30,
    "rescan": 60,
    "lock": 12 * 3600,
    "unlock": 12 * 3600,
    "restart": 900,
    "wipe": 30 * 86_400,
    "rezone": 7 * 86_400,
    "admit": 60,
    "update": 86_400,
}
"""For how long a command is worth being carried out, if nobody says otherwise."""


class Command(Value, frozen=True, kw_only=True):
    """One order to one station; `ttl_s` counts from its arrival on the station's monotonic clock.

    args: rezone {zone}; admit {learner, by, key}, the key hers and wrapped for this station (base64);
    wipe {signature} and, if asked for, `LOST_ANYWAY`; else none.
    """

    cmd_id: Annotated[str, Meta(min_length=1, max_length=64)]
    kind: Kind
    args: dict[str, str] = field(default_factory=dict)
    ttl_s: Annotated[int, Meta(ge=0, le=10**9)] = 60


def admitted(learner: LearnerId, by: StaffId) -> str:
    """Return what the key in an admit is bound to: whom it lets in, and who asked for it."""
    return f"admit {learner} by {by}"


def wipe_topic(station: StationId) -> str:
    """Return what a wipe is signed for, beside its words: nothing else in the room is signed for this."""
    return f"wipe {station}"


def wipe_words(cmd_id: str, epoch: str, args: Mapping[str, str]) -> bytes:
    """Return what the hub signs: this command, for the outbox of this epoch and no later one."""
    lost = args.get("lost", "")
    return f"{len(cmd_id)} {cmd_id} {len(epoch)} {epoch} {lost}".encode()
