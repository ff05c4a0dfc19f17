"""The Raspberry Pi's camera, as far as that can be known without one: its library is played by a stand-in."""

import threading
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest

from hardware.decode import decode
from hardware.errors import CameraGone, PartMissing
from hardware.pi_camera import PiCamera
from tests.unit.hardware.badges import TOKEN, room


class PretendJob:
    def __init__(self, result: object) -> None:
        self._future: Future[object] = Future()
        if result is not None:
            self._future.set_result(result)

    def get_result(self, timeout: float | None = None) -> object:
        return self._future.result(timeout=min(timeout or 0, 0.01))


class PretendPicamera:
    """Does what picamera2 documents: BGR888 arrives as rows of red, green, blue."""

    def __init__(self) -> None:
        self.picture: object = np.asarray(room(TOKEN))
        self.ended = threading.Event()

    def create_video_configuration(self, main: dict[str, Any]) -> dict[str, Any]:
        assert main == {"size": (640, 480), "format": "BGR888"}
        return main

    def configure(self, configuration: dict[str, Any]) -> None:
        return

    def start(self) -> None:
        return

    def capture_array(self, name: str, *, wait: bool) -> PretendJob:
        assert (name, wait) == ("main", False)
        return PretendJob(self.picture)

    def stop(self) -> None:
        return

    def close(self) -> None:
        self.ended.set()


def test_a_frame_has_grey_and_colour() -> None:
    camera = PiCamera(PretendPicamera, size=(640, 480))
    camera.open()
    frame = camera.read()
    assert [code.text for code in decode(frame)] == [TOKEN]
    assert frame.rgb == room(TOKEN).tobytes()
    assert camera.still()[1:] == (640, 480)


def test_a_camera_that_stops_answering_is_gone_and_is_let_go() -> None:
    library = PretendPicamera()
    camera = PiCamera(lambda: library, size=(640, 480))
    camera.open()
    library.picture = None
    with pytest.raises(CameraGone, match="stopped sending"):
        camera.read()
    assert library.ended.wait(2)
    assert not camera.healthy


def test_a_library_that_finds_no_camera_is_a_camera_that_is_gone() -> None:
    def none_there() -> PretendPicamera:
        raise IndexError("list index out of range")

    with pytest.raises(CameraGone, match="list index"):
        PiCamera(none_there).open()


def test_without_the_library_the_cure_is_named() -> None:
    with pytest.raises(PartMissing, match="apt install python3-picamera2"):
        PiCamera().open()
