"""The Raspberry Pi's own camera through picamera2, which its system brings along (apt, not pip)."""

import threading
import time
from collections.abc import Callable
from typing import Any

from PIL import Image

from hardware.camera import Still
from hardware.errors import CameraGone, PartMissing
from hardware.frame import Frame
from hardware.stills import picture_of, shrink

SIZE = (1280, 720)
_ANSWER_S = 2.0  # a camera with a loose ribbon never answers, and its library would wait for ever


class PiCamera:
    """`make` builds the library's camera object; it is made anew at each open()."""

    def __init__(
        self,
        make: Callable[[], Any] | None = None,
        *,
        size: tuple[int, int] = SIZE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make or _picamera
        self._size = size
        self._clock = clock
        self._device: Any = None

    def open(self) -> None:
        self.close()
        try:
            self._device = self._make()
            # What the library calls BGR888 lies in memory as red, green, blue.
            main = {"size": self._size, "format": "BGR888"}
            self._device.configure(self._device.create_video_configuration(main=main))
            self._device.start()
        except PartMissing:
            raise
        except Exception as error:  # the library raises RuntimeError, IndexError and others
            raise self._gone(error) from error

    def close(self) -> None:
        device, self._device = self._device, None
        if device is not None:  # stop() may hang like everything else here, so nobody waits for it long
            ending = threading.Thread(target=_end, args=(device,), daemon=True)
            ending.start()
            ending.join(_ANSWER_S)

    @property
    def healthy(self) -> bool:
        return self._device is not None

    def read(self) -> Frame:
        if self._device is None:
            raise self._gone("it is not open")
        try:
            job = self._device.capture_array("main", wait=False)
            seen = job.get_result(timeout=_ANSWER_S)
        except Exception as error:  # TimeoutError, and whatever the library raises when a cable comes loose
            raise self._gone(error) from error
        width, height = self._size
        colour = Image.fromarray(seen[:height, :width])
        return Frame(width, height, colour.convert("L").tobytes(), self._clock(), colour.tobytes())

    def still(self) -> Still:
        return shrink(picture_of(self.read()))

    def _gone(self, cause: object) -> CameraGone:
        self.close()
        return CameraGone("pi", str(cause) or "it has stopped sending")


def _end(device: Any) -> None:
    device.stop()
    device.close()


def _picamera() -> Any:
    try:
        from picamera2 import Picamera2  # noqa: PLC0415 - exists only on a Raspberry Pi
    except ImportError as error:
        raise PartMissing("The Pi camera", "picamera2", "apt install python3-picamera2") from error
    return Picamera2()
