"""The commands `badge sheet` and `badge zone-sign`: what a hub prints."""

import os
from pathlib import Path
from typing import Any

import click
import msgspec

from hub.config import default_data

_IN_FOLDER = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=default_data, help="The hub's folder."
)
_OUT = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write."
)


@click.command("sheet")
@_IN_FOLDER
@_OUT
@click.option("--class", "class_", help="Only this class, by id or name.")
@click.option("--staff", is_flag=True, help="The badges of staff, with their keys in letters.")
@click.option("--reprint", is_flag=True, help="New ones for those who have one, too.")
def sheet(data: Path, out: Path, class_: str | None, staff: bool, reprint: bool) -> None:
    """Print badges for learners who have none, ten an A4 page. Each code is a key: the sheet is a secret.

    \b
    Example: waystation badge sheet --class Heron --out heron.pdf

    An old badge works until the new one is first scanned.
    """
    from hub.cli_asking import ask
    from hub.errors import ServiceRefused
    from hub.reports.badges import badge_sheet
    from hub.service.shapes import BadgeRow, PrintedBadge
    from plumbing.files import replace_file

    _check_free(out)
    rows = msgspec.convert(ask(data, "badges"), tuple[BadgeRow, ...])
    here = _of_class(ask(data, "roster"), class_) if class_ else None
    owners = [
        row.owner
        for row in rows
        if (row.owner_kind == "staff") == staff
        and (here is None or row.owner in here)
        and (reprint or row.state != "active")
    ]
    if not owners:
        raise ServiceRefused("Everybody there has a badge. New ones for all of them: --reprint")
    printed = msgspec.convert(ask(data, "badges.print", {"owners": owners}), tuple[PrintedBadge, ...])
    replace_file(out.absolute(), badge_sheet(printed))
    many = "1 badge is" if len(printed) == 1 else f"{len(printed)} badges are"
    click.echo(f"{many} in {out}. Print it at 100 %, then delete it: each code is a key.")


@click.command("zone-sign")
@_IN_FOLDER
@_OUT
@click.option("--zone", "zones", multiple=True, help="Only this zone, by id or name; may be repeated.")
def zone_sign(data: Path, out: Path, zones: tuple[str, ...]) -> None:
    """Print a sign for each zone, one A4 page each.

    \b
    Example: waystation badge zone-sign --out signs.pdf
    """
    from classroom.zone import Zone
    from hub.cli_asking import ask
    from hub.errors import ServiceRefused
    from hub.reports import signs

    known = msgspec.convert(ask(data, "roster")["zones"], tuple[Zone, ...])
    chosen = [zone for zone in known if not zones or {zone.id, zone.name} & set(zones)]
    strangers = set(zones) - {name for zone in known for name in (zone.id, zone.name)}
    if not known:
        raise ServiceRefused("There are no zones yet, so there is no sign to print.")
    if strangers:
        names = ", ".join(zone.name for zone in known)
        raise ServiceRefused(f"There is no zone called {min(strangers)!r}. The zones: {names}.")
    out.write_bytes(signs.zone_sign(*sorted(chosen, key=lambda zone: (zone.order, zone.name))))
    click.echo(f"{len(chosen)} {'sign is' if len(chosen) == 1 else 'signs are'} in {out}.")


def _check_free(out: Path) -> None:
    """Refuse before any key is made when the sheet could not be written, or would replace another."""
    from hub.errors import ServiceRefused

    if out.exists():
        raise ServiceRefused(f"{out} is there already. Choose another name, so that no sheet is lost.")
    folder = out.absolute().parent
    if not os.access(folder, os.W_OK):
        raise ServiceRefused(f"{folder} is no folder that I may write in.")


def _of_class(roster: Any, name: str) -> set[str]:
    """Return the ids of the learners and the staff of a class."""
    from classroom.learner import Learner
    from classroom.staff import Staff
    from classroom.zone import ClassGroup
    from hub.errors import ServiceRefused

    classes = msgspec.convert(roster["classes"], tuple[ClassGroup, ...])
    found = next((group for group in classes if name in {group.id, group.name}), None)
    if found is None:
        names = ", ".join(group.name for group in classes) or "none yet"
        raise ServiceRefused(f"There is no class called {name!r}. The classes: {names}.")
    people = msgspec.convert((*roster["learners"], *roster["staff"]), tuple[Learner | Staff, ...])
    return {person.id for person in people if found.id in person.classes} | set(found.staff)
