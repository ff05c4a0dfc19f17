"""Setting up on a terminal, backing up, coming back: as a person types it."""

import json
import os
import pty
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.backup.recovery import read_recovery_key
from hub.cli import hub
from hub.errors import BackupRefused, NoRecoveryKey, NotSetUp, RecoveryKeyRefused
from hub.store.keys import Keys
from hub.store.store import looking

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def run(*words: object, typed: str = "") -> Result:
    return CliRunner().invoke(hub, [str(word) for word in words], input=typed)


class Made:
    """A hub with a second device, its sheet in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.second, self.sheet = folder / "hub", folder / "second", folder / "sheet.txt"
        self.second.mkdir()
        words = ("init", "--data", self.folder, "--password-stdin", "--recovery-out", self.sheet)
        assert run(*words, typed="long enough\n").exit_code == 0
        self.settings = f'[backup]\nsecond = "{self.second}"\nsame_disk_ok = true\n'
        (self.folder / "hub.toml").write_text(self.settings, encoding="utf-8")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def at_a_terminal(words: list[str], answer: Callable[[str], str | None]) -> tuple[int, str]:
    """Run a command at a real terminal; `answer(what it says)` types a line, or None to wait for more."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "waystation.py", *words])  # noqa: S606
    said, heard = "", 0
    while True:
        try:
            said += os.read(terminal, 65_536).decode()
        except OSError:
            break
        if (line := answer(said[heard:])) is not None:
            heard = len(said)
            os.write(terminal, line.encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


def test_at_a_terminal_four_words_are_asked_back(tmp_path: Path) -> None:
    words: list[str] = []
    asked: list[int] = []

    def answer(said: str) -> str | None:
        if "WSR1" in said:
            words.extend(read_recovery_key(said).words)
        if re.search(r"Password|Repeat", said) and said.rstrip().endswith(":"):
            return "long enough"
        if (match := re.search(r"Word (\d): $", said)) and words:
            asked.append(int(match[1]))
            return "wrong" if len(asked) == 1 else words[asked[-1] - 1]
        return None

    number, said = at_a_terminal(["hub", "init", "--data", str(tmp_path / "hub")], answer)
    assert number == 0, said
    assert (len(asked), len(set(asked))) == (5, 4)
    assert "Look again" in said
    assert (tmp_path / "hub" / "hub.db").exists()


def test_whoever_cannot_say_the_words_gets_no_hub(tmp_path: Path) -> None:
    def answer(said: str) -> str | None:
        if re.search(r"Password|Repeat", said) and said.rstrip().endswith(":"):
            return "long enough"
        return "no idea" if said.rstrip().endswith(":") and "Word" in said else None

    number, said = at_a_terminal(["hub", "init", "--data", str(tmp_path / "hub")], answer)
    assert (number, "nothing was made" in said) == (1, True)
    assert not (tmp_path / "hub").exists()


def test_a_backup_and_the_way_back(made: Made, tmp_path: Path) -> None:
    told = json.loads(run("backup", "--json", "--data", made.folder).stdout)
    assert Path(told["file"]).stat().st_size == told["bytes"]
    back = run("restore", told["file"], "--recovery-key", made.sheet, "--data", tmp_path / "new", "--json")
    assert back.exit_code == 0, back.output
    restored = json.loads(back.stdout)
    assert (restored["facts"], restored["missing"], restored["journal_facts"]) == (10, [], 0)
    assert run("rebuild", "--check", "--data", tmp_path / "new").exit_code == 0
    assert json.loads(run("status", "--json", "--data", tmp_path / "new").stdout)["room"] == restored["room"]


def test_the_words_may_be_typed(made: Made, tmp_path: Path) -> None:
    file = json.loads(run("backup", "--json", "--data", made.folder).stdout)["file"]
    words = " ".join(read_recovery_key(made.sheet.read_text()).words)
    back = run("restore", file, "--recovery-key", "-", "--data", tmp_path / "new", typed=words + "\n")
    assert back.exit_code == 0, back.output
    assert "What staff did is here up to" in back.output
    assert "station join --address" in back.output


def test_wrong_words_and_wrong_files_are_refused(made: Made, tmp_path: Path) -> None:
    file = json.loads(run("backup", "--json", "--data", made.folder).stdout)["file"]
    no_text = tmp_path / "picture"
    no_text.write_bytes(b"\xff\xfe\x00")
    for key in (no_text, tmp_path / "nowhere", "/dev/null"):
        result = run("restore", file, "--recovery-key", key, "--data", tmp_path / "new")
        assert isinstance(result.exception, RecoveryKeyRefused)
    result = run("restore", made.sheet, "--recovery-key", made.sheet, "--data", tmp_path / "new")
    assert isinstance(result.exception, BackupRefused)
    assert not (tmp_path / "new").exists()


def test_a_new_sheet_opens_the_backups_from_then_on(made: Made, tmp_path: Path) -> None:
    old = json.loads(run("backup", "--json", "--data", made.folder).stdout)["file"]
    sheet = tmp_path / "second sheet.txt"
    assert run("recovery", "--data", made.folder, "--recovery-out", sheet).exit_code == 0
    new = json.loads(run("backup", "--json", "--data", made.folder).stdout)["file"]
    assert isinstance(
        run("restore", new, "--recovery-key", made.sheet, "--data", tmp_path / "a").exception, BackupRefused
    )
    assert run("restore", new, "--recovery-key", sheet, "--data", tmp_path / "b").exit_code == 0
    words = ("restore", old, "--recovery-key", made.sheet, "--data", tmp_path / "c", "--accept-missing")
    assert run(*words).exit_code == 0
    with looking(tmp_path / "c") as tables:
        assert tables.one("SELECT count(*) FROM facts") == (10,)


def test_a_hub_from_before_there_were_sheets_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    assert isinstance(run("backup", "--data", folder).exception, NotSetUp)
    made = Made(tmp_path)
    keys = Keys(made.folder / "keys.db")
    with keys._writing() as db:
        db.execute("DELETE FROM hub_keys WHERE kind = 'recovery'")
    keys.close()
    result = run("backup", "--data", made.folder)
    assert isinstance(result.exception, NoRecoveryKey)
    assert "waystation hub recovery" in str(result.exception)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('second = "stick"', "from the root"),
        ("second = 5", "from the root"),
        ('at = "25:00"', "time of day"),
        ('at = "8am"', "time of day"),
        ("keep = 1", "2 to 1000"),
        ("keep = true", "2 to 1000"),
        ('same_disk_ok = "yes"', "true or false"),
        ("secnd = 1", "Did you mean 'second'?"),
    ],
)
def test_each_mistake_under_backup_is_named(made: Made, line: str, says: str) -> None:
    (made.folder / "hub.toml").write_text(f"[backup]\n{line}\n", encoding="utf-8")
    result = run("backup", "--data", made.folder)
    assert says in str(result.exception)


def test_settings_of_backups_are_printed_and_read_again(made: Made) -> None:
    printed = run("run", "--print-config", "--data", made.folder).output
    assert f'second = "{made.second}"' in printed
    (made.folder / "hub.toml").write_text(printed, encoding="utf-8")
    assert run("run", "--print-config", "--data", made.folder).output == printed
