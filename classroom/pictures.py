"""Three pictures in order that a learner knows herself by, when she has no badge. Pure."""

from collections.abc import Sequence
from itertools import permutations
from typing import Final

PICTURES: Final = (
    "apple", "bell", "bike", "car", "cat", "drum", "fish", "house", "leaf", "moon", "star", "umbrella",
)  # fmt: skip
"""Names of icons. Small things that children of every language name, no two alike."""
CHOSEN: Final = 3
_ORDERS: Final = tuple(permutations(PICTURES, CHOSEN))


def pictures_from(entropy: bytes) -> tuple[str, ...]:
    """Return three different pictures in order: one of 1,320, from at least 8 random bytes."""
    if len(entropy) < 8:
        raise ValueError("pictures take at least 8 random bytes")
    return _ORDERS[int.from_bytes(entropy, "big") % len(_ORDERS)]


def picture_secret(icons: Sequence[str]) -> bytes | None:
    """Return the bytes that stand for three pictures in order; None when they cannot be anyone's."""
    if len(icons) != CHOSEN or len(set(icons)) != CHOSEN or not set(icons) <= set(PICTURES):
        return None
    return "-".join(icons).encode()
