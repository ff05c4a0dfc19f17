"""The commands of a hub; they reach a running one through its hatch, else take its lock and do it themselves."""

import sys
from pathlib import Path

import click

from hub.cli_asking import as_json_option, ask, in_folder, read_password, refuse, say
from hub.cli_backup import backup, init, recovery, restore
from hub.cli_door import enrol, revoke

ROLES = ("teacher", "mentor", "aide", "specialist", "leader", "admin")


@click.group()
def hub() -> None:
    """The teacher's box. Try: waystation hub init, then: waystation hub run."""


for command in (init, recovery, backup, restore, enrol, revoke):
    hub.add_command(command)


@hub.command()
@in_folder
@click.option("--http", metavar="HOST:PORT", help="Where the pages are; port 0 = any free one.")
@click.option("--mqtt", metavar="HOST:PORT", help="Where stations come in; port 0 = any free one.")
@click.option("--trust", metavar="HOST:PORT", help="Where one page in clear says how to trust this hub.")
@click.option("--plain-http", is_flag=True, default=None, help="Pages without TLS; for 127.0.0.1 only.")
@click.option("--plain-mqtt", is_flag=True, default=None, help="Stations without TLS; for 127.0.0.1 only.")
@click.option("--broker", help="nats, mosquitto, or absent when another one runs at --mqtt.")
@click.option("--print-config", is_flag=True, help="Print the settings as they stand, and end.")
def run(data: Path, print_config: bool, **settings: str | bool | None) -> None:
    """Run the hub until it is told to stop.

    \b
    Example: waystation hub run --http 0.0.0.0:8600 --mqtt 0.0.0.0:8601
    """
    import logging

    from hub.config import read_config

    config = read_config(data, **settings)
    if print_config:
        click.echo(config.as_toml(), nl=False)
        return
    from hub.__main__ import run as run_hub

    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    run_hub(config, click.echo, lambda words: click.echo(words, err=True))


@hub.command()
@in_folder
@click.option("--since", default=0, metavar="REV", help="Only what came after this revision.")
@click.option("--json", is_flag=True, expose_value=False, help="The lines are JSON in any case.")
def facts(data: Path, since: int) -> None:
    """Print the log as JSON lines, one fact a line.

    \b
    Example: waystation hub facts --since 1000
    """
    from hub.store.facts import after, as_json_line
    from hub.store.store import looking

    with looking(data) as tables:
        for stored in after(tables, since):
            click.echo(as_json_line(stored))


@hub.command()
@in_folder
@as_json_option
@click.option("--check", is_flag=True, help="Change nothing; compare with the log, and fail if they differ.")
def rebuild(data: Path, as_json: bool, check: bool) -> None:
    """Make everything that the hub shows anew from its log.

    \b
    Example: waystation hub rebuild --check
    """
    if not check:
        answer = ask(data, "rebuild")
        say(as_json, answer, f"Made anew from {answer['facts']} facts.")
        return
    from hub.store.rebuild import differences
    from hub.store.store import looking

    with looking(data) as tables:
        differ, count = differences(tables)
    words = (
        f"These tables differ from the log: {', '.join(differ)}."
        if differ
        else "Everything is as the log says."
    )
    say(as_json, {"facts": count, "differ": differ}, f"{words} ({count} facts)")
    sys.exit(1 if differ else 0)


@hub.group()
def user() -> None:
    """The people who sign in at the hub."""


@user.command("add")
@in_folder
@click.argument("name")
@click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, required=True, help="May be repeated."
)
@click.option("--class", "classes", multiple=True, help="Her classes, by id or name; may be repeated.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def user_add(
    data: Path, name: str, roles: tuple[str, ...], classes: tuple[str, ...], password_stdin: bool
) -> None:
    """Add a person.

    \b
    Example: waystation hub user add "Mr T" --role teacher --class Heron
    """
    args = {"name": name, "roles": roles, "classes": classes, "password": read_password(password_stdin)}
    ask(data, "user.add", args)
    click.echo(f"{name} may sign in.")


@user.command("pin")
@in_folder
@click.argument("name")
@click.option("--pin-stdin", is_flag=True, help="Read the PIN from standard input.")
def user_pin(data: Path, name: str, pin_stdin: bool) -> None:
    """Give a person a PIN of four to eight digits, for the stations. It is asked for, never written in the command.

    \b
    Example: waystation hub user pin "Ms R"

    With her staff card and this PIN she opens the menu of a station and lets children in without a badge.
    """
    ask(data, "user.pin", {"name": name, "pin": read_password(pin_stdin, "PIN")})
    click.echo(f"{name} has a new PIN. Stations know it within seconds of being online.")


@hub.command()
@in_folder
@as_json_option
def status(data: Path, as_json: bool) -> None:
    """One screen of health.

    \b
    Example: waystation hub status
    """
    from hub.service.status import in_words

    answer = ask(data, "status")
    say(as_json, answer, in_words(answer))


@hub.group()
def quarantine() -> None:
    """Facts that could not be applied; they are kept whole and tried again at every start."""


@quarantine.command("list")
@in_folder
@as_json_option
def quarantine_list(data: Path, as_json: bool) -> None:
    """What is there, and why.

    \b
    Example: waystation hub quarantine list
    """
    from hub.store.quarantine import all_kept
    from hub.store.store import looking

    with looking(data) as tables:
        for kept in all_kept(tables):
            line = {key: value for key, value in kept._asdict().items() if key != "raw"}
            words = (
                f"{kept.id}  {kept.station} {kept.seq}  {kept.type}: {kept.reason} (tried {kept.tries} times)"
            )
            say(as_json, line, words)


@quarantine.command("show")
@in_folder
@click.argument("number", type=int)
def quarantine_show(data: Path, number: int) -> None:
    """One of them, byte for byte as its station sent it.

    \b
    Example: waystation hub quarantine show 3
    """
    from hub.store.quarantine import all_kept
    from hub.store.store import looking

    with looking(data) as tables:
        found = [kept.raw for kept in all_kept(tables) if kept.id == number]
    if not found:
        refuse(f"There is no number {number} in quarantine.")
    click.echo(found[0])


@quarantine.command("retry")
@in_folder
@as_json_option
@click.argument("number", type=int, required=False)
def quarantine_retry(data: Path, as_json: bool, number: int | None) -> None:
    """Try one of them again, or all.

    \b
    Example: waystation hub quarantine retry
    """
    answer = ask(data, "quarantine.retry", {"id": number})
    say(as_json, answer, f"{answer['recorded']} went through, {answer['left']} stay.")
