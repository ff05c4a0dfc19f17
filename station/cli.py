"""The commands of a station: run it, let it join a room, ask how it is."""

import json
import os
import sys
import time
from pathlib import Path

import click
import platformdirs
from msgspec.structs import replace

from classroom.wire.joining import JoinRecord, decode_join
from plumbing.blobs import free_share
from station.config import RECORD, in_toml, read_config, write_join_record
from station.store.lock import is_held

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder in which the station keeps everything.",
)


def usual_folder() -> Path:
    """Return where a station lives if nobody says otherwise: systemd's folder, else the user's."""
    given = os.environ.get("STATE_DIRECTORY")
    return Path(given) if given else platformdirs.user_data_path("waystation") / "station"


@click.group()
def station() -> None:
    """Run a touch station, let it join a room, ask how it is."""


@station.command()
@data_option
@click.option("--headless", is_flag=True, help="Run everything but the window.")
@click.option("--camera", metavar="NAME", help="folder:DIR, video:FILE, usb:N, pi, fake or none.")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="The settings, as TOML.")
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), help="The join record.")
@click.option("--print-config", is_flag=True, help="Show all settings and end.")
def run(
    data: Path | None,
    headless: bool,
    camera: str | None,
    config: Path | None,
    record: Path | None,
    print_config: bool,
) -> None:
    """Run the station until it is told to end.

    \b
    Example: waystation station run --data /var/lib/waystation --camera usb:0
             waystation station run --headless --camera none --record join.json
    """
    given: dict[str, object] = {"data": data, "camera": camera, "record": record}
    if data is None and config is None:
        given["data"] = usual_folder()
    settings = read_config(config, given)
    if print_config:
        click.echo(in_toml(settings), nl=False)
        return
    from station.__main__ import run_station

    run_station(settings, window=not headless)


@station.command()
@data_option
@click.option(
    "--record",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The join record that the hub wrote.",
)
@click.option(
    "--address", metavar="HOST:PORT", help="Where the hub of this room is now; all else stays as it is."
)
def join(data: Path | None, record: Path | None, address: str | None) -> None:
    """Let the station join a room with a record that the hub wrote; or tell it that its hub has moved.

    \b
    Example: waystation station join --record join.json
             waystation station join --address 192.168.1.20:8601
    """
    folder = data or usual_folder()
    if record is None and (address is None or not (folder / RECORD).exists()):
        raise click.UsageError(
            "A station joins with --record FILE. One that has joined moves with --address HOST:PORT."
        )
    joined = decode_join((record or folder / RECORD).read_bytes())
    if address is not None:
        joined = moved(joined, address)
    write_join_record(folder / RECORD, joined)
    where = f"at {joined.host}:{joined.port}"
    click.echo(
        f"{joined.station} belongs to room {joined.room} {where} now. Start it: waystation station run"
    )


@station.command()
@data_option
@click.argument("claim", nargs=-1, required=True)
def enrol(data: Path | None, claim: tuple[str, ...]) -> None:
    """Join a hub by the code that it shows; "-" reads the code from standard input.

    Three pictures appear. Whoever is at the hub compares them with those there, and says yes.

    \b
    Example: waystation station enrol "WSJ1 0123456789abcdef 192.168.1.20 8443 ..."
    """
    from classroom.errors import ClaimRefused
    from classroom.wire.claims import decode_claim
    from station.sync.enrol import Joining

    text = sys.stdin.readline() if claim == ("-",) else " ".join(claim)
    try:
        joining = Joining(decode_claim(text), _show_pictures)
    except ClaimRefused as error:
        raise click.UsageError(str(error)) from error
    joined = joining.join()
    folder = data or usual_folder()
    write_join_record(folder / RECORD, joined)
    running = " It runs: start it again." if is_held(folder) else " Start it: waystation station run"
    click.echo(f"{joined.station} belongs to room {joined.room} now.{running}")


def _show_pictures(pictures: tuple[str, ...]) -> None:
    click.echo(f"The pictures: {' · '.join(pictures)}")
    click.echo("Compare them with those at the hub, and say yes there.")


def moved(joined: JoinRecord, address: str) -> JoinRecord:
    """Return the record of a station whose hub is at another address, such as 10.0.0.5:8601 or [::1]:8601."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) <= 65_535:
        raise click.BadParameter(f"{address!r} is no address such as 192.168.1.20:8601.")
    return replace(joined, host=host.strip("[]"), port=int(port))


@station.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def status(data: Path | None, as_json: bool) -> None:
    """Say how much is saved, how much the hub has, how the clock and the link are.

    \b
    Example: waystation station status --json
    """
    told = tell_status(data or usual_folder())
    click.echo(json.dumps(told) if as_json else in_words(told))


def tell_status(folder: Path) -> dict[str, object]:
    """Return how a station is, while it runs or while it is down; raises NeverStarted."""
    from station.store.keep import look_into

    store = look_into(folder)
    try:
        marks, oldest_ms, word = store.outbox.marks(), store.outbox.oldest_ms(), store.told()
        badges_ms = store.habits.badges_ms()
    finally:
        store.close()
    return {
        "station": word.station,
        "epoch": marks.epoch,
        "saved": marks.last,
        "acknowledged": marks.upto,
        "safe": marks.safe,
        "queue": marks.waiting,
        "oldest_s": _seconds_since(oldest_ms) or 0,
        "badges_s": _seconds_since(badges_ms),
        "disk_free": round(free_share(folder), 3),
        "clock": word.clock,
        "link": word.link if is_held(folder) else "down",
    }


def _seconds_since(at_ms: int | None) -> int | None:
    """Return how long ago something was; `badges_s` is how old the list of badges is, None before the first."""
    return None if at_ms is None else max(0, round(time.time() - at_ms / 1000))


def in_words(told: dict[str, object]) -> str:
    """Return a status as a person reads it."""
    return "\n".join(
        f"{name.replace('_', ' '):13} {'never' if value is None else value}" for name, value in told.items()
    )
