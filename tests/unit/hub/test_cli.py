"""The commands of a hub, as a person types them."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.backup.recovery import read_recovery_key
from hub.cli import hub
from hub.cli_asking import ask
from hub.errors import NotSetUp, SetUpAlready
from hub.store.store import looking
from tests.factories_hub import SchoolAtWork, world


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(hub, words, input=typed)


@pytest.fixture
def made(tmp_path: Path) -> str:
    folder = str(tmp_path / "hub")
    result = run(
        "init", "--data", folder, "--timezone", "Europe/Lisbon", "--password-stdin", typed="long enough\n"
    )
    assert result.exit_code == 0, result.output
    return folder


def test_init_makes_a_folder_that_only_its_owner_reads_and_says_what_is_missing(made: str) -> None:
    folder = Path(made)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "hub.db").stat().st_mode & 0o777 == 0o600
    assert (folder / "keys.db").stat().st_mode & 0o777 == 0o600
    with looking(folder) as tables:
        assert tables.definitions.school().tz == "Europe/Lisbon"


def test_init_writes_the_recovery_sheet_for_its_owner_and_keeps_no_word_of_it(tmp_path: Path) -> None:
    sheet, folder = tmp_path / "sheet.txt", tmp_path / "hub"
    words = ("init", "--data", str(folder), "--password-stdin", "--recovery-out", str(sheet))
    assert run(*words, typed="long enough\n").exit_code == 0
    assert sheet.stat().st_mode & 0o777 == 0o600
    key = read_recovery_key(sheet.read_text())
    secrets = (key.secret, key.private, key.words[0].encode(), key.text.encode())
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert [secret for secret in secrets if secret in written] == []
    assert key.public in written


def test_without_a_terminal_the_sheet_is_printed_and_nobody_is_asked(tmp_path: Path) -> None:
    words = ("init", "--data", str(tmp_path / "hub"), "--password-stdin", "--sheet", str(tmp_path / "a.pdf"))
    result = run(*words, typed="long enough\n")
    assert read_recovery_key(result.output).words[0] in result.output
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_recovery_sheet_is_never_written_over(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("the sheet of another hub")
    words = ("init", "--data", str(tmp_path / "hub"), "--password-stdin", "--recovery-out", str(sheet))
    assert run(*words, typed="long enough\n").exit_code == 1
    assert sheet.read_text() == "the sheet of another hub"
    assert not (tmp_path / "hub").exists()


def test_a_hub_is_not_made_twice(made: str) -> None:
    assert isinstance(
        run("init", "--data", made, "--password-stdin", typed="other pass\n").exception, SetUpAlready
    )


@pytest.mark.parametrize("words", [("status",), ("facts",), ("rebuild", "--check"), ("quarantine", "list")])
def test_where_no_hub_is_each_command_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--data", str(tmp_path))
    assert isinstance(result.exception, NotSetUp)
    assert list(tmp_path.iterdir()) == []


def test_facts_are_json_lines_with_the_promised_keys(made: str) -> None:
    lines = [json.loads(line) for line in run("facts", "--data", made).output.splitlines()]
    assert {"station", "epoch", "seq", "ev", "type", "learners", "received"} <= lines[0].keys()
    assert [line["body"]["entity"]["entity"] for line in lines] == ["school", *["zone"] * 8, "staff"]
    assert len(run("facts", "--data", made, "--since", "9", "--json").output.splitlines()) == 1


def test_rebuild_check_fails_when_something_differs_and_rebuild_mends_it(made: str) -> None:
    assert run("rebuild", "--check", "--data", made).exit_code == 0
    with sqlite3.connect(Path(made) / "hub.db") as db:
        db.execute("DELETE FROM entities WHERE kind = 'staff'")
    db.close()
    checked = run("rebuild", "--check", "--json", "--data", made)
    assert (checked.exit_code, json.loads(checked.output)["differ"]) == (1, ["entities"])
    assert run("rebuild", "--data", made).exit_code == 0
    assert run("rebuild", "--check", "--data", made).exit_code == 0


def test_a_station_is_enrolled_with_a_record_that_only_its_owner_reads(made: str, tmp_path: Path) -> None:
    entities = [SchoolAtWork.plain(entity) for entity in world()]
    assert ask(Path(made), "publish", {"entities": entities})["changed"] == len(entities)
    record = tmp_path / "cave.json"
    words = ("enrol", "--data", made, "--record", str(record), "--zone", "Quiet Cave", "--class", "Heron")
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert record.stat().st_mode & 0o777 == 0o600
    assert json.loads(record.read_text())["station"] == "quiet-cave-1"
    again = run(*words)
    assert (again.exit_code, "there already" in again.output) == (1, True)
    status = json.loads(run("status", "--json", "--data", made).output)
    assert [one["station"] for one in status["stations"]] == ["quiet-cave-1"]
    assert "quiet-cave-1" in run("status", "--data", made).output


def test_a_person_is_added_and_signs_in(made: str) -> None:
    result = run(
        "user", "add", "Mr T", "--role", "aide", "--data", made, "--password-stdin", typed="long enough\n"
    )
    assert result.output == "Mr T may sign in.\n"
    assert run("user", "add", "Mr T", "--role", "king", "--data", made).exit_code == 2


def test_an_empty_quarantine_shows_nothing_and_names_no_number(made: str) -> None:
    assert run("quarantine", "list", "--data", made).output == ""
    assert run("quarantine", "show", "7", "--data", made).exit_code == 1
    assert json.loads(run("quarantine", "retry", "--json", "--data", made).output) == {
        "recorded": 0,
        "left": 0,
    }


def test_settings_are_printed_without_starting_anything(tmp_path: Path) -> None:
    result = run("run", "--print-config", "--data", str(tmp_path), "--http", "127.0.0.1:0")
    assert 'http = "127.0.0.1:0"' in result.output


def test_every_command_shows_an_example() -> None:
    groups = {"user": ["add"], "quarantine": ["list", "show", "retry"]}
    for name in hub.commands:
        for words in [[name, sub] for sub in groups[name]] if name in groups else [[name]]:
            assert "Example: waystation hub" in run(*words, "--help").output, words


def test_the_word_waystation_says_it_in_one_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "waystation.py", "hub", "status", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ},
    )
    assert ended.returncode == 1
    assert "waystation hub init" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_set_up_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    for words, typed in ((("--timezone", "Mars/Base"), "long enough\n"), ((), "short\n")):
        assert run("init", "--data", str(folder), "--password-stdin", *words, typed=typed).exit_code == 1
        assert not folder.exists()
