"""The commands `hub init`, `hub recovery`, `hub backup` and `hub restore`: a hub begins, is kept safe, comes back."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hub.cli_asking import as_json_option, ask, ask_alone, in_folder, read_password, refuse, say
from hub.errors import NotSetUp, RecoveryKeyRefused

if TYPE_CHECKING:
    from hub.backup.recovery import RecoveryKey

ASKED: Final = 4
"""Words of the sheet that a person has to type back."""
TRIES: Final = 5
POLL_S: Final = 0.2

_OUT = click.option(
    "--recovery-out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the recovery sheet to this file (PDF or text) and ask nothing: for machines.",
)
_SHEET = click.option(
    "--sheet", type=click.Path(path_type=Path, dir_okay=False), help="Write the recovery sheet as a PDF, too."
)


@click.command()
@in_folder
@click.option("--name", default="Ms R", show_default=True, help="The first person, as children call her.")
@click.option("--school", default="Our school", show_default=True, help="What the school is called.")
@click.option("--timezone", default="", help="Such as Europe/Lisbon; by default this machine's.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_OUT
@_SHEET
def init(
    data: Path,
    name: str,
    school: str,
    timezone: str,
    password_stdin: bool,
    recovery_out: Path | None,
    sheet: Path | None,
) -> None:
    """Make a hub: its keys, its database, its first person; and the recovery sheet that opens its backups.

    On a terminal it asks for four words of the sheet, so that nobody goes on without it.

    \b
    Example: waystation hub init --name "Ms R" --school "Cedar Bend" --sheet recovery.pdf
    """
    from hub.__main__ import now_ms
    from hub.service.setting_up import make_hub, refuse_early

    password = read_password(password_stdin)
    refuse_early(data, timezone, password)
    key = _hand_over(school, recovery_out, sheet)
    make_hub(
        data, now_ms, school=school, timezone=timezone, person=name, password=password, recovery=key.public
    )
    click.echo(f"The hub is set up in {data}. Its keys are in keys.db there. {name} may sign in.")
    click.echo(
        f'Backups need a second device: in {data / "hub.toml"}, under [backup], write second = "/media/stick".'
    )
    click.echo("Start it with: waystation hub run")


@click.command()
@in_folder
@_OUT
@_SHEET
def recovery(data: Path, recovery_out: Path | None, sheet: Path | None) -> None:
    """Make a new recovery sheet: the backups from now on open with it, those from before with the old one.

    \b
    Example: waystation hub recovery --sheet recovery.pdf
    """
    school = ask(data, "roster")["school"]["name"]
    key = _hand_over(school, recovery_out, sheet)
    ask(data, "recovery", {"public": key.public.hex()})
    click.echo("The new sheet counts from now on. Make a backup with it: waystation hub backup")


@click.command()
@in_folder
@as_json_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def backup(data: Path, as_json: bool, file: Path | None) -> None:
    """Make one sealed file with facts, media and keys, and read it again before it counts.

    Without FILE it goes to the second device, and what is in it counts as safe; the hub goes on serving.

    \b
    Example: waystation hub backup
             waystation hub backup /media/other/monday.backup
    """
    from hub.service.hatch import knock

    if not (data / "hub.db").exists():
        raise NotSetUp(data)
    args = {"to": str(file.absolute()) if file else ""}
    try:
        knock(data, "backup.begin", args)
    except (FileNotFoundError, ConnectionRefusedError):
        made = ask_alone(data, "backup", args)
    else:
        made = _watch(data, file)
    say(
        as_json,
        made,
        f"{made['file']} is there, whole: {made['bytes'] / 1e6:.1f} MB, read again from its disk.",
    )


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Where the hub is to be; empty or new."
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--second",
    type=click.Path(path_type=Path, file_okay=False),
    help="The second device, where the journal lies.",
)
@click.option(
    "--recovery-key", required=True, metavar="FILE|-", help="The nine words: a file, or - to type them."
)
@click.option("--accept-missing", is_flag=True, help="Go on though something that should be here is not.")
@as_json_option
def restore(
    data: Path | None, file: Path, second: Path | None, recovery_key: str, accept_missing: bool, as_json: bool
) -> None:
    """Bring a hub back from a backup on this machine; stations come back without joining anew.

    \b
    Example: waystation hub restore /media/stick/waystation-1f2e3d4c5b6a7988-000012.backup --recovery-key -
    """
    import msgspec

    from hub.__main__ import now_ms
    from hub.backup.restoring import Restoring
    from hub.config import default_data
    from plumbing.seal import random_bytes

    folder = data or default_data()
    key = _read_key(recovery_key)
    restoring = Restoring(file, key.private, second, now_ms, random_bytes)
    restored = restoring.into(folder, accept_missing=accept_missing)
    say(as_json, msgspec.to_builtins(restored), _in_words(msgspec.to_builtins(restored), folder))


def _hand_over(school: str, out: Path | None, sheet: Path | None) -> "RecoveryKey":
    """Make a key and see that a person has it, on paper or in a file; it is kept nowhere else."""
    from hub.backup.recovery import ENTROPY, RecoveryKey, sheet_number
    from hub.reports.recovery import recovery_text
    from plumbing.seal import random_bytes

    key = RecoveryKey(random_bytes(ENTROPY))
    for path in (out, sheet):
        if path is not None:
            _write_sheet(path, school, key)
    if out is None:
        click.echo(recovery_text(school, sheet_number(key.public), key.words, key.text))
        if sys.stdin.isatty():
            _ask_back(key)
    return key


def _write_sheet(path: Path, school: str, key: "RecoveryKey") -> None:
    from hub.backup.recovery import sheet_number
    from hub.reports.recovery import recovery_sheet, recovery_text
    from plumbing.files import replace_file

    if path.exists():
        refuse(f"{path} is there already. Choose another name, so that no sheet is lost.")
    says = (school, sheet_number(key.public), key.words, key.text)
    pdf = path.suffix.lower() == ".pdf"
    replace_file(path.absolute(), recovery_sheet(*says) if pdf else recovery_text(*says).encode())
    click.echo(
        f"The recovery sheet is in {path}. Print it, keep it apart from the hub, then delete the file.",
        err=True,
    )


def _ask_back(key: "RecoveryKey") -> None:
    """Ask for four of the words; ends here when they do not come."""
    from secrets import SystemRandom

    click.echo("Write the nine words down now. Then type these four back from the paper.")
    for place in sorted(SystemRandom().sample(range(len(key.words)), ASKED)):
        for _ in range(TRIES):
            if click.prompt(f"Word {place + 1}").strip().lower() == key.words[place]:
                break
            click.echo("That is not this word on the sheet. Look again.")
        else:
            refuse("The words did not come back, so nothing was made. Start again, and write them down.")


def _read_key(source: str) -> "RecoveryKey":
    from hub.backup.recovery import read_recovery_key

    if source == "-":
        typed = (
            click.prompt("The nine words of the recovery sheet") if sys.stdin.isatty() else sys.stdin.read()
        )
        return read_recovery_key(typed)
    try:
        return read_recovery_key(Path(source).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RecoveryKeyRefused(f"{source} cannot be read as text") from error


def _watch(data: Path, file: Path | None) -> dict[str, Any]:
    """Wait for the backup that the running hub makes; a bar shows how far it is."""
    import msgspec

    from hub.service.shapes import Safety

    with click.progressbar(length=1000, label="Backup", file=sys.stderr) as bar:
        while True:
            now = ask(data, "backup.now")
            safety = msgspec.convert(now["safety"], Safety)
            bar.update(int(1000 * now["done"] / max(1, now["total"])) - bar.pos)
            if not safety.running:
                break
            time.sleep(POLL_S)
    if safety.trouble:
        refuse(safety.trouble)
    if file is not None:
        return {"file": str(file), "bytes": file.stat().st_size}
    return {"file": safety.file, "bytes": safety.bytes}


def _in_words(restored: dict[str, Any], folder: Path) -> str:
    """What came back, what is on its way, what is missing."""
    from hub.backup.restoring import moment

    much = f"{restored['facts']} facts and {restored['media']} files"
    lines = [f"{restored['school']} is back in {folder}: {much}, as of {moment(restored['made_ms'])}."]
    if restored["journal_ms"]:
        lines.append(
            f"What staff did is here up to {moment(restored['journal_ms'])} ({restored['journal_facts']} acts from the "
            "journal). What they did after that moment is not here: judgements, words, badges. Look at those once more."
        )
    for station, count in sorted(restored["waiting"].items()):
        lines.append(f"{count} files are still at {station}, which sends them by itself.")
    lines += [f"Missing: {sentence}." for sentence in restored["missing"]]
    lines.append(
        "Stations keep their keys. Is the address another one? Then on each: "
        "waystation station join --address HOST:PORT"
    )
    return "\n".join([*lines, "Start it with: waystation hub run"])
