"""What a demo tells: lines that a person can follow, the folder that goes again, the camera of the window."""

import os
import signal
from pathlib import Path

import pytest

from demo.reckoning import Outcome
from demo.telling import folder, signalled, window_camera
from tests.waiting import until


def test_what_is_missing_is_said_loudly() -> None:
    assert Outcome(made=5, committed=5, waiting=2).missing == 0
    assert "MISSING" not in str(Outcome(made=5, committed=5, waiting=2))
    assert "2 ARE MISSING" in str(Outcome(made=5, committed=3, waiting=2))


def test_a_folder_that_nobody_named_goes_again_and_a_named_one_stays(tmp_path: Path) -> None:
    with folder(None) as made:
        (made / "hub").mkdir()
        assert made.stat().st_mode & 0o077 == 0
    assert not made.exists()
    with folder(tmp_path / "mine") as kept:
        assert kept.is_dir()
    assert kept.is_dir()


def test_a_signal_asks_to_stop_and_does_not_interrupt() -> None:
    with signalled() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        until(stop.is_set)


def test_without_a_display_there_is_no_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    assert window_camera(None, tmp_path) is None
    monkeypatch.setenv("DISPLAY", ":0")
    assert window_camera("pi", tmp_path) == "pi"
    assert window_camera(None, tmp_path) in {f"folder:{tmp_path}/camera", "usb:0"}
