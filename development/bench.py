"""Runs the scripts of benchmarks/, each of which prints JSON lines, and writes docs/benchmarks.md."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import click

_PAGE = """\
# Benchmarks

Written by `./waystation bench --write` on {machine}.
A figure stands beside a baseline measured in the same run: the ratio is what to compare, and below 1 means
less than the baseline. No Raspberry Pi, SD card, camera or touch panel was present.

| Figure | Value | Baseline | Ratio | n |
|---|---:|---:|---:|---:|
{rows}
"""


class Figure(TypedDict):
    """One JSON line of a benchmark; `baseline` and `ratio` are null where nothing is there to compare."""

    name: str
    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    n: int


def measure(root: Path, names: tuple[str, ...], environment: dict[str, str]) -> Iterator[Figure]:
    """Runs the named scripts (all of them without names); a script that fails stops with its own words."""
    files = sorted((root / "benchmarks").glob("*.py"))
    scripts = [file.stem for file in files if '__name__ == "__main__"' in file.read_text(encoding="utf-8")]
    if unknown := [name for name in names if name not in scripts]:
        message = f"No benchmark is called {unknown[0]}. There are: {', '.join(scripts)}."
        raise click.UsageError(message)
    for name in names or scripts:
        script = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if script.returncode:
            message = f"The benchmark {name} failed (exit {script.returncode}); its words stand above."
            raise click.ClickException(message)
        yield from (json.loads(line) for line in script.stdout.splitlines() if line.startswith("{"))


def in_words(figure: Figure) -> str:
    ratio = (
        ""
        if figure["ratio"] is None
        else f"   {figure['ratio']:.2f} x the baseline of {_number(figure['baseline'])}"
    )
    return f"{figure['name']:44} {_number(figure['value']):>10} {figure['unit']}{ratio}"


def page(figures: list[Figure]) -> str:
    machine = f"{platform.machine()} with {os.cpu_count()} cores and Python {platform.python_version()}"
    rows = "\n".join(
        f"| {figure['name']} | {_number(figure['value'])} {figure['unit']} | {_number(figure['baseline'])} "
        f"| {_number(figure['ratio'])} | {figure['n']} |"
        for figure in figures
    )
    return _PAGE.format(machine=machine, rows=rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
