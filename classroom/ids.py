"""Identities: who and what a record is about. Pure. Time and chance are arguments."""

import re
from typing import Final

LearnerId = str
StaffId = str
StationId = str
TargetId = str
VisitId = str
EvidenceId = str
ClassId = str
ZoneId = str

HUB: Final = "hub"
"""The station id under which the hub writes its own facts."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(now_ms: int, entropy: bytes) -> str:
    """Return a UUIDv7 (RFC 9562) from UTC milliseconds and 10 random bytes."""
    if len(entropy) != 10:
        raise ValueError("uuid7 takes exactly 10 random bytes")
    number = (now_ms & (1 << 48) - 1) << 80 | int.from_bytes(entropy, "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid7(text: str) -> bool:
    """Say whether a text is a UUIDv7 in its canonical form."""
    return _ID.fullmatch(text) is not None
