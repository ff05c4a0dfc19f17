"""Runs a demo: hub and window as programs of ours, simulated stations in here, until somebody says stop."""

import logging
import math
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import msgspec

from demo import badges
from demo.actors.day import Day
from demo.founding import HOST, Premises, found, print_badges
from demo.program import Program
from demo.reckoning import Outcome, reckon, wait_for_hub
from demo.school.people import learners
from station.config import StationConfig

YOURS: Final = "amal"
"""Nobody plays Amal: her badge is for whoever watches the demo."""
AWAY: Final = frozenset({YOURS, "efe", "kai"})
WATCH_S: Final = 1.0
FLAKY_FROM_MIN: Final = 2.0
"""Only a longer demo shows a station that goes quiet: in a short one it would look broken."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for; `camera` None: no window. `minutes` None: until somebody says stop."""

    data: Path
    seed: int
    stations: int
    minutes: float | None
    camera: str | None

    @property
    def places(self) -> range:
        """Where stations stand; 0 has the window."""
        return range(0 if self.camera else 1, self.stations + 1)


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """The school is open: where the teacher's pages are, the link that signs her in once, what else lies where."""

    url: str
    sign_in: str
    badges: str
    pictures: str
    camera: str
    data: str


def run(
    options: Options,
    say: Callable[[str], None],
    announce: Callable[[Opened], None],
    stop: threading.Event,
) -> Outcome:
    """Run a demo to its end; `say` hears what takes its time, `announce` when there is something to see."""
    premises = Premises(options.data)
    _log_to(premises.logs)
    with ExitStack() as programs:
        hub = _open_hub(options, premises, programs, say, announce)
        if options.camera:
            run_window = ("station", "run", "--data", premises.station(0), "--camera", options.camera)
            programs.enter_context(Program("station", run_window, premises.logs / "station.log"))
        say("Opening the stations ...")
        with _day(options, premises) as day:
            _wait(hub, stop, options.minutes)
            say("Ending: the stations hand over what they have ...")
            day.quiet()
            wait_for_hub(premises)
    return reckon(premises)


def _open_hub(
    options: Options,
    premises: Premises,
    programs: ExitStack,
    say: Callable[[str], None],
    announce: Callable[[Opened], None],
) -> Program:
    say("Making a school: 24 learners and ten weeks of their work ...")
    founded = found(premises, options.places, options.seed)
    say("Starting the hub ...")
    where = ("--data", premises.hub, "--http", f"{HOST}:0", "--mqtt", f"{HOST}:{founded.port}")
    run_hub = (
        "hub",
        "run",
        *where,
        "--plain-http",
    )  # whoever only looks need not make her browser trust a demo
    hub = programs.enter_context(Program("hub", run_hub, premises.logs / "hub.log"))
    if founded.printed:
        print_badges(premises, founded.printed)
    url = _url(hub.line("hub ready"))
    announce(
        Opened(
            url=url,
            sign_in=f"{url}/sign-in/once?token={founded.sign_in}",
            badges=str(premises.sheet),
            pictures=str(premises.badges),
            camera=str(premises.camera),
            data=str(premises.folder),
        )
    )
    return hub


def _wait(hub: Program, stop: threading.Event, minutes: float | None) -> None:
    """Return when somebody says stop, or the time is over; raise ProgramFailed when the hub ends before."""
    until_s = math.inf if minutes is None else time.monotonic() + minutes * 60
    while not stop.wait(max(0.0, min(WATCH_S, until_s - time.monotonic()))) and time.monotonic() < until_s:
        hub.check()


def _log_to(folder: Path) -> None:
    """What the simulated stations log goes where the hub and the window have their logs."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    logging.basicConfig(
        filename=folder / "demo.log", format="%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
    )


def _url(ready: str) -> str:
    """Return where the pages are from `hub ready http=127.0.0.1:8080 mqtt=...`."""
    place = dict(word.partition("=")[::2] for word in ready.split())["http"]
    return place.rstrip("/") if "://" in place else f"http://{place}"


def _day(options: Options, premises: Premises) -> Day:
    tokens = badges.kept(premises.badges)
    return Day(
        [
            StationConfig(data=premises.station(place), camera="fake", speech="none")
            for place in options.places
            if place
        ],
        {learner.id: tokens[learner.id] for learner in learners() if learner.id not in AWAY},
        seed=options.seed,
        flaky=options.minutes is None or options.minutes > FLAKY_FROM_MIN,
    )
