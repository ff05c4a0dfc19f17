"""What all tests share: the surroundings of Kivy, a folder for artefacts, the option --long."""

import os
import re
import shutil
import tempfile
from pathlib import Path

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the fault figures at their full length")


def pytest_configure(config: pytest.Config) -> None:
    """Kivy reads its surroundings when it is first imported, so they are set before anything is collected."""
    os.environ.update(_KIVY, KIVY_HOME=tempfile.mkdtemp(prefix="kivy-home-"))
    hypothesis.settings.register_profile("suite", deadline=None, max_examples=60)
    hypothesis.settings.load_profile("suite")


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["KIVY_HOME"], ignore_errors=True)


@pytest.fixture
def long_run(request: pytest.FixtureRequest) -> bool:
    """Whether to spend the time that the full figures take; if not, the same test runs a smaller day."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def artefacts(request: pytest.FixtureRequest) -> Path:
    """An empty folder artefacts/<name of the test>/ for what a person may want to see."""
    folder = request.config.rootpath / "artefacts" / re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
