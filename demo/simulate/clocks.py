"""Clocks that lie: a machine without one wakes in 1970, others are a year off, or run back from boot to boot."""

import time
from random import Random
from typing import Final

from station.sync.clock import Machine

YEAR_MS: Final = 365 * 86_400_000
LIES: Final = ("right", "1970", "a year ahead", "a year behind", "an hour back")
_1970_MS: Final = 17_000


def lying_machine(seed: int, place: int, start: int) -> Machine:
    """Return the clocks of a station at its start number `start`: a new boot, and a lie that the seed picks."""
    chance = Random(f"clock {seed} {place} {start}")
    began_ns, base_ms = time.monotonic_ns(), chance.randrange(1_000, 100_000)
    lie = chance.choice(LIES)

    def since_ms() -> int:
        return (time.monotonic_ns() - began_ns) // 1_000_000

    def wall_ms() -> int:
        if lie == "1970":
            return _1970_MS + since_ms()
        off_ms = {
            "a year ahead": YEAR_MS,
            "a year behind": -YEAR_MS,
            "an hour back": -3_600_000 * (start + 1),
        }
        return time.time_ns() // 1_000_000 + off_ms.get(lie, 0)

    return Machine(
        f"boot-{place}-{start}-{chance.getrandbits(32):08x}", lambda: base_ms + since_ms(), wall_ms
    )
