"""The two commands of a developer: `test` runs every check, `bench` measures every figure."""

import json
import subprocess
import sys
from pathlib import Path

import click

from development import bench as benchmarks
from development import checks, display

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "faults.md"


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option("--long", "long_", is_flag=True, help="Run the fault figures in full (about two hours).")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test(long_: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Run every check, then every test; with pytest arguments, only those tests.

    \b
    Example: waystation test
             waystation test tests/unit -k badge
    """
    failed = [] if pytest_arguments else checks.run(ROOT)
    options = ["--long", "--figures", str(FIGURES)] if long_ else []
    if long_:
        FIGURES.unlink(missing_ok=True)
    with display.virtual_screen() as environment:
        runs = [pytest_arguments] if pytest_arguments else [checks.TOGETHER, checks.ALONE]
        commands = [[sys.executable, "-m", "pytest", *options, *arguments] for arguments in runs]
        ended = [subprocess.run(each, cwd=ROOT, env=environment, check=False).returncode for each in commands]
    if failed:
        click.echo(f"These checks failed, see above: {', '.join(failed)}", err=True)
    sys.exit(bool(failed) or any(ended))


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON line a figure.")
@click.option("--write", is_flag=True, help="Write docs/benchmarks.md.")
def bench(names: tuple[str, ...], as_json: bool, write: bool) -> None:
    """Measure the figures of docs/benchmarks.md, each against its baseline in the same run.

    \b
    Example: waystation bench
             waystation bench badge_frames --json
    """
    figures: list[benchmarks.Figure] = []
    with display.virtual_screen() as environment:
        for figure in benchmarks.measure(ROOT, names, environment):
            click.echo(json.dumps(figure) if as_json else benchmarks.in_words(figure))
            figures.append(figure)
    if write:
        (ROOT / "docs" / "benchmarks.md").write_text(benchmarks.page(figures), encoding="utf-8")
