"""What the commands of a hub share: how they reach it, running or not, and how they answer."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click
import msgspec

from hub.config import default_data
from hub.errors import NotSetUp

as_json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")
in_folder = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=default_data, help="The hub's folder."
)


def ask(data: Path, verb: str, args: dict[str, Any] | None = None) -> Any:
    """Ask the hub of a folder, running or not; plain JSON values in and out.

    Raises HubError with a sentence when it is refused, NotSetUp when there is no hub.
    """
    from hub.service.hatch import knock

    if not (data / "hub.db").exists():
        raise NotSetUp(data)
    try:
        return knock(data, verb, args or {})
    except (FileNotFoundError, ConnectionRefusedError):
        return ask_alone(data, verb, args or {})


def ask_alone(data: Path, verb: str, args: dict[str, Any]) -> Any:
    """No hub runs: open its data under its lock, do it, close."""
    from hub.__main__ import now_ms
    from hub.config import read_config
    from hub.reception import place_for, user_of
    from hub.service.barring import Gate
    from hub.service.console import console_alone
    from hub.service.enrolling import Place

    config = read_config(data)

    def place() -> Place:
        return place_for(config, config.mqtt.port, config.http.port)

    gate = Gate(place=place, user_of=user_of, admit=lambda _keys: None)
    with console_alone(data, now_ms, gate, config.backup, config.advertise) as console:
        return console.answer(verb, args)


def say(as_json: bool, answer: Any, words: str) -> None:
    """Answer a program, or a person."""
    click.echo(msgspec.json.encode(answer) if as_json else words)


def refuse(sentence: str) -> NoReturn:
    """End with a sentence."""
    click.echo(sentence, err=True)
    sys.exit(1)


def read_password(from_stdin: bool, what: str = "Password") -> str:
    """From standard input, or asked for twice on the terminal; never from the command line, where others see it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt(what, hide_input=True, confirmation_prompt=True))
