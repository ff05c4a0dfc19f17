"""The command `export learner`: everything of one learner in one file that opens anywhere."""

from datetime import date
from pathlib import Path

import click

from hub.cli_asking import as_json_option, ask, in_folder, say
from hub.cli_erase import id_of


@click.group()
def export() -> None:
    """Take things out of the hub, for people and for other programs."""


@export.command()
@in_folder
@as_json_option
@click.argument("learner")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip to write.  [default: in this folder]",
)
def learner(data: Path, as_json: bool, learner: str, out: Path | None) -> None:
    """Write everything of one learner as a zip: data, tables, photos and voices, and a page to read and print.

    LEARNER is an id, or the name as staff know it ("Maya R."), if only one has it. The file is open to whoever
    has it: give it to her family, then delete it.

    \b
    Example: waystation export learner "Maya R." --out maya.zip
    """
    who = id_of(data, learner)
    to = out or Path(f"learner-{date.today().isoformat()}.zip")  # noqa: DTZ011 - as people here call this day
    made = ask(data, "export.learner", {"learner": who, "out": str(to.absolute())})
    say(
        as_json,
        made,
        f"{made['file']} is there: {made['bytes'] / 1e6:.1f} MB. Unpack it and open index.html.",
    )
