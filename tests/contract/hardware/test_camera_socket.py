"""One suite for every camera: the real ones, the fake, and the one that is not there."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from hardware.absent import AbsentCamera
from hardware.camera import Camera
from hardware.decode import decode
from hardware.errors import CameraGone, PartMissing
from hardware.fake import FakeCamera
from hardware.folder_camera import FolderCamera
from hardware.frame import Frame
from hardware.usb_camera import UsbCamera
from tests.contract.hardware.films import film
from tests.unit.hardware.badges import TOKEN, png, room
from tests.waiting import until


class Fitted(NamedTuple):
    """A camera before which a badge is held, and how its cable is pulled and put back."""

    camera: Camera
    unplug: Callable[[], object]
    plug_in: Callable[[], object]


def folder(home: Path) -> Fitted:
    place, away = home / "pictures", home / "away"
    place.mkdir()
    (place / "badge.png").write_bytes(png(room(TOKEN)))
    return Fitted(FolderCamera(place), lambda: place.rename(away), lambda: away.rename(place))


def video(home: Path) -> Fitted:
    shown, away = film(home / "badge.avi", room(TOKEN)), home / "away.avi"
    camera = UsbCamera(str(shown))

    def unplug() -> None:
        shutil.move(shown, away)
        camera.close()  # an open film plays on without its name; a camera that has lost its cable is closed

    return Fitted(camera, unplug, lambda: shutil.move(away, shown))


def fake(home: Path) -> Fitted:
    camera = FakeCamera()
    camera.show(room(TOKEN))
    return Fitted(camera, camera.unplug, camera.plug_in)


@pytest.fixture(params=[folder, video, fake])
def fitted(request: pytest.FixtureRequest, tmp_path: Path) -> Fitted:
    made: Fitted = request.param(tmp_path)
    return made


def next_frame(camera: Camera) -> Frame:
    frame = until(camera.read, what="no frame came")
    assert frame
    return frame


def is_healthy(camera: Camera) -> bool:
    return camera.healthy


def test_frames_come_in_grey_and_colour_with_a_rising_time(fitted: Fitted) -> None:
    fitted.camera.open()
    first, second = next_frame(fitted.camera), next_frame(fitted.camera)
    assert (first.width, first.height) == (640, 480)
    assert first.rgb
    assert second.taken_s > first.taken_s
    fitted.camera.close()


def test_a_badge_before_the_lens_is_read(fitted: Fitted) -> None:
    fitted.camera.open()
    next_frame(fitted.camera)
    assert [code.text for code in decode(next_frame(fitted.camera))] == [TOKEN]
    fitted.camera.close()


def test_a_still_is_a_small_jpeg_without_exif(fitted: Fitted) -> None:
    fitted.camera.open()
    next_frame(fitted.camera)
    still = fitted.camera.still()
    picture = Image.open(io.BytesIO(still.jpeg))
    assert (picture.format, picture.size) == ("JPEG", (still.width, still.height))
    assert max(picture.size) <= 1600
    assert len(still.jpeg) <= 400_000
    assert not picture.getexif()
    fitted.camera.close()


def test_colours_are_the_right_way_round(tmp_path: Path) -> None:
    red = Image.new("RGB", (640, 480), (220, 30, 40))
    for camera in (UsbCamera(str(film(tmp_path / "red.avi", red))), FakeCamera()):
        if isinstance(camera, FakeCamera):
            camera.show(red)
        camera.open()
        frame = next_frame(camera)
        assert frame.rgb
        assert (frame.rgb[0] > 180, frame.rgb[2] < 90) == (True, True)


def test_closing_twice_or_before_opening_is_no_harm(fitted: Fitted) -> None:
    fitted.camera.close()
    fitted.camera.open()
    fitted.camera.close()
    fitted.camera.close()
    assert not is_healthy(fitted.camera)


def test_a_closed_camera_has_nothing_to_show(fitted: Fitted) -> None:
    with pytest.raises(CameraGone):
        fitted.camera.read()
    with pytest.raises(CameraGone):
        fitted.camera.still()


def test_an_unplugged_camera_says_so_and_works_again_when_it_is_back(fitted: Fitted) -> None:
    fitted.camera.open()
    next_frame(fitted.camera)
    assert is_healthy(fitted.camera)
    fitted.unplug()
    with pytest.raises(CameraGone):
        [next_frame(fitted.camera) for _ in range(20)]
    assert not is_healthy(fitted.camera)
    with pytest.raises(CameraGone):
        fitted.camera.open()
    fitted.plug_in()
    fitted.camera.open()
    assert next_frame(fitted.camera).rgb
    assert is_healthy(fitted.camera)
    fitted.camera.close()


def test_a_camera_that_is_not_fitted_opens_and_sees_nothing() -> None:
    camera: Camera = AbsentCamera()
    camera.open()
    assert camera.read() is None
    assert not camera.healthy
    with pytest.raises(CameraGone):
        camera.still()
    camera.close()
    camera.close()


def test_a_usb_camera_that_is_not_there_is_gone() -> None:
    with pytest.raises(CameraGone, match=r"The camera usb:77 does not answer \(nothing is there\)"):
        UsbCamera(77).open()


def test_without_opencv_the_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    with pytest.raises(PartMissing, match=r"OpenCV, which is not installed.*waystation\[usb-camera\]"):
        UsbCamera(0).open()
