"""The thread that reads badges: what it posts, when, and that nothing stops it."""

import io
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from hardware.badge import (
    BadgeEvent,
    CameraBack,
    CameraLost,
    CodesSeen,
    CodeUnreadable,
    LightSeen,
    StillFailed,
    StillTaken,
)
from hardware.decode import decode
from hardware.fake import FakeCamera
from hardware.folder_camera import FolderCamera
from hardware.frame import Frame
from hardware.reader import CameraReader, Looking
from hardware.stills import frame_of, open_picture
from tests.unit.hardware.badges import OTHER, TOKEN, frame, png, room

SOON_S = 5.0


class Station:
    """A reader at work, and what it has posted."""

    def __init__(self, camera: FakeCamera | FolderCamera) -> None:
        self.events: queue.SimpleQueue[BadgeEvent] = queue.SimpleQueue()
        self.reader = CameraReader(camera, accept=ours, looks_per_s=40)
        self.reader.start(self.events.put)

    def next(self) -> BadgeEvent:
        return self.events.get(timeout=SOON_S)

    def next_texts(self) -> set[str]:
        event = self.next()
        assert isinstance(event, CodesSeen)
        return {code.text for code in event.codes}

    def next_still(self) -> StillTaken:
        self.reader.request_still()
        event = self.next()
        assert isinstance(event, StillTaken)
        return event


def ours(text: str) -> bool:
    return text.startswith("WS1.")


@pytest.fixture
def camera() -> FakeCamera:
    return FakeCamera()


@pytest.fixture
def station(camera: FakeCamera) -> Iterator[Station]:
    station = Station(camera)
    yield station
    station.reader.stop()


def test_a_badge_held_up_is_seen(station: Station, camera: FakeCamera) -> None:
    camera.show(room(TOKEN))
    assert station.next_texts() == {TOKEN}


def test_two_badges_held_up_together_are_told_together(station: Station, camera: FakeCamera) -> None:
    camera.show(room(TOKEN, OTHER))
    assert station.next_texts() == {TOKEN, OTHER}


def test_a_badge_dropped_into_a_folder_is_seen(tmp_path: Path) -> None:
    station = Station(FolderCamera(tmp_path))
    (tmp_path / "badge.png").write_bytes(png(room(TOKEN)))
    assert station.next_texts() == {TOKEN}
    station.reader.stop()


def test_an_unplugged_camera_is_told_once_and_so_is_its_return(station: Station, camera: FakeCamera) -> None:
    camera.unplug()
    lost = station.next()
    assert isinstance(lost, CameraLost)
    assert "unplugged" in lost.reason
    assert station.reader.preview() is None
    camera.plug_in()
    assert station.next() == CameraBack()
    camera.show(room(TOKEN))
    assert station.next_texts() == {TOKEN}


def test_a_camera_that_raises_anything_is_a_camera_that_is_lost() -> None:
    class Haunted(FakeCamera):
        def read(self) -> Frame | None:
            raise ZeroDivisionError

    station = Station(Haunted())
    lost = station.next()
    assert isinstance(lost, CameraLost)
    assert "ZeroDivisionError" in lost.reason
    station.reader.stop()


def test_the_preview_is_the_latest_frame(station: Station, camera: FakeCamera) -> None:
    camera.show(room(TOKEN))
    station.next()
    preview = station.reader.preview()
    assert preview
    assert (preview.width, preview.height) == (640, 480)
    assert preview.rgb


def test_a_picture_of_work_is_taken(station: Station, camera: FakeCamera) -> None:
    still = station.next_still()
    picture = Image.open(io.BytesIO(still.jpeg))
    assert picture.format == "JPEG"
    assert picture.size == (still.width, still.height) == (640, 480)


def test_a_badge_in_a_picture_of_work_is_blurred_and_other_codes_are_not(
    station: Station, camera: FakeCamera
) -> None:
    poster = "https://example.org"
    camera.show(room(TOKEN, poster))
    assert TOKEN in station.next_texts()
    event = station.next_still() if station.events.empty() else None
    while event is None:  # the poster was read a second time and told meanwhile
        assert poster in station.next_texts()
        event = station.next_still()
    picture = open_picture(event.jpeg)
    assert [code.text for code in decode(frame_of(picture, 0.0))] == [poster]


def test_a_picture_that_is_asked_of_a_lost_camera_fails_at_once(station: Station, camera: FakeCamera) -> None:
    camera.unplug()
    assert isinstance(station.next(), CameraLost)
    station.reader.request_still()
    assert isinstance(station.next(), StillFailed)


def test_nothing_is_posted_after_stop_and_stop_may_come_twice(station: Station, camera: FakeCamera) -> None:
    station.reader.stop()
    camera.show(room(TOKEN))
    station.reader.stop()
    assert station.events.empty()
    assert not camera.healthy


def test_a_reader_that_never_started_may_be_stopped(camera: FakeCamera) -> None:
    CameraReader(camera).stop()


def looked(seconds: float, seen: Callable[[float], Frame]) -> list[tuple[float, BadgeEvent]]:
    """What is told of ten frames a second."""
    looking = Looking(ours)
    times = [tenth / 10 for tenth in range(round(seconds * 10))]
    return [(at_s, event) for at_s in times for event in looking.at(seen(at_s), at_s)]


def test_a_badge_that_is_held_still_is_told_once_and_again_when_it_comes_back() -> None:
    badge, nobody = frame(TOKEN), frame()
    told = looked(9, lambda at_s: nobody if 4 < at_s < 6 else badge)
    assert [(at_s, type(event)) for at_s, event in told] == [(0.0, CodesSeen), (6.0, CodesSeen)]


def test_a_code_that_cannot_be_read_is_told_after_three_seconds() -> None:
    endless = frame("A" * 200)
    assert looked(6, lambda _at_s: endless) == [(3.0, CodeUnreadable())]


def test_darkness_and_a_lamp_are_told_when_they_last() -> None:
    dark = Frame(640, 480, bytes([12]) * 307_200, 0.0)
    lamp = Frame(640, 480, bytes([255]) * 100_000 + bytes([90]) * 207_200, 0.0)
    told = looked(9, lambda at_s: dark if at_s < 3 else lamp if at_s < 6 else frame())
    assert told == [(1.0, LightSeen("dark")), (4.0, LightSeen("glare")), (7.0, LightSeen("fine"))]
