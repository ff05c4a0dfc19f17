"""What a long log costs: the intake, one learner's page, the live page and a rebuild with up to a million facts.

Beside each stands a hub with ten thousand facts, measured in turns with it. Minutes long; `GROWTH_TO` facts at most.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.figures import say
from benchmarks.long_log import WATCHED, LongLog
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from tests.factories_hub import HERON, MS_R, Clock

SMALL: Final = 10_000
SIZES: Final = (100_000, 1_000_000)
ROUNDS: Final = 15
BURST: Final = 30
COMMAND_LINE: Final = Path(__file__).resolve().parent.parent / "waystation.py"


class Hub:
    """One hub with a log of some length."""

    def __init__(self, folder: Path) -> None:
        self.folder, clock = folder, Clock()
        self.back = Backoffice(folder, clock, monotonic=lambda: clock.now / 1000)
        self.back.start()
        self.office, self.log = Office(self.back), LongLog(self.back, clock)

    def intake(self) -> float:
        """Microseconds a fact of a burst of whole visits of as many stations."""
        return self.log.take_in(BURST)

    def one_page(self) -> float:
        """The page of a learner whose own history is the same in each log."""
        return _took(lambda: self.office.learner_page(WATCHED, MS_R))

    def any_page(self) -> float:
        """The page of one of the thousand, whose history grows with the log."""
        return _took(lambda: self.office.learner_page("learner-7", MS_R))

    def live(self) -> float:
        """What the live page of a class asks for."""
        return _took(lambda: (self.office.room(HERON, MS_R), self.office.counts(MS_R)))


class Rebuilt(NamedTuple):
    """How long a rebuild took, and the most memory that it had."""

    seconds: float
    peak_mib: float


def _took(work: Callable[[], object]) -> float:
    """Microseconds."""
    began = time.perf_counter()
    work()
    return 1e6 * (time.perf_counter() - began)


def rebuild(folder: Path, *words: str) -> Rebuilt:
    """Run `hub rebuild` as a process of its own."""
    began = time.perf_counter()
    command = [sys.executable, str(COMMAND_LINE), "hub", "rebuild", "--data", str(folder), *words]
    peak_mib = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak_mib = max(peak_mib, _peak_mib(process.pid))
            time.sleep(0.02)
    assert not process.returncode, process.returncode
    return Rebuilt(time.perf_counter() - began, peak_mib)


def _peak_mib(pid: int) -> float:
    """The most memory that a process had so far, what it was forked from left out; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def compare(size: int, large: Hub, small: Hub) -> None:
    """Measure both in turns."""
    about = f"with {size:,} facts in the log"
    for words, one in (
        ("intake of whole visits", Hub.intake),
        ("a learner's page, her history the same", Hub.one_page),
        ("a learner's page, her history grown too", Hub.any_page),
        ("the live page", Hub.live),
    ):
        pairs = [(one(large), one(small)) for _ in range(ROUNDS)]
        value, baseline = (statistics.median(column) for column in zip(*pairs, strict=True))
        say(f"{words}, {about}", "µs", value, baseline, ROUNDS)


def main() -> None:
    """Grow one log beside a small one, and look at both at each size; then make both anew from their logs."""
    limit = int(os.environ.get("GROWTH_TO", SIZES[-1]))
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd()))) for _ in range(2)]
        small, large = (Hub(folder) for folder in folders)
        small.log.grow_to(SMALL)
        for size in (size for size in SIZES if size <= limit):
            large.log.grow_to(size)
            compare(size, large, small)
        for hub in (small, large):
            hub.back.stop()
        facts, few = large.log.size, small.log.size
        for words, option in (("", ()), (" --check", ("--check",))):
            anew, beside = (rebuild(hub.folder, *option) for hub in (large, small))
            say(f"hub rebuild{words} of {facts:,} facts", "s", anew.seconds, None, facts)
            say(
                f"the same{words}: facts a second",
                "facts/s",
                facts / anew.seconds,
                few / beside.seconds,
                facts,
            )
            say(f"the same{words}: most memory", "MiB", anew.peak_mib, beside.peak_mib, facts)


if __name__ == "__main__":
    main()
