"""From the tap to "saved" on a card that takes 20 ms for each sync, and what the owner of the screen feels of it."""

import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import percentile, say
from development.slow_card import SYNC_S, SlowCard
from tests.faults.slow_room import slow_room

PIECES: Final = 60


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        bare_s = [bare(Path(folder)) for _ in range(PIECES)]
        card = SlowCard()
        with slow_room(Path(folder), card) as room:
            saves_s = room.hand_in(PIECES)
            turns_s = room.turns_s
    for label, place in (("p50", 0.50), ("p95", 0.95)):
        value, baseline = percentile(saves_s, place) * 1000, percentile(bare_s, place) * 1000
        say(f"tap to saved, {SYNC_S * 1000:.0f} ms a sync, {label}", "ms", value, baseline, PIECES)
    say("busiest turn of the screen's owner meanwhile", "ms", max(turns_s) * 1000, None, len(turns_s))


def bare(folder: Path) -> float:
    """Return how long the card takes for 4 KiB and nothing else."""
    card, begun_s = SlowCard(), time.perf_counter()
    with (folder / "bare").open("wb") as file:
        file.write(bytes(4096))
        file.flush()
        card.sync(file.fileno())
    return time.perf_counter() - begun_s


if __name__ == "__main__":
    main()
