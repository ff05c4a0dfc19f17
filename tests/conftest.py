"""What all tests share: the surroundings of Kivy, a folder for artefacts, the option --long and what it reached."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import hypothesis
import pytest

_KIVY = {
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_CLIPBOARD": "dummy",
    "SDL_AUDIODRIVER": "dummy",
    "SDL_VIDEODRIVER": "offscreen",  # a real window without an X server; a test of a display starts a process
}


_REACHED: Final = "reached"
_FIGURES: Final = """\
# What the fault tests reached

Written by `./waystation test --long`: each row of the table of faults, how much of it was done, what it found.

"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the fault figures at their full length")
    parser.addoption("--figures", type=Path, help="add what the fault tests reached to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Kivy reads its surroundings when it is first imported, so they are set before anything is collected."""
    os.environ.update(_KIVY, KIVY_HOME=tempfile.mkdtemp(prefix="kivy-home-"))
    hypothesis.settings.register_profile("suite", deadline=None, max_examples=60)
    hypothesis.settings.load_profile("suite")


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["KIVY_HOME"], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The tests on spoiled builds, and what is marked so, belong to long runs, or are asked for by name."""
    by_name = any(
        "::" in argument or "_bites" in argument or "row_15" in argument for argument in config.args
    )
    if not config.getoption("--long") and not by_name:
        left = {
            item for item in items if item.path.stem.endswith("_bites") or item.get_closest_marker("long")
        }
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


@pytest.fixture
def long_run(request: pytest.FixtureRequest) -> bool:
    """Whether to spend the time that the full figures take; if not, the same test runs a smaller day."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def reached(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say what a fault test did, and how often: `reached("row 2: 400 cuts, 0 lost")` stands in the summary."""
    return lambda sentence: request.node.user_properties.append((_REACHED, sentence))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what every fault test reached, also those that failed."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, [])]
    lines = sorted(
        f"{sentence} ({report.outcome}, {report.duration:.0f} s)"
        for report in reports
        for name, sentence in report.user_properties
        if name == _REACHED and report.when == "call"
    )
    if lines:
        terminalreporter.write_sep("-", "faults")
        terminalreporter.write_line("\n".join(lines))
    if figures := config.getoption("--figures"):
        rows = "".join(f"- {line}\n" for line in lines)
        before = figures.read_text(encoding="utf-8") if figures.exists() else _FIGURES
        figures.write_text(before + rows, encoding="utf-8")


@pytest.fixture
def artefacts(request: pytest.FixtureRequest) -> Path:
    """An empty folder artefacts/<name of the test>/ for what a person may want to see."""
    folder = request.config.rootpath / "artefacts" / re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
