"""The command `import csv`: a class list comes in, row by row, and only ever adds."""

import json
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from hub.config import default_data

if TYPE_CHECKING:
    from classroom.staff import Staff
    from hub.interchange.roster_change import Difference

AT_ONCE = 500


@click.group("import")
def import_() -> None:
    """Bring in class lists from other programs."""


@import_.command("csv")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")
@click.option("--teacher", help="Who teaches the new classes; by default the only teacher there is.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=default_data, help="The hub's folder."
)
def csv(path: Path, dry_run: bool, as_json: bool, teacher: str | None, data: Path) -> None:
    """Bring in a class list: a row a learner, with columns given name, initial, class.

    \b
    Example: waystation import csv heron.csv --dry-run

    It only adds: who is here already stays unchanged, and nobody leaves because a row is missing.
    """
    from classroom.learner import Learner
    from classroom.staff import Staff
    from classroom.zone import ClassGroup
    from hub.cli_asking import ask
    from hub.interchange.csv import read
    from hub.interchange.roster_change import compare, records

    roster = ask(data, "roster")
    learners = msgspec.convert(roster["learners"], tuple[Learner, ...])
    classes = msgspec.convert(roster["classes"], tuple[ClassGroup, ...])
    teachers = _teachers(msgspec.convert(roster["staff"], tuple[Staff, ...]), teacher)
    found = compare(path.name, read(path), learners, classes)
    if not dry_run:
        made = msgspec.to_builtins(records(found, classes, _new_id, teachers))
        for start in range(0, len(made), AT_ONCE):
            ask(data, "publish", {"entities": made[start : start + AT_ONCE]})
    click.echo(json.dumps(found.answer(), ensure_ascii=False) if as_json else _words(found, dry_run=dry_run))
    if found.fresh_classes and not teachers:
        click.echo(
            "Nobody teaches the new classes yet. Name her with --teacher at the next import.", err=True
        )


def _teachers(staff: "tuple[Staff, ...]", name: str | None) -> tuple[str, ...]:
    """Return who is to teach new classes: the one who was named, else the only teacher of the school."""
    from classroom.staff import Role
    from hub.errors import ServiceRefused

    found = [person for person in staff if person.status == "active" and Role.TEACHER in person.roles]
    if name is None:
        return (found[0].id,) if len(found) == 1 else ()
    chosen = [person.id for person in found if name in {person.id, person.name}]
    if not chosen:
        names = ", ".join(person.name for person in found) or "none yet"
        raise ServiceRefused(f"No teacher is called {name!r}. The teachers: {names}.")
    return tuple(chosen)


def _words(found: "Difference", *, dry_run: bool) -> str:
    lines = [f"+ {row.class_name}: {row.given} {row.initial}".rstrip() for row in found.fresh]
    lines += [
        f"! {fault.file}, line {fault.line}{', ' + fault.column if fault.column else ''}: {fault.reason}"
        for fault in found.errors
    ]
    verb = "would be new" if dry_run else "new"
    lines.append(f"{len(found.fresh)} {verb}, {found.unchanged} here already.")
    if found.missing:
        lines.append(f"{found.missing} of these classes are not on the list. They stay.")
    if found.errors:
        lines.append(f"Not understood: {len(found.errors)}. They stand above, marked with !")
    return "\n".join(lines)


def _new_id() -> str:
    from classroom.ids import uuid7

    return uuid7(time.time_ns() // 1_000_000, secrets.token_bytes(10))
