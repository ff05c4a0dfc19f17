"""The launcher: one word makes everything ready, says what is missing, hands the arguments on as they are."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import house

ECHO = "import json, sys\nprint(json.dumps(sys.argv[1:]))\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the launcher with empty lock files, in a folder whose name has a space."""
    folder = tmp_path / "my school"
    folder.mkdir()
    shutil.copy(house.ROOT / "waystation", folder)
    (folder / "waystation.py").write_text(ECHO, encoding="utf-8")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text("# nothing\n", encoding="utf-8")
    (folder / "system").mkdir()
    return folder


@pytest.fixture
def ready(home: Path) -> Path:
    """The same, after its first start."""
    (home / ".venv" / "bin").mkdir(parents=True)
    (home / ".venv" / "bin" / "python").symlink_to(sys.executable)
    with (home / "requirements.lock").open("rb") as lock:
        checksum = subprocess.run(["cksum"], stdin=lock, capture_output=True, text=True, check=True).stdout
    (home / ".venv" / "waystation-stamp").write_text(f"requirements.lock {checksum}", encoding="utf-8")
    return home


def put(home: Path, **programs: str) -> None:
    """Puts small shell programs before the system's own; each writes its call into calls.txt first."""
    for name, body in programs.items():
        program = home / "system" / name.replace("_", "-")
        program.write_text(
            f'#!/bin/sh\necho "${{0##*/}} $*" >>"{home}/calls.txt"\n{body}\n', encoding="utf-8"
        )
        program.chmod(0o755)


def calls(home: Path, program: str) -> list[str]:
    lines = (home / "calls.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(program)]


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    python = Path(sys.base_prefix) / "bin"
    path = f"{home / 'system'}:{python}:{os.environ['PATH']}"
    return subprocess.Popen(
        ["sh", str(home / "waystation"), *words],
        env={**os.environ, "PATH": path}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate()
    return process.returncode, out, err


def test_the_first_start_makes_the_venv_and_hands_the_arguments_on(home: Path) -> None:
    first, second = start(home, "hub", "two words", "--data", "a'b"), start(home, "hub")
    assert json.loads(said(first)[1]) == ["hub", "two words", "--data", "a'b"]
    assert json.loads(said(second)[1]) == ["hub"], "two first starts at once wait for each other"
    assert (home / ".venv" / "bin" / "python").exists()
    assert not (home / ".venv.lock").exists()

    assert said(start(home, "hub", "--install"))[1:] == ('["hub"]\n', ""), "a later start is silent"

    (home / "requirements.lock").write_text("# nothing more\n", encoding="utf-8")
    assert "getting .venv ready" in said(start(home, "hub"))[2], "a changed lock is installed"


def test_an_install_that_was_cut_off_starts_anew(home: Path) -> None:
    half = home / ".venv" / "lib" / "half a package"
    half.mkdir(parents=True)
    (home / ".venv" / "waystation-installing").touch()
    (home / ".venv.lock").mkdir()
    (home / ".venv.lock" / "owner").write_text("999999999", encoding="utf-8")
    assert said(start(home, "hub"))[1] == '["hub"]\n'
    assert not half.exists()


def test_an_interrupted_start_gives_its_lock_back(home: Path) -> None:
    os.mkfifo(home / "reached")
    put(home, python3=f'case $* in *clear*) echo yes >"{home}/reached"; exec sleep 60 ;; esac')
    process = start(home, "hub")
    assert (home / "reached").read_text(encoding="utf-8") == "yes\n"
    os.killpg(process.pid, signal.SIGTERM)
    assert said(process)[0] == 130
    assert not (home / ".venv.lock").exists()


def test_what_pip_says_is_shown_only_when_it_fails(home: Path) -> None:
    (home / "requirements.lock").write_text("-r nowhere.txt\n", encoding="utf-8")
    code, out, err = said(start(home, "hub"))
    assert (code, out) == (1, "")
    assert "nowhere.txt" in err
    assert err.splitlines()[-1].startswith("waystation: the Python packages could not be installed")


def test_someone_who_is_not_root_is_told_the_one_command(ready: Path) -> None:
    put(ready, id="echo 1000", dpkg_query="echo ' libgl1=installed  libzbar0t64=installed '; exit 1")
    code, _, err = said(start(ready, "demo"))
    assert code == 1
    assert (
        "sudo apt-get install -y --no-install-recommends libegl1 libgles2 libgl1-mesa-dri libmtdev1\n" in err
    )


def test_with_install_it_runs_the_command_itself(ready: Path) -> None:
    put(
        ready, id="echo 1000", dpkg_query="exit 1", sudo='exec "$@"', env='shift; exec "$@"', apt_get="exit 0"
    )
    assert said(start(ready, "demo", "--headless", "--install"))[1] == '["demo", "--headless"]\n'
    assert calls(ready, "apt-get") == ["apt-get install -y --no-install-recommends libzbar0"]


def test_root_needs_no_asking_and_old_package_lists_are_renewed(ready: Path) -> None:
    put(
        ready,
        id="echo 0",
        dpkg_query="exit 1",
        apt_get=f'[ "$1" = update ] || grep -q update "{ready}/calls.txt"',
    )
    assert said(start(ready, "badge", "read"))[1] == '["badge", "read"]\n'
    install = "apt-get install -y --no-install-recommends libzbar0"
    assert calls(ready, "apt-get") == [install, "apt-get update", install]


def test_a_machine_without_a_fitting_python_is_told_so(home: Path) -> None:
    old = dict.fromkeys(("python3", "python3.11", "python3.12", "python3.13"), "exit 1")
    put(home, **old, id="echo 0", apt_get="exit 0")
    code, _, err = said(start(home, "hub"))
    assert code == 1
    assert err.splitlines()[-1].endswith(
        "needs Python 3.11, 3.12 or 3.13 with venv, and found none on this machine"
    )
