"""The command `simulate`."""

import json
import sys
from pathlib import Path

import click

from demo.simulate.options import FAULTS, Fault, Options


class FaultList(click.ParamType[tuple[Fault, ...]]):
    """Faults, with commas between them."""

    name = "faults"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Fault, ...]:
        words = [word.strip() for word in str(value).split(",") if word.strip() not in {"", "none"}]
        unknown = [word for word in words if word not in FAULTS]
        if unknown:
            self.fail(f"{unknown[0]!r} is none of: {', '.join(FAULTS)}", param, ctx)
        return tuple(fault for fault in FAULTS if fault in words)


@click.command()
@click.option("--stations", type=click.IntRange(1, 60), default=6, show_default=True, help="How many.")
@click.option("--learners", type=click.IntRange(1, 2000), default=48, show_default=True, help="How many.")
@click.option(
    "--rate",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    help="Facts a second, together.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0.05),
    default=1.0,
    show_default=True,
    help="How long learners come.",
)
@click.option(
    "--faults",
    type=FaultList(),
    default="kill,partition,dup,reorder,clock",
    show_default=True,
    help=f"Some of {', '.join(FAULTS)}; or none.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed, the same schedule.")
@click.option(
    "--broker", type=click.Choice(("nats", "mosquitto")), default="nats", show_default=True, help="Which one."
)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="An empty folder to keep the day in."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--play", type=click.Path(path_type=Path, exists=True, dir_okay=False), hidden=True)
def simulate(
    stations: int,
    learners: int,
    rate: float,
    minutes: float,
    faults: tuple[Fault, ...],
    seed: int,
    broker: str,
    data: Path | None,
    as_json: bool,
    play: Path | None,
) -> None:
    """Let a school day go by under faults, and check that no saved piece is lost or there twice.

    \b
    Example: waystation simulate --stations 6 --learners 48 --minutes 1
             waystation simulate --faults kill,drop --broker mosquitto --json

    Hub, broker and stations are real processes (stations share up to six); kill -9 hits any of them. What children
    saw as saved and stations heard as acknowledged is noted outside of them, and held against the hub's log.
    Counts: facts made, pieces saved, facts committed. Exit code 1 when anything is lost, doubled or too early,
    or when documents differ.
    """
    if play is not None:
        from demo.simulate.player import play as play_orders

        play_orders(play)
        return
    from demo.simulate.telling import as_document, in_words, run_in

    options = Options(
        stations=stations, learners=learners, rate=rate, seconds=60 * minutes, seed=seed, faults=faults,
        broker="mosquitto" if broker == "mosquitto" else "nats",
    )  # fmt: skip
    outcome = run_in(data, options)
    click.echo(json.dumps(as_document(outcome)) if as_json else in_words(outcome))
    sys.exit(not outcome.verdict.clean)
