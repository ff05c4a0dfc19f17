"""The command line says one plain sentence when something fails, and loads only what it was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import house

OWNER = '''
import click

class Refused(Exception):
    waystation_error = True

@click.command()
@click.argument("how")
def fails(how):
    """Fails.

    Example: waystation fails known
    """
    raise Refused("The hub is not running. Start it with: waystation hub run") if how == "known" else KeyError(how)
'''
START = "import waystation; waystation.COMMANDS['fails'] = 'owner.cli:fails'; waystation.main()"


@pytest.fixture
def owner(tmp_path: Path) -> Path:
    (tmp_path / "owner").mkdir()
    (tmp_path / "owner" / "cli.py").write_text(OWNER, encoding="utf-8")
    return tmp_path


def run(owner: Path, *words: str, code: str = START) -> subprocess.CompletedProcess[str]:
    path = f"{owner}{os.pathsep}{house.ROOT}"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_known_failure_is_one_plain_sentence(owner: Path) -> None:
    ended = run(owner, "fails", "known")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "waystation: The hub is not running. Start it with: waystation hub run\n"


def test_an_unknown_failure_names_the_way_to_its_traceback(owner: Path) -> None:
    ended = run(owner, "fails", "oddly")
    assert (ended.returncode, ended.stderr) == (1, "waystation: KeyError('oddly') (--debug tells more)\n")
    assert "Traceback" in run(owner, "--debug", "fails", "oddly").stderr


def test_wrong_usage_is_exit_code_2(owner: Path) -> None:
    assert run(owner, "fails").returncode == 2
    assert run(owner, "nonsense").returncode == 2


def test_a_command_of_a_package_that_is_not_installed_is_not_there(owner: Path) -> None:
    code = START.replace("owner.cli", "nowhere.cli")
    assert "No such command 'fails'" in run(owner, "fails", code=code).stderr


def test_asking_for_help_loads_no_screen_and_no_web() -> None:
    code = "import sys, click, development.docs as d; d.page(); print(*sys.modules)"
    loaded = set(run(house.ROOT, code=code).stdout.split())
    assert loaded & {"click", "kivy", "starlette", "reportlab", "cv2"} == {"click"}
