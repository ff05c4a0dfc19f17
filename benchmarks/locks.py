"""What locks cost: saved to acknowledged with TLS, MACs and sealing, beside a build in which they pass through.

Two schools, each with a hub, a broker and a station of its own; one piece here, one piece there.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import waystation
from benchmarks.figures import percentile, say
from benchmarks.open_locks import open_locks
from benchmarks.open_school import open_school
from benchmarks.open_station import OpenStation
from demo import program
from demo.school.people import learners
from station.session.effects import Forget

LEARNERS = 20
PIECES = 40
WARM = 40
ROOT = Path(__file__).resolve().parent.parent


class Side:
    """A school in a process of its own, which hands one piece in whenever it is told to."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def hand_in(self) -> float:
        """Return the ms from the tap to the hub's word."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


@contextmanager
def side(folder: Path, locks: str) -> Iterator[Side]:
    """Open a school; `locks` says whether they are shut or open."""
    command = [sys.executable, "-m", "benchmarks.locks", locks, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Side(process)
        finally:
            process.communicate()


def serve(locks: str, folder: Path) -> None:
    """One side: a piece for each line that comes."""
    if locks == "open":
        open_locks()
        os.environ["PYTHONPATH"] = str(ROOT)
        program.COMMAND_LINE = Path(__file__)  # type: ignore[misc]  # its hub is of that build too
    with open_school(folder, in_clear=locks == "open") as school, closing(OpenStation(school)) as station:
        station.start()
        for learner in learners()[:LEARNERS]:
            visit = station.check_in(school.tokens[learner.id])
            for _ in range(PIECES):
                if not sys.stdin.readline():
                    return
                print(station.hand_in(visit, learner.id), flush=True)
            station.performer.carry_out(Forget(learner=learner.id))


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as name,
        side(Path(name) / "shut", "shut") as shut,
        side(Path(name) / "open", "open") as opened,
    ):
        pairs = [(shut.hand_in(), opened.hand_in()) for _ in range(LEARNERS * PIECES)][WARM:]
    for share, word in ((0.5, "p50"), (0.99, "p99")):
        value, baseline = (percentile(column, share) for column in zip(*pairs, strict=True))
        say(f"saved to acknowledged with locks, against none, {word}", "ms", value, baseline, len(pairs))


if __name__ == "__main__":
    if sys.argv[1:2] == ["hub"]:
        open_locks()
        waystation.main()
    elif len(sys.argv) == 3:
        serve(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
