"""The commands about who saw what, and about a password that was forgotten."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli import hub
from hub.errors import ServiceRefused
from hub.store.audit import check
from hub.store.store import looking
from tests.factories_hub import MS_R, SchoolAtWork


@pytest.fixture
def folder(school: SchoolAtWork) -> str:
    """A hub that does not run, in which Ms R opened a page."""
    school.office.learner_page("amal", MS_R)
    school.back.people.set_password(MS_R, "long enough")
    school.back.stop()
    return str(school.folder)


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(hub, words, input=typed)


def test_each_line_says_who_did_what(folder: str) -> None:
    result = run("audit", "--data", folder)
    assert result.exit_code == 0
    assert "ms-r  learner.opened  learner/amal amal" in result.output
    lines = [json.loads(line) for line in run("audit", "--data", folder, "--json").output.splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    some = run("audit", "--data", folder, "--json", "--since", str(len(lines) - 1))
    assert [json.loads(line)["seq"] for line in some.output.splitlines()] == [len(lines)]


def test_a_chain_that_holds_is_said_to_and_a_broken_one_fails(folder: str) -> None:
    assert "The chain holds from line 1" in run("audit", "--data", folder, "--check").output
    with sqlite3.connect(Path(folder) / "hub.db") as db:
        db.execute("UPDATE audit SET actor = '' WHERE action = 'learner.opened'")
    broken = run("audit", "--data", folder, "--check", "--json")
    assert broken.exit_code == 1
    with looking(Path(folder)) as tables:
        assert json.loads(broken.output)["broken"] == check(tables).broken > 0
    assert run("audit", "--data", folder).exit_code == 1


def test_a_forgotten_password_is_set_on_the_console(folder: str) -> None:
    result = run("user", "password", "ms r", "--data", folder, "--password-stdin", typed="another one\n")
    assert result.output == "ms r may sign in with the new password.\n"
    last = json.loads(run("audit", "--data", folder, "--json").output.splitlines()[-1])
    assert (last["action"], last["object"], last["actor"]) == ("password.set", f"staff/{MS_R}", "")
    assert "another one" not in run("audit", "--data", folder).output


@pytest.mark.parametrize(("name", "password"), [("Nobody", "long enough"), ("Ms R", "short")])
def test_nobodys_password_and_a_short_one_are_refused(folder: str, name: str, password: str) -> None:
    result = run("user", "password", name, "--data", folder, "--password-stdin", typed=f"{password}\n")
    assert isinstance(result.exception, ServiceRefused)
