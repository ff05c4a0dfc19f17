"""Badges that are moved, out of focus, under a lamp, in the dark or small: what we read, against zxing-cpp alone."""

import gc
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import zxingcpp

from benchmarks.badge_frames import shots
from benchmarks.figures import percentile, say
from benchmarks.hard_shots import KINDS, SEVERITIES, HardShot, hard_shots
from hardware.decode import decode
from hardware.frame import Frame

SEED = int(os.environ.get("HARD_SEED", "2026"))
FAMILIES = {"near": 300, "far": 300}  # and how many frames of each
EMPTY = int(os.environ.get("HARD_EMPTY", "200"))
MORE, MOST_MS = 1.10, 100.0
Key = tuple[str, int]


def zxing_alone(frame: Frame) -> set[str]:
    rows = memoryview(frame.pixels).cast("B", (frame.height, frame.width))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return {code.text for code in zxingcpp.read_barcodes(rows, formats=formats)}


@dataclass
class Tally:
    """How many frames of each kind and severity there were, and who read how many of them."""

    shown: Counter[Key] = field(default_factory=Counter)
    zxing: Counter[Key] = field(default_factory=Counter)
    ours: Counter[Key] = field(default_factory=Counter)
    false: int = 0
    times_ms: list[float] = field(default_factory=list)

    def take(self, shot: HardShot) -> None:
        key, frame = (shot.kind, shot.severity), Frame(*shot.image.size, shot.image.tobytes(), 0.0)
        alone = zxing_alone(frame)
        began = time.thread_time()  # the neighbours on the machine are no cost of ours
        found = {code.text for code in decode(frame)}
        self.times_ms.append(1000 * (time.thread_time() - began))
        self.shown[key] += 1
        self.zxing[key] += shot.text in alone
        self.ours[key] += shot.text in found
        self.false += bool(found - {shot.text})

    def of(self, kind: str) -> tuple[int, int, int]:
        """Shown, read by zxing-cpp, read by us."""
        keys = [(kind, severity) for severity in SEVERITIES]
        return tuple(sum(each[key] for key in keys) for each in (self.shown, self.zxing, self.ours))  # type: ignore[return-value]

    def table(self) -> str:
        """Each kind at each severity: read by zxing-cpp alone, and by us, of how many."""
        head = (
            f"{'':10}" + "".join(f"{f'severity {severity}':>16}" for severity in SEVERITIES) + f"{'all':>16}"
        )
        rows = [head]
        for kind in KINDS:
            cells = [(self.zxing[kind, s], self.ours[kind, s], self.shown[kind, s]) for s in SEVERITIES]
            shown, zxing, ours = self.of(kind)
            each = "".join(f"{f'{a} -> {b} of {n}':>16}" for a, b, n in [*cells, (zxing, ours, shown)])
            rows.append(f"{kind:10}{each}")
        return "\n".join(rows)


def empty_rooms(count: int) -> tuple[int, list[float]]:
    """How many texts were read where no badge is, and what each look cost."""
    false, times_ms = 0, []
    for shot in shots(SEED, count, (640, 480), kinds=("empty",)):
        frame = Frame(*shot.image.size, shot.image.tobytes(), 0.0)
        began = time.thread_time()
        false += bool(decode(frame))
        times_ms.append(1000 * (time.thread_time() - began))
    return false, times_ms


def tell(family: str, tally: Tally) -> list[str]:
    """Print the table and the figures of one family; return what is not as it must be."""
    print(f"\n{family}: zxing-cpp alone -> ours\n{tally.table()}", flush=True)
    at, n = f"hard frames, {family}", len(tally.times_ms)
    ours, zxing = sum(tally.ours.values()), sum(tally.zxing.values())
    say(f"{at}: read, against zxing alone", "frames", ours, zxing, n)
    p95 = percentile(tally.times_ms, 0.95)
    say(f"{at}: median", "ms", percentile(tally.times_ms, 0.5), None, n)
    say(f"{at}: p95, against 100 ms", "ms", p95, MOST_MS, n)
    faults = [
        f"{at}: {kind} is read less often than by zxing-cpp alone" for kind in KINDS if _worse(tally, kind)
    ]
    if ours < MORE * zxing:
        faults.append(f"{at}: {ours} read, zxing-cpp alone reads {zxing}")
    if tally.false:
        faults.append(f"{at}: {tally.false} texts that were not there")
    return [*faults, f"{at}: p95 is {p95:.0f} ms"] if p95 > MOST_MS else faults


def _worse(tally: Tally, kind: str) -> bool:
    _, zxing, ours = tally.of(kind)
    return ours < zxing


def main() -> None:
    gc.disable()
    faults = []
    for family, count in FAMILIES.items():
        tally = Tally()
        for shot in hard_shots(SEED, count, family):
            tally.take(shot)
        faults += tell(family, tally)
    false, times_ms = empty_rooms(EMPTY)
    say("hard frames, empty rooms: texts that were not there", "frames", false, None, EMPTY)
    say("hard frames, empty rooms: p95", "ms", percentile(times_ms, 0.95), MOST_MS, EMPTY)
    sys.exit("\n".join([*faults, *(["a text was read in an empty room"] if false else [])]) or 0)


if __name__ == "__main__":
    main()
