"""Reads badges with a camera: one thread takes frames, decodes some, and posts what changed."""

import logging
import threading
import time
from collections.abc import Callable

from hardware import badge, decode
from hardware.camera import Camera, Patience, Still
from hardware.errors import CameraGone, HardwareError
from hardware.frame import CodeFormat, Frame, light_of
from hardware.stills import blur_codes, frame_of, open_picture, shrink

LOOKS_PER_S = 8.0
_THOROUGH_EVERY_S = 0.4  # all decoders in turn cost ten times a glance where a wall is full of writing
_CLOSER_EVERY_S = 1.2  # a closer look costs as much again
_CLOSER_AGAIN_S = 0.5  # where something like a code was found it is worth more
_NO_FRAME_YET_S = 0.02
_STOP_S = 5.0

_log = logging.getLogger(__name__)


class CameraReader:
    """The BadgeReader behind a camera. `accept` says whether a text has the form of a badge: such a text
    counts at once and is blurred in pictures of work; any other has to be read twice.
    """

    def __init__(
        self,
        camera: Camera,
        *,
        accept: Callable[[str], bool] = lambda _text: True,
        formats: tuple[CodeFormat, ...] = decode.FORMATS,
        longest: int = decode.LONGEST,
        looks_per_s: float = LOOKS_PER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._camera = camera
        self._accept = accept
        self._clock = clock
        self._look_every_s = 1 / looks_per_s
        self._patience = Patience()
        self._looking = Looking(accept, formats, longest)
        self._post: badge.Post = lambda _event: None
        self._thread = threading.Thread(target=self._run, name="badges", daemon=True)
        self._called = threading.Event()  # stop() or request_still()
        self._stopping = False
        self._still_wanted = False
        self._lost = False
        self._frame: Frame | None = None
        self._looked_s = -1.0

    def start(self, post: badge.Post) -> None:
        self._post = post
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._called.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)
        self._frame = None

    def preview(self) -> Frame | None:
        return self._frame

    def request_still(self) -> None:
        self._still_wanted = True
        self._called.set()

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._camera.open()
                self._watch()
            except HardwareError as error:
                self._camera_lost(str(error))
            except Exception as error:  # noqa: BLE001 - a library may raise anything, and the thread must go on
                _log.warning("badges: %r", error, exc_info=True)
                self._camera_lost(str(CameraGone("of this station", repr(error))))
            self._camera.close()
            self._rest(self._patience.wait_s())

    def _watch(self) -> None:
        while not self._stopping:
            frame = self._camera.read()
            if frame is None:
                self._called.wait(_NO_FRAME_YET_S)
            else:
                self._frame = frame
                self._camera_answers()
                self._look(frame)
            self._called.clear()
            if self._still_wanted:
                self._still_wanted = False
                self._take_still()

    def _look(self, frame: Frame) -> None:
        now_s = self._clock()
        if now_s - self._looked_s >= self._look_every_s:
            self._looked_s = now_s
            for event in self._looking.at(frame, now_s):
                self._tell(event)

    def _take_still(self) -> None:
        try:
            still = without_badges(self._camera.still(), self._accept)
        except HardwareError as error:
            self._tell(badge.StillFailed(str(error)))
            raise
        self._tell(badge.StillTaken(*still))

    def _camera_answers(self) -> None:
        self._patience.renew()
        if self._lost:
            self._lost = False
            self._tell(badge.CameraBack())

    def _camera_lost(self, reason: str) -> None:
        self._frame = None
        if not self._lost:
            self._lost = True
            self._tell(badge.CameraLost(reason))

    def _rest(self, seconds: float) -> None:
        until_s = time.monotonic() + seconds
        while not self._stopping and (left_s := until_s - time.monotonic()) > 0:
            if self._still_wanted:
                self._still_wanted = False
                self._tell(badge.StillFailed("The camera does not answer."))
            self._called.wait(left_s)
            self._called.clear()

    def _tell(self, event: badge.BadgeEvent) -> None:
        if not self._stopping:
            self._post(event)


class Looking:
    """What there is to tell about each frame that is looked at; knows what it has told already."""

    def __init__(
        self,
        accept: Callable[[str], bool],
        formats: tuple[CodeFormat, ...] = decode.FORMATS,
        longest: int = decode.LONGEST,
    ) -> None:
        self._formats = formats
        self._longest = longest
        self._appearances = badge.Appearances()
        self._two_equal = badge.TwoEqualReads(accept)
        self._unreadable = badge.Lasting(badge.UNREADABLE_AFTER_S)
        self._light = badge.LightChanges()
        self._thorough_s = -_THOROUGH_EVERY_S
        self._closer_s = -_CLOSER_EVERY_S
        self._promising = False

    def at(self, frame: Frame, now_s: float) -> list[badge.BadgeEvent]:
        reading = self._read(frame, now_s)
        events: list[badge.BadgeEvent] = []
        codes = self._two_equal.sure(reading.codes)
        if self._appearances.newly(codes, now_s):
            events.append(badge.CodesSeen(codes))
        if reading.codes:
            self._unreadable.forget()
        if self._unreadable.now(now_s, so=not reading.codes and (reading.hint or reading.refused > 0)):
            events.append(badge.CodeUnreadable())
        if kind := self._light.told(light_of(frame), now_s):
            events.append(badge.LightSeen(kind))
        return events

    def _read(self, frame: Frame, now_s: float) -> decode.Reading:
        thorough = self._promising or now_s - self._thorough_s >= _THOROUGH_EVERY_S
        if thorough:
            self._thorough_s = now_s
            reading = self._thoroughly(frame, now_s)
        else:
            reading = decode.glance(frame, self._formats, self._longest)
        self._promising = reading.conclusive or reading.hint
        return reading

    def _thoroughly(self, frame: Frame, now_s: float) -> decode.Reading:
        every_s = _CLOSER_AGAIN_S if self._promising else _CLOSER_EVERY_S
        closer = now_s - self._closer_s >= every_s
        if closer:
            self._closer_s = now_s
        return decode.read(frame, self._formats, self._longest, closer=closer)


def without_badges(still: Still, accept: Callable[[str], bool]) -> Still:
    """The picture itself, or one in which every badge that happens to be in it is blurred."""
    picture = open_picture(still.jpeg)
    codes = decode.decode(frame_of(picture, 0.0))
    corners = [code.corners for code in codes if code.corners and accept(code.text)]
    return shrink(blur_codes(picture, corners)) if corners else still
