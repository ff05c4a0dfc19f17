"""A USB camera, or a film in its place, through OpenCV (the optional part `usb-camera`)."""

import time
from collections.abc import Callable
from typing import Any

from hardware.camera import Still
from hardware.errors import CameraGone, PartMissing
from hardware.frame import Frame
from hardware.stills import picture_of, shrink

SIZE = (1280, 720)  # at 640 x 480 a badge cannot be read from arm's length
FRAMES_PER_S = 16


class UsbCamera:
    """`source` is the number of the camera, or the name of a film, which then plays round and round."""

    def __init__(
        self,
        source: int | str,
        *,
        size: tuple[int, int] = SIZE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._size = size
        self._clock = clock
        self._capture: Any = None
        self._frame_s = float("-inf")

    def open(self) -> None:
        cv2 = _opencv()
        self.close()
        self._capture = cv2.VideoCapture(self._source)
        if not self._capture.isOpened():
            raise self._gone("nothing is there")
        if isinstance(self._source, int):
            # Unpacked pictures of this size do not fit through USB 2 more often than ten times a second.
            self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest frame, not one of half a second ago

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
        self._capture = None

    @property
    def healthy(self) -> bool:
        return self._capture is not None

    def read(self) -> Frame | None:
        film = isinstance(self._source, str)
        if film and self._clock() - self._frame_s < self._pause_s():
            return None
        self._grab()  # a camera makes us wait here until it has seen something new
        now_s = self._clock()
        if not film and now_s - self._frame_s < 1 / FRAMES_PER_S:
            return None  # without unpacking it, which is most of the work
        self._frame_s = now_s
        return self._unpack(now_s)

    def still(self) -> Still:
        self._grab()
        return shrink(picture_of(self._unpack(self._clock())))

    def _grab(self) -> None:
        if self._capture is None:
            raise self._gone("it is not open")
        if self._capture.grab():
            return
        rewound = isinstance(self._source, str) and self._capture.set(_opencv().CAP_PROP_POS_FRAMES, 0)
        if not (rewound and self._capture.grab()):
            raise self._gone("it has stopped sending")

    def _unpack(self, now_s: float) -> Frame:
        cv2 = _opencv()
        there, blue_first = self._capture.retrieve()
        if not there:
            raise self._gone("it sends what is no picture")
        height, width = blue_first.shape[:2]
        grey = cv2.cvtColor(blue_first, cv2.COLOR_BGR2GRAY).tobytes()
        return Frame(width, height, grey, now_s, cv2.cvtColor(blue_first, cv2.COLOR_BGR2RGB).tobytes())

    def _pause_s(self) -> float:
        if self._capture is None:
            raise self._gone("it is not open")
        return 1 / (self._capture.get(_opencv().CAP_PROP_FPS) or FRAMES_PER_S)

    def _gone(self, cause: str) -> CameraGone:
        self.close()
        return CameraGone(f"{'usb' if isinstance(self._source, int) else 'video'}:{self._source}", cause)


def _opencv() -> Any:
    try:
        import cv2  # noqa: PLC0415 - large, and not on every station
    except ImportError as error:
        raise PartMissing("A USB camera", "OpenCV", "pip install 'waystation[usb-camera]'") from error
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # our own error says it in words
    return cv2
