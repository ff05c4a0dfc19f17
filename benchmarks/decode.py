"""Reading badges: our decoders in sequence against each decoder alone, on the same seeded frames."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

import zxingcpp
from pyzbar import pyzbar

from benchmarks.badge_frames import shots
from development.bench import Figure
from hardware.decode import decode
from hardware.frame import Frame

SEED = int(os.environ.get("DECODE_SEED", "2026"))
SIZES = {(640, 480): 420, (1280, 720): 210}  # and how many frames of each
A_THIRD = 1 / 3
Reader = Callable[[Frame], set[str]]


def ours(frame: Frame) -> set[str]:
    return {code.text for code in decode(frame)}


def zbar_alone(frame: Frame) -> set[str]:
    size = (frame.pixels, frame.width, frame.height)
    return {code.data.decode() for code in pyzbar.decode(size, symbols=[pyzbar.ZBarSymbol.QRCODE])}


def zxing_alone(frame: Frame) -> set[str]:
    rows = memoryview(frame.pixels).cast("B", (frame.height, frame.width))
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return {code.text for code in zxingcpp.read_barcodes(rows, formats=formats)}


READERS: dict[str, Reader] = {"ours": ours, "zbar": zbar_alone, "zxing": zxing_alone}


@dataclass
class Tally:
    """What the three readers made of the frames of one size."""

    badges: int = 0
    read: dict[str, int] = field(default_factory=lambda: dict.fromkeys(READERS, 0))
    times_ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in READERS})
    empty_ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in READERS})
    either: int = 0
    missed: int = 0
    false: int = 0


def measure(size: tuple[int, int], count: int) -> Tally:
    tally = Tally()
    for shot in shots(SEED, count, size):
        frame = Frame(*size, shot.image.tobytes(), 0.0)
        found = {
            name: _timed(name, reader, frame, tally, empty=not shot.text) for name, reader in READERS.items()
        }
        right = {name: shot.text in texts for name, texts in found.items()}
        tally.badges += shot.text is not None
        tally.either += right["zbar"] or right["zxing"]
        tally.missed += (right["zbar"] or right["zxing"]) and not right["ours"]
        tally.false += bool(found["ours"] - {shot.text})
        for name in READERS:
            tally.read[name] += right[name]
    return tally


def _timed(name: str, reader: Reader, frame: Frame, tally: Tally, *, empty: bool) -> set[str]:
    began = time.perf_counter()
    texts = reader(frame)
    took_ms = 1000 * (time.perf_counter() - began)
    tally.times_ms[name].append(took_ms)
    if empty:
        tally.empty_ms[name].append(took_ms)
    return texts


def figures(size: tuple[int, int], tally: Tally) -> Iterator[Figure]:
    at, n = f"decode {size[0]}x{size[1]}", len(tally.times_ms["ours"])
    percent = {name: 100 * read / tally.badges for name, read in tally.read.items()}
    yield _figure(f"{at}: badges read, zbar alone", percent["zbar"], "%", None, tally.badges)
    yield _figure(f"{at}: badges read, zxing alone", percent["zxing"], "%", None, tally.badges)
    yield _figure(f"{at}: badges read", percent["ours"], "%", 100 * tally.either / tally.badges, tally.badges)
    yield _figure(f"{at}: read by either, missed by us", tally.missed, "frames", None, tally.either)
    yield _figure(f"{at}: texts that were not there", tally.false, "frames", None, n)
    for name, share in (("median", 0.5), ("p95", 0.95)):
        value, zbar = (_part(tally.times_ms[reader], share) for reader in ("ours", "zbar"))
        yield _figure(f"{at}: {name}, against zbar", value, "ms", zbar, n)
    zxing = median(tally.times_ms["zxing"])
    yield _figure(f"{at}: median, against zxing", median(tally.times_ms["ours"]), "ms", zxing, n)
    empty, zbar = median(tally.empty_ms["ours"]), median(tally.empty_ms["zbar"])
    yield _figure(
        f"{at}: median of empty rooms, against zbar", empty, "ms", zbar, len(tally.empty_ms["ours"])
    )


def _figure(name: str, value: float, unit: str, baseline: float | None, n: int) -> Figure:
    ratio = round(value / baseline, 4) if baseline else None
    return Figure(
        name=name,
        value=round(value, 3),
        unit=unit,
        baseline=None if baseline is None else round(baseline, 3),
        ratio=ratio,
        n=n,
    )


def _part(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def main() -> None:
    gc.disable()
    faults = []
    for size, count in SIZES.items():
        tally = measure(size, count)
        for figure in figures(size, tally):
            print(json.dumps(figure))
        if tally.missed or tally.false:
            faults.append(f"{size}: {tally.missed} frames missed, {tally.false} texts that were not there")
        ratio = median(tally.times_ms["ours"]) / median(tally.times_ms["zbar"])
        if ratio > A_THIRD:
            faults.append(f"{size}: {ratio:.2f} of zbar's median time, more than a third")
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    main()
