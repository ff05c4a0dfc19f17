"""Erasing and taking a copy, as a person types it."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli import hub
from hub.cli_export import export
from hub.errors import ServiceRefused
from tests.factories_hub import open_school


def run(command: object, *words: object, typed: str = "") -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], input=typed)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub with the world in it, switched off."""
    data = tmp_path / "hub"
    data.mkdir()
    open_school(data).stop()
    return data


def test_what_goes_is_shown_and_her_name_is_typed(folder: Path) -> None:
    said = run(hub, "erase", "maya r.", "--data", folder, typed="Maya R.\n")
    assert said.exit_code == 0
    assert "Maya R. (Heron): this goes" in said.stdout
    assert "She is hidden, and her badge rests. For good on" in said.stdout
    back = run(hub, "erase", "maya", "--undo", "--data", folder)
    assert "She is back" in back.stdout


@pytest.mark.parametrize("typed", ["", "maya", "yes"])
def test_whoever_types_something_else_changes_nothing(folder: Path, typed: str) -> None:
    said = run(hub, "erase", "maya", "--data", folder, typed=f"{typed}\n")
    assert said.exit_code == 1
    again = run(hub, "erase", "maya", "--undo", "--data", folder)
    assert isinstance(again.exception, ServiceRefused)


def test_now_is_for_good(folder: Path) -> None:
    said = run(hub, "erase", "maya", "--now", "--yes", "--json", "--data", folder)
    assert json.loads(said.stdout)["state"] == "erased"
    assert run(hub, "erase", "maya", "--preview", "--data", folder).exit_code == 1
    assert run(hub, "rebuild", "--check", "--data", folder).exit_code == 0


def test_a_name_that_nobody_has_or_several_have_is_refused(folder: Path) -> None:
    assert "Nobody here is called 'Zoe'" in run(hub, "erase", "Zoe", "--data", folder).stderr


def test_a_preview_changes_nothing(folder: Path) -> None:
    said = run(hub, "erase", "maya", "--preview", "--json", "--data", folder)
    assert json.loads(said.stdout)["full"] == "Maya R."


def test_a_copy_is_a_file_that_only_its_owner_reads(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "maya.zip"
    said = run(export, "learner", "Maya", "--out", out, "--json", "--data", folder)
    assert json.loads(said.stdout) == {"file": str(out), "bytes": out.stat().st_size}
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as zip_:
        assert zip_.testzip() is None
        assert b"Maya R." in zip_.read("index.html")
    again = run(export, "learner", "Maya", "--out", out, "--data", folder)
    assert isinstance(again.exception, ServiceRefused)
    lost = run(export, "learner", "Maya", "--out", tmp_path / "no" / "maya.zip", "--data", folder)
    assert isinstance(lost.exception, ServiceRefused)
