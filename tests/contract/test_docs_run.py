"""Every command that a page shows exists, with every option that it shows; and the first ten minutes work."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from hub.backup.recovery import read_recovery_key
from hub.cli_asking import ask
from tests.contract import house
from tests.waiting import until
from waystation import waystation

PAGES = [house.ROOT / "README.md", *sorted((house.ROOT / "docs").glob("*.md"))]
WRITTEN_BY_ITSELF = {"command-line.md", "benchmarks.md", "wire.md"}


def shown() -> list[tuple[str, str]]:
    """The commands of ours that stand in a page, in a block or between backticks."""
    found = []
    for page in PAGES:
        if page.name in WRITTEN_BY_ITSELF:
            continue
        text = page.read_text(encoding="utf-8")
        lines = [
            line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
        ]
        lines += re.findall(r"`(\./waystation [^`]+)`", text)
        found += [
            (page.name, line.split("#")[0].strip()) for line in lines if line.startswith("./waystation ")
        ]
    return found


@pytest.mark.parametrize(("page", "line"), shown())
def test_a_command_on_a_page_is_one_that_there_is(page: str, line: str) -> None:
    command: click.Command = waystation
    context = click.Context(waystation, info_name="waystation")
    words = shlex.split(line)[1:]
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, f"{page}: {line}"
        command, context = found, click.Context(found, info_name=found.name, parent=context)
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, f"{page}: {line}"


def run(*words: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "waystation.py", *words],
        cwd=house.ROOT, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_ten_minutes_of_a_teacher_work_as_they_are_written(tmp_path: Path) -> None:
    hub, station, record = tmp_path / "hub", tmp_path / "station", tmp_path / "cave.json"
    listed = tmp_path / "class.csv"
    listed.write_text("given name,initial,class\nAmal,K,Heron\nBao,T,Heron\nMaya,R,\n", encoding="utf-8")
    at = ("--data", str(hub))
    run("hub", "init", "--name", "Ms R", "--password-stdin", *at, given="a long enough password\n")
    dry = json.loads(run("import", "csv", str(listed), "--dry-run", "--json", *at))
    assert (dry["new"], dry["counts"]["learners"], len(dry["errors"])) == (2, 2, 1)
    run("import", "csv", str(listed), *at)
    sheet = tmp_path / "badges.pdf"
    run("badge", "sheet", "--out", str(sheet), *at)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert json.loads(run("import", "csv", str(listed), "--dry-run", "--json", *at))["new"] == 0
    zones = run("hub", "status", *at)
    assert "2 learners" in zones
    run("hub", "enrol", "--record", str(record), "--zone", "cave", "--class", "Heron", *at)
    run("station", "join", "--record", str(record), "--data", str(station))
    assert record.stat().st_mode & 0o077 == 0


def test_a_station_comes_in_and_is_shut_out_as_it_is_written(tmp_path: Path) -> None:
    hub, station = tmp_path / "hub", tmp_path / "station"
    at = ("--data", str(hub))
    run("hub", "init", "--name", "Ms R", "--password-stdin", *at, given="a long enough password\n")
    listed = tmp_path / "class.csv"
    listed.write_text("given name,initial,class\nAmal,K,Heron\n", encoding="utf-8")
    run("import", "csv", str(listed), *at)
    command = [
        sys.executable,
        "waystation.py",
        "hub",
        "run",
        "--http",
        "127.0.0.1:0",
        "--mqtt",
        "127.0.0.1:0",
        *at,
    ]
    with subprocess.Popen(
        command, cwd=house.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        try:
            assert running.stdout is not None
            until(lambda: (running.stdout and running.stdout.readline().startswith("hub ready")) or None)
            opened = json.loads(run("hub", "enrol", "--zone", "reading", "--class", "Heron", "--json", *at))
            words = [
                sys.executable,
                "waystation.py",
                "station",
                "enrol",
                opened["claim"],
                "--data",
                str(station),
            ]
            with subprocess.Popen(words, cwd=house.ROOT, stdout=subprocess.PIPE, text=True) as coming:
                (guest,) = until(lambda: ask(hub, "door").get("guests"))
                assert "is in." in run("hub", "enrol", "--confirm", guest["id"], *at)
                told, _ = coming.communicate(timeout=30)
            assert " · ".join(guest["pictures"]) in told
            assert "reading-porch-1" in told
            assert "shut out" in run("hub", "revoke", "reading-porch-1", *at)
        finally:
            running.terminate()


def test_the_way_back_works_as_it_is_written(tmp_path: Path) -> None:
    hub, stick, sheet, new = (tmp_path / name for name in ("hub", "stick", "sheet.txt", "new machine"))
    run(
        "hub",
        "init",
        "--password-stdin",
        "--recovery-out",
        str(sheet),
        "--data",
        str(hub),
        given="a long password\n",
    )
    stick.mkdir()
    settings = f'[backup]\nsecond = "{stick}"\nsame_disk_ok = true\nat = "18:00"\nkeep = 7\n'
    (hub / "hub.toml").write_text(settings, encoding="utf-8")
    run("hub", "backup", "--data", str(hub))
    run("hub", "backup", str(tmp_path / "monday.backup"), "--data", str(hub))
    (backup,) = stick.glob("waystation-*-000001.backup")
    words = " ".join(read_recovery_key(sheet.read_text(encoding="utf-8")).words)
    way = ("hub", "restore", str(backup), "--recovery-key", "-", "--second", str(stick), "--data", str(new))
    assert "What staff did is here up to" in run(*way, given=words + "\n")
    assert "Newest backup: " + backup.name in run("hub", "status", "--data", str(new))
