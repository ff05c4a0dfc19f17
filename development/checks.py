"""The checks that read the code without running it: lint, format, types, dead code."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

HOMES = ["waystation.py", "classroom", "plumbing", "hardware", "station", "hub", "demo"]
BESIDE = ["development", "benchmarks", "tests"]
TOGETHER = ("-n", "6", "--dist", "loadgroup", "-m", "not timed", "--durations", "40")
ALONE = ("-m", "timed", "--durations", "20")
"""Two runs of pytest: what is held to the clock must not share the machine with the rest.

Six at once on two cores: most of the long ones wait, for a hub, a broker, a browser.
"""


def run(root: Path) -> list[str]:
    """Runs all of them side by side, prints what they found, and returns the names of those that failed."""
    homes = [home for home in HOMES + BESIDE if (root / home).exists()]
    checks = {
        "ruff check": ["-m", "ruff", "check", "--quiet", *homes],
        "ruff format": ["-m", "ruff", "format", "--check", "--quiet", *homes],
        "mypy": ["-m", "mypy", "--no-error-summary", *homes],
        "vulture": ["-m", "vulture", *homes],
    }
    with ThreadPoolExecutor(max_workers=2) as workers:
        results = list(workers.map(lambda command: _result(command, root), checks.values()))
    for name, (passed, output) in zip(checks, results, strict=True):
        click.echo(f"{name:12} {'passed' if passed else 'FAILED'}")
        click.echo(output, nl=False)
    return [name for name, (passed, _) in zip(checks, results, strict=True) if not passed]


def _result(command: list[str], root: Path) -> tuple[bool, str]:
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ended.returncode == 0, ended.stdout
