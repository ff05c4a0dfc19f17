"""The true window in a process of its own: it starts, is woken from threads, ignores Escape, leaves no file behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract import house

pytestmark = pytest.mark.xdist_group("kivy")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def said(home: Path) -> dict[str, Any]:
    """What the scripted window saw."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("KIVY_")}
    around = {**bare, "HOME": str(home), "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}
    script = Path(__file__).with_name("scripted_window.py")
    ended = subprocess.run(
        [sys.executable, "-B", str(script)],
        env={**around, "PYTHONPATH": str(house.ROOT)}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def test_the_window_is_woken_from_another_thread_and_posts_what_is_touched(said: dict[str, Any]) -> None:
    assert said["keep_going"]
    assert said["touches"] == 1
    assert said["typed"] == ["W"]
    assert said["drains"] >= 2


def test_escape_does_not_end_the_window(said: dict[str, Any]) -> None:
    assert said["keep_going"], "the touch came after Escape"


def test_nothing_is_written_in_the_home_folder(said: dict[str, Any], home: Path) -> None:
    assert [path for path in home.rglob("*") if "mesa" not in str(path)] == []


def test_kivy_comes_with_the_window_alone_and_brings_no_more_than_it_needs(said: dict[str, Any]) -> None:
    assert not said["kivy_before"]
    assert said["unused"] == []
