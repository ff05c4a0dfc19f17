"""The doctor: plain sentences, true of this machine, and a form that programs can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo import doctor
from tests.contract import house


def test_a_clock_that_was_never_set_is_told(tmp_path: Path) -> None:
    assert doctor.clock(now_s=86_400.0).ok is False
    assert doctor.clock(now_s=1_800_000_000.0, synchronised=tmp_path / "no").says.endswith("is known.")
    assert "time server" in doctor.clock(now_s=1_800_000_000.0, synchronised=tmp_path).says


def test_the_disk_is_measured_where_it_is_asked(tmp_path: Path) -> None:
    assert doctor.disk(tmp_path).says.endswith("is free.")


@pytest.mark.parametrize(("display", "ok"), [(":0", True), ("", None)])
def test_a_display_is_seen_where_there_is_one(
    display: str, ok: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert doctor.display().ok is ok


def test_the_broker_is_really_started() -> None:
    assert doctor.broker().ok is True


def test_the_answer_for_programs_keeps_its_keys() -> None:
    words = [sys.executable, str(house.ROOT / "waystation.py"), "doctor", "--camera", "fake", "--json"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    answer = json.loads(ended.stdout)
    assert list(answer) == ["checks"]
    assert {tuple(check) for check in answer["checks"]} == {("name", "ok", "says")}
    named = {check["name"] for check in answer["checks"]}
    assert {"camera", "decode time", "clock", "disk", "display", "broker", "certificates"} <= named
    assert ended.returncode == any(check["ok"] is False for check in answer["checks"])
