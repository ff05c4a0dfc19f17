"""A folder as a camera: in turn, held up, and never a half-written file."""

import shutil
from pathlib import Path

import pytest

from hardware.decode import decode
from hardware.errors import CameraGone
from hardware.folder_camera import FolderCamera
from tests.unit.hardware.badges import OTHER, TOKEN, png, room


class Eyes:
    """Looks through the camera, ten frames a second, at a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.now_s = 0.0
        self.camera = FolderCamera(folder, clock=lambda: self.now_s)
        self.camera.open()

    def see(self, seconds: float) -> list[str]:
        """The texts that were seen, each time another one came into view; "" for none."""
        seen: list[str] = []
        for _ in range(round(seconds * 10)):
            self.now_s += 0.1
            frame = self.camera.read()
            assert frame
            text = "+".join(code.text for code in decode(frame))
            if seen[-1:] != [text]:
                seen.append(text)
        return seen


def drop(folder: Path, name: str, *texts: str) -> None:
    (folder / name).write_bytes(png(room(*texts)))


def test_an_empty_folder_shows_a_wall(tmp_path: Path) -> None:
    assert Eyes(tmp_path).see(1) == [""]


def test_pictures_that_lie_there_are_seen_in_turn_for_ever(tmp_path: Path) -> None:
    drop(tmp_path, "1.png", TOKEN)
    drop(tmp_path, "2.png")
    drop(tmp_path, "3.png", OTHER)
    assert Eyes(tmp_path).see(11) == [TOKEN, "", OTHER, TOKEN, "", OTHER]


def test_a_picture_that_is_dropped_in_is_held_up_once(tmp_path: Path) -> None:
    eyes = Eyes(tmp_path)
    eyes.see(0.5)
    drop(tmp_path, "badge.png", TOKEN)
    assert eyes.see(6) == [TOKEN, ""]


def test_it_is_held_up_before_the_others_and_again_when_it_is_written_anew(tmp_path: Path) -> None:
    drop(tmp_path, "wall.png")
    eyes = Eyes(tmp_path)
    eyes.see(0.5)
    drop(tmp_path, "badge.png", TOKEN)
    assert eyes.see(4) == [TOKEN, ""]
    drop(tmp_path, "badge.png", OTHER)
    assert eyes.see(4) == ["", OTHER, ""]


def test_two_that_are_dropped_together_are_held_up_one_after_the_other(tmp_path: Path) -> None:
    eyes = Eyes(tmp_path)
    drop(tmp_path, "a.png", TOKEN)
    drop(tmp_path, "b.png", OTHER)
    assert [text for text in eyes.see(6) if text] == [TOKEN, OTHER]


def test_a_picture_that_is_taken_away_is_seen_no_more(tmp_path: Path) -> None:
    drop(tmp_path, "a.png", TOKEN)
    eyes = Eyes(tmp_path)
    eyes.see(0.5)
    (tmp_path / "a.png").unlink()
    assert eyes.see(3)[-1] == ""


def test_a_file_on_its_way_is_shown_when_it_is_whole(tmp_path: Path) -> None:
    eyes = Eyes(tmp_path)
    whole = png(room(TOKEN))
    for share in (0.2, 0.5, 0.8):
        (tmp_path / "slow.png").write_bytes(whole[: int(len(whole) * share)])
        assert eyes.see(0.3)[-1] == ""
    (tmp_path / "slow.png").write_bytes(whole)
    assert TOKEN in eyes.see(1)


def test_a_file_that_is_no_picture_is_passed_over(tmp_path: Path) -> None:
    eyes = Eyes(tmp_path)
    (tmp_path / "poem.png").write_text("Roses are red", encoding="utf-8")
    (tmp_path / ".hidden.png").write_bytes(png(room(TOKEN)))
    (tmp_path / "note.txt").write_text("Violets", encoding="utf-8")
    assert eyes.see(2) == [""]


def test_a_folder_that_vanishes_is_a_camera_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    eyes = Eyes(folder)
    eyes.see(0.5)
    shutil.rmtree(folder)
    with pytest.raises(CameraGone, match="no such folder"):
        eyes.see(1)
    folder.mkdir()
    eyes.camera.open()
    assert eyes.see(1) == [""]


def test_a_large_photo_is_a_frame_of_at_most_1280_pixels_and_a_still_of_1600(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(png(room(TOKEN).resize((3200, 2400))))
    camera = FolderCamera(tmp_path)
    camera.open()
    frame = camera.read()
    assert frame
    assert (frame.width, frame.height) == (1280, 960)
    assert camera.still()[1:] == (1600, 1200)
