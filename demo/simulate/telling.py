"""What a simulated day says to whoever started it."""

from pathlib import Path

import click

from demo.errors import FolderInUse
from demo.founding import Premises
from demo.simulate.day import Day, Outcome
from demo.simulate.options import Options
from demo.simulate.verdict import percentile
from demo.telling import folder, signalled


def run_in(data: Path | None, options: Options) -> Outcome:
    """Run a day in this folder, or in one that is gone afterwards; raises FolderInUse, ProgramFailed."""
    with folder(data) as home, signalled() as stop:
        if any(home.iterdir()):
            raise FolderInUse(home)
        return Day(Premises(home), options, lambda words: click.echo(words, err=True)).run(stop)


def as_document(outcome: Outcome) -> dict[str, float]:
    """Return what other programs read; the keys are a contract."""
    verdict = outcome.verdict
    return {
        "seed": outcome.seed,
        "made": verdict.made,
        "saved": verdict.saved,
        "committed": verdict.committed,
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "acked_early": verdict.acked_early,
        "feed_mismatches": verdict.feed_mismatches,
        "kills": outcome.kills,
        "partitions": outcome.partitions,
        "p50_ms": round(percentile(verdict.waits_ms, 0.50), 1),
        "p99_ms": round(percentile(verdict.waits_ms, 0.99), 1),
        "drain_s": round(outcome.drain_s, 1),
    }


def in_words(outcome: Outcome) -> str:
    """Return what a person reads."""
    verdict, told = outcome.verdict, as_document(outcome)
    return "\n".join(
        (
            f"Seed {outcome.seed}: {outcome.kills} kills, {outcome.partitions} partitions.",
            (
                f"Facts made: {verdict.made}; pieces that children saw as saved: {verdict.saved}; "
                f"facts of stations at the hub: {verdict.committed}."
            ),
            (
                f"Lost {verdict.lost}, doubled {verdict.doubled}, acknowledged too early {verdict.acked_early}, "
                f"documents that differ {verdict.feed_mismatches}."
            ),
            (
                f"From saved to acknowledged: half in {told['p50_ms']} ms, 99 of 100 in {told['p99_ms']} ms. "
                f"All was where it belongs {told['drain_s']} s after the last fault."
            ),
            *_continued(verdict.apart),
            *verdict.why,
        )
    )


def _continued(apart: int) -> tuple[str, ...]:
    """Say what is there again for a reason, where there is any."""
    if not apart:
        return ()
    return (
        f"{apart} half-finished pieces were gone on with at two stations, neither of which knew: both are kept.",
    )
