"""The command `hub erase`: what goes is shown first, a person says yes, and for seven days it can be undone."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hub.cli_asking import as_json_option, ask, in_folder, refuse, say


@click.command()
@in_folder
@as_json_option
@click.argument("learner")
@click.option(
    "--now", is_flag=True, help="For good at once, without the seven days in which it can be undone."
)
@click.option("--undo", is_flag=True, help="Bring a learner back who waits to be erased.")
@click.option("--preview", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(data: Path, as_json: bool, learner: str, now: bool, undo: bool, preview: bool, yes: bool) -> None:
    """Erase one learner: names, profile, work, words and keys, here and at the stations.

    LEARNER is an id, or the name as staff know it ("Maya R."), if only one has it.

    \b
    Example: waystation hub erase "Maya R."
             waystation hub erase "Maya R." --undo
    """
    if undo:
        found = ask(data, "erase.undo", {"erasure": id_of(data, learner)})
        say(as_json, found, "She is back, with everything. Her badge works again.")
        return
    who = id_of(data, learner)
    (about,) = ask(data, "erase.preview", {"learners": [who]})
    if preview:
        say(as_json, about, _what_goes(about))
        return
    if not yes:
        click.echo(_what_goes(about))
        if click.prompt("Type her name to go on", default="", show_default=False).strip() != about["full"]:
            refuse("Nothing was changed.")
    found = ask(data, "erase", {"learners": [who], "now": now})
    say(as_json, found, _what_now(found, data))


def id_of(data: Path, named: str) -> str:
    """The id of a learner who is named by it, or by her name."""
    learners = ask(data, "roster")["learners"]
    if any(one["id"] == named for one in learners):
        return named
    found = [one["id"] for one in learners if named.casefold() in _names(one)]
    if len(found) > 1:
        refuse(f"{len(found)} learners are called {named!r}. Their ids: {', '.join(found)}.")
    if not found:
        refuse(f"Nobody here is called {named!r}.")
    return str(found[0])


def _names(one: dict[str, Any]) -> set[str]:
    name = one.get("preferred") or one["given"]
    initial = one.get("initial", "")
    return {name.casefold(), f"{name} {initial}.".casefold() if initial else name.casefold()}


def _what_goes(about: dict[str, Any]) -> str:
    counts = (
        ("pieces", "pieces of work"),
        ("files", "photos and voices"),
        ("drafts", "half-finished pieces"),
        ("words", "lines of feedback"),
        ("judgements", "judgements"),
        ("visits", "visits"),
        ("hands", "raised hands"),
        ("badges", "badges"),
        ("aside", "records that were set aside"),
    )
    lines = [f"{about['full']} ({', '.join(about['class_names'])}): this goes, here and at the stations:"]
    lines += [f"  {about[key]} {words}" for key, words in counts if about[key]]
    lines.append(f"It goes at: {', '.join(about['stations']) or 'no station'}.")
    lines.append("This stays: an id without a name, the number of records, and what others made with her")
    lines.append(
        f"({about['shared']} pieces; she is taken off them, words in them stay as they were written)."
    )
    return "\n".join(lines)


def _what_now(found: dict[str, Any], data: Path) -> str:
    if found["state"] == "erased":
        return (
            "She is gone from this hub. Stations let go of her when they next hear the hub.\n"
            "Older backups hold her, sealed, until they are replaced; a restore takes her out of them."
        )
    day = datetime.fromtimestamp(found["due_ms"] / 1000).astimezone().strftime("%a %d %b, %H:%M")
    return (
        f"She is hidden, and her badge rests. For good on {day}.\n"
        f"Until then: waystation hub erase {found['learners'][0]} --undo --data {data}"
    )
