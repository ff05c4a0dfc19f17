"""The command `hub audit`: who saw, changed and exported what, and whether the chain of it holds."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hub.cli_asking import as_json_option, ask, in_folder, say


@click.command()
@in_folder
@as_json_option
@click.option("--check", is_flag=True, help="Only walk along the chain, and fail if it is broken.")
@click.option("--since", default=0, metavar="LINE", help="Only what came after this line.")
def audit(data: Path, as_json: bool, check: bool, since: int) -> None:
    """Print who saw, changed and exported what, line by line; with --check, whether any line was tampered with.

    \b
    Example: waystation hub audit --check
    """
    answer = ask(data, "audit", {"check": check, "since": since})
    for line in answer["lines"]:
        say(as_json, line, _in_words(line))
    found = answer["check"]
    if check:
        say(as_json, found, _of_chain(found))
    elif found["broken"]:
        click.echo(_of_chain(found), err=True)
    sys.exit(1 if found["broken"] else 0)


def _in_words(line: dict[str, Any]) -> str:
    at = datetime.fromtimestamp(line["at_ms"] / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    about = " ".join([line["object"], *line["learners"]])
    return (
        f"{line['seq']}  {at}  {line['actor'] or '-'}  {line['action']}  {about}  {line['reason']}".rstrip()
    )


def _of_chain(found: dict[str, Any]) -> str:
    if found["broken"]:
        return f"Line {found['broken']} is not what it was when it was written. Keep the last backup."
    return f"The chain holds from line {found['first']} to {found['last']}; it ends with {found['head'] or 'nothing'}."
