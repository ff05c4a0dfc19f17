"""The commands that let stations in and shut them out."""

import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from hub.cli_asking import as_json_option, ask, in_folder, refuse, say

if TYPE_CHECKING:
    from hub.service.shapes import GuestNow

LOOK_S = 1.0


@click.command()
@in_folder
@as_json_option
@click.option("--zone", default="", help="Where the station stands, by id or name.")
@click.option("--class", "classes", multiple=True, help="Whom it serves, by id or name; may be repeated.")
@click.option("--minutes", type=float, default=4.0, show_default=True, help="So long the door stays open.")
@click.option("--host", default="", help="The address at which stations reach this machine.")
@click.option("--confirm", metavar="ID", default="", help="Its pictures are the same: let it in.")
@click.option("--refuse", "refused", metavar="ID", default="", help="Its pictures differ: send it away.")
@click.option(
    "--record",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Open no door; write a file for a machine without eyes.",
)
def enrol(
    data: Path,
    as_json: bool,
    zone: str,
    classes: tuple[str, ...],
    minutes: float,
    host: str,
    confirm: str,
    refused: str,
    record: Path | None,
) -> None:
    """Let a station in: show a code for it, compare three pictures, say yes.

    The door opens for one station and some minutes. With --json the answer comes at once; else the command waits
    for the station, shows its pictures, and closes the door when it ends.

    \b
    Example: waystation hub enrol --zone "Quiet Cave" --class Heron
             waystation hub enrol --confirm K7QF
             waystation hub enrol --record cave.json --zone "Quiet Cave" --class Heron
    """
    if confirm:
        answer = ask(data, "door.confirm", {"id": confirm})
        say(as_json, answer, f"{answer['station']} is in.")
    elif refused:
        say(as_json, ask(data, "door.refuse", {"id": refused}), "It was sent away.")
    elif not (zone and classes):
        raise click.UsageError("Say where the station stands and whom it serves: --zone ZONE --class CLASS.")
    elif record:
        _write_record(data, record, {"zone": zone, "classes": classes, "host": host})
    else:
        wanted = {"zone": zone, "classes": classes, "minutes": minutes, "host": host}
        answer = ask(data, "door.open", wanted)
        if as_json:
            say(as_json, answer, "")
        else:
            _attend(data, answer["claim"], minutes)


@click.command()
@in_folder
@click.argument("station")
def revoke(data: Path, station: str) -> None:
    """Shut a station out, at once: for one that is stolen, lost or given away.

    What it has saved stays on it, sealed, and comes when it is let in anew.

    \b
    Example: waystation hub revoke quiet-cave-1
    """
    ask(data, "revoke", {"station": station})
    click.echo(f"{station} is shut out.")


def _write_record(data: Path, record: Path, wanted: dict[str, Any]) -> None:
    from classroom.wire.joining import JoinRecord, encode_join
    from plumbing.files import replace_file

    if record.exists():
        refuse(f"{record} is there already. Choose another name, so that no station loses its record.")
    joined = msgspec.convert(ask(data, "enrol", wanted), JoinRecord)
    replace_file(record.absolute(), encode_join(joined))
    click.echo(
        f"Station {joined.station} may come in with {record}. Next, there: "
        f"waystation station join --record {record.name}"
    )


def _attend(data: Path, claim: str, minutes: float) -> None:
    """Show the code, then each station that comes, until the door is closed and nobody waits."""
    import segno

    from hub.service.shapes import DoorNow

    drawn = io.StringIO()
    code: segno.QRCode = segno.make_qr(claim, error="m")
    code.terminal(out=drawn, compact=True, border=2)
    click.echo(drawn.getvalue())
    click.echo(f"Hold this before the station's camera within {minutes:g} minutes, or there:\n")
    click.echo(f'  waystation station enrol "{claim}"\n')
    shown: set[str] = set()
    try:
        while (door := msgspec.convert(ask(data, "door"), DoorNow)).left_s or door.guests:
            for guest in door.guests:
                if guest.id not in shown:
                    shown.add(guest.id)
                    _decide(data, guest)
            time.sleep(LOOK_S)
    finally:
        ask(data, "door.close")
    click.echo("The door is closed.")


def _decide(data: Path, guest: "GuestNow") -> None:
    """Show the pictures of a station; whoever sits at the terminal is asked, others use the second command."""
    click.echo(f"A station waits at the door. Its screen must show: {' · '.join(guest.pictures)}")
    if not sys.stdin.isatty():
        click.echo(f"The same?  waystation hub enrol --confirm {guest.id}   (or --refuse {guest.id})")
    elif click.confirm("The same three, in this order?", default=False):
        click.echo(f"{ask(data, 'door.confirm', {'id': guest.id})['station']} is in.")
    else:
        ask(data, "door.refuse", {"id": guest.id})
        click.echo("It was sent away.")
