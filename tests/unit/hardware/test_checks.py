"""What the doctor is told about the things around a station."""

from pathlib import Path

import pytest
from PIL import Image

from hardware import chart
from hardware.checks import Check, check_camera, check_decoding, check_microphone, check_speech, checks
from tests.unit.hardware.badges import code_picture, png, room
from tests.unit.hardware.sound import sound_card


@pytest.fixture(autouse=True)
def _sound_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)


def test_a_station_in_order_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "room.png").write_bytes(png(room()))
    found = {check.name: check for check in checks(camera=f"folder:{tmp_path}")}
    assert list(found) == ["camera", "decode time", "second decoder", "microphone", "speech"]
    assert all(check.ok for check in found.values())
    assert found["camera"].says == f"folder:{tmp_path} sees 640 x 480; the light is fine."


def test_what_is_not_configured_is_not_present() -> None:
    assert [check_camera("none").ok, check_microphone("none").ok, check_speech("none").ok] == [None] * 3


def test_a_camera_in_the_dark_is_told_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "dark.png").write_bytes(png(room(grey=8)))
    check = check_camera(f"folder:{tmp_path}")
    assert (check.ok, "add light" in check.says) == (False, True)


def test_the_chart_tells_how_small_a_code_may_be(tmp_path: Path) -> None:
    page = Image.new("RGB", (640, 480), (190, 190, 190))
    left = 20
    for size in (20, 25, 30):
        page.paste(code_picture(chart.text_of(size), 4), (left, 150))
        left += 200
    (tmp_path / "chart.png").write_bytes(png(page))
    assert "it reads the 20, 25, 30 mm codes of (15, 20, 25, 30)." in check_camera(f"folder:{tmp_path}").says


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (check_camera("folder:nowhere"), "no such folder"),
        (check_camera("fodler:x"), 'Did you mean "folder"?'),
        (check_microphone("arecord:nosuch"), "No such file"),
        (check_speech("mouth"), 'No voice is called "mouth".'),
    ],
)
def test_what_does_not_work_is_told_with_its_cause(check: Check, says: str) -> None:
    assert check.ok is False
    assert says in check.says


def test_a_program_that_is_not_installed_is_not_present(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check_microphone("arecord").ok is None
    assert check_speech("espeak").ok is None


def test_a_slow_machine_is_told_so() -> None:
    ticks = iter(range(100))
    check = check_decoding(clock=lambda: next(ticks))
    assert check == Check("decode time", False, "A badge is read in 1000.0 ms.")
