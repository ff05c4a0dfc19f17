"""Pictures from files and from the camera: opened aside, hostile ones refused, frames shown and dropped."""

from io import BytesIO

import pytest
from PIL import Image

from station.ui.pictures import decode
from station.ui.samples import doors, work
from station.ui.samples.photo import PICTURE
from tests.ui.conftest import SMALL, Desk

pytestmark = pytest.mark.xdist_group("kivy")


def _file(size: tuple[int, int], kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#2456B8").save(out, kind)
    return out.getvalue()


def test_a_photo_is_opened_no_larger_than_it_is_shown() -> None:
    found = decode(_file((2400, 1200)), 600)
    assert found is not None
    width, height, rows = found
    assert (width, height) == (600, 300)
    assert len(rows) == 600 * 300 * 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        PICTURE[:900],
        b"GIF89a" + bytes(40),
        _file((4, 4), "BMP"),
        _file((8, 8), "PNG")[:40],
    ],
)
def test_what_is_no_whole_photo_is_refused(data: bytes) -> None:
    assert decode(data, 600) is None


def test_a_photo_is_decoded_aside_and_then_stands_on_the_screen(desk: Desk) -> None:
    desk.show(work.PHOTO_TAKEN)
    piece = desk.stage.screen.ids.taken
    desk.wait_for(lambda: piece.texture is not None)
    assert piece.texture.size == (320, 240)


class Lens:
    """Frames of one colour, whenever one is asked for."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self) -> tuple[int, int, bytes]:
        self.taken += 1
        return 64, 48, bytes((200, 30, 60)) * (64 * 48)


def test_the_window_shows_the_camera_while_it_is_open_and_keeps_no_frame(desk_of: object, desk: Desk) -> None:
    lens = Lens()
    desk.stage.frames = lens
    desk.show(doors.IDLE)
    window = desk.stage.screen.ids.window
    desk.wait_for(lambda: window.texture is not None)
    desk.pictures.settle()
    x, y = int(window.center_x), SMALL.height - int(window.center_y)
    assert desk.pictures.pixels().getpixel((x, y)) == (200, 30, 60)
    desk.show(doors.GOODBYE)
    assert window.texture is None
    seen = lens.taken
    desk.pictures.settle(20)
    assert lens.taken == seen
