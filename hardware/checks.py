"""What `waystation doctor` asks of the things around a station, and the plain sentences they answer with."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hardware import decode, registry
from hardware.chart import SIZES_MM, sizes_read
from hardware.errors import HardwareError, PartMissing
from hardware.frame import Frame, light_of
from hardware.speech import synthesise

_FIRST_FRAME_S = 5.0
_DECODE_MS = 100.0  # a badge in view has a second in all to become a hello
_LIGHT_SAYS = {
    "dark": "it is too dark to read badges: add light",
    "glare": "a lamp or window blinds it: turn it away",
    "fine": "the light is fine",
}


@dataclass(frozen=True, slots=True)
class Check:
    """`ok` is None where the thing is not present here."""

    name: str
    ok: bool | None
    says: str


def checks(camera: str = "usb:0", microphone: str = "arecord", speech: str = "espeak") -> list[Check]:
    """Looks, listens and decodes for a few seconds; the names are those of the station's configuration."""
    return [
        check_camera(camera),
        check_decoding(),
        check_second_decoder(),
        check_microphone(microphone),
        check_speech(speech),
    ]


def check_camera(name: str) -> Check:
    if name == "none":
        return Check("camera", None, "No camera is configured.")
    try:
        frame = _first_frame(name)
    except HardwareError as error:
        return Check("camera", _absent_or_bad(error), str(error))
    if frame is None:
        return Check("camera", False, f"{name} opens but sends no picture.")
    light = light_of(frame)
    said = f"{name} sees {frame.width} x {frame.height}; {_LIGHT_SAYS[light]}."
    sizes = sizes_read({code.text for code in decode.decode(frame)})
    if sizes:
        said += f" Of the test chart it reads the {', '.join(map(str, sizes))} mm codes of {SIZES_MM}."
    return Check("camera", light == "fine", said)


def check_decoding(clock: Callable[[], float] = time.perf_counter) -> Check:
    """Reads a code that it has written itself, in a frame of the usual size."""
    frame = decode.perfect_frame("WSTEST-A-BADGE-OF-31-CHARACTERS")
    times_ms = []
    for _ in range(5):
        began = clock()
        codes = decode.decode(frame)
        times_ms.append(1000 * (clock() - began))
    taken_ms = sorted(times_ms)[len(times_ms) // 2]
    if not codes:
        return Check("decode time", False, "A perfect badge was not read. Install the program again.")
    return Check("decode time", taken_ms <= _DECODE_MS, f"A badge is read in {taken_ms:.1f} ms.")


def check_second_decoder() -> Check:
    if decode.zbar_is_here():
        return Check("second decoder", True, "zbar helps with badges that are hard to read.")
    return Check("second decoder", None, "zbar is not installed; badges in bad light read better with it.")


def check_microphone(name: str) -> Check:
    if name == "none":
        return Check("microphone", None, "No microphone is configured.")
    try:
        microphone = registry.microphone(name)
        microphone.start()
        sound = microphone.stop()
    except HardwareError as error:
        return Check("microphone", _absent_or_bad(error), str(error))
    return Check("microphone", True, f"{name} records ({len(sound):,} bytes came at once).")


def check_speech(name: str) -> Check:
    if name == "none":
        return Check("speech", None, "No voice is configured.")
    try:
        with TemporaryDirectory() as folder:
            registry.speech(name, Path(folder)).close()
        sound = synthesise("Hello", "en")
    except HardwareError as error:
        return Check("speech", _absent_or_bad(error), str(error))
    return Check("speech", True, f"The voice is there ({len(sound):,} bytes for one word).")


def _absent_or_bad(error: HardwareError) -> bool | None:
    return None if isinstance(error, PartMissing) else False


def _first_frame(name: str) -> Frame | None:
    camera = registry.camera(name)
    until_s = time.monotonic() + _FIRST_FRAME_S
    try:
        camera.open()
        while (frame := camera.read()) is None and time.monotonic() < until_s:
            time.sleep(0.02)
        return frame
    finally:
        camera.close()
