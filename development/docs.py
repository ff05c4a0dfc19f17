"""Writes docs/command-line.md from what the commands say of themselves; --check only compares."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from waystation import waystation

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"
_OPENING = """\
# The command line

Written by `python -m development.docs` from each command's own `--help`; the tests compare the two.
Exit code 0: done. 1: refused or failed, with one plain sentence. 2: wrong usage.
"""


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The command itself and everything below it, in alphabetical order."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from commands(below, click.Context(below, info_name=name, parent=context))


def everything() -> list[tuple[click.Command, click.Context]]:
    return list(commands(waystation, click.Context(waystation, info_name="waystation", terminal_width=100)))


def page() -> str:
    parts = [_OPENING]
    for command, context in everything():
        level = "##" if isinstance(command, click.Group) else "###"
        parts.append(f"{level} {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    sys.exit(PAGE.read_text(encoding="utf-8") != page())
