"""A station as a process: it says when it is ready, answers for itself, and ends cleanly when it is told to."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from classroom.wire.messages import StationState
from tests.faults.station_world import World, small_world
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ROOT = Path(__file__).resolve().parent.parent.parent


def command(world: World, *words: str) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "waystation.py"),
        "station",
        *words,
        "--data",
        str(world.folder / "s1"),
    ]


@contextmanager
def running(world: World) -> Iterator[subprocess.Popen[str]]:
    record = world.school.write_record(world.folder / "s1.json", world.port)
    words = command(world, "run", "--headless", "--camera", "none", "--record", str(record))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "station ready id=s1 zone=porch\n"
            yield process
        finally:
            process.kill()


def status(world: World) -> dict[str, Any]:
    answer = subprocess.run(command(world, "status", "--json"), stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def test_a_station_process_leaves_no_core_file(tmp_path: Path) -> None:
    with small_world(tmp_path) as world, running(world) as process:
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
        (line,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert line.split()[4:6] == ["0", "0"]


def test_a_station_process_runs_answers_and_ends(tmp_path: Path) -> None:
    with small_world(tmp_path) as world:
        with running(world) as process:
            until(lambda: status(world)["link"] == "live", seconds=30)
            told = status(world)
            assert (told["station"], told["clock"], told["queue"]) == ("s1", "hub", 0)
            second = subprocess.run(
                command(world, "run", "--headless", "--record", str(world.folder / "s1.json")),
                capture_output=True,
                text=True,
                check=False,
            )
            assert second.returncode == 1
            assert second.stderr.startswith("waystation: A station already runs with")
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        assert status(world)["link"] == "down"
        until(lambda: world.hub.states and not _online(world))


def _online(world: World) -> bool:
    last = world.hub.states[-1]
    return isinstance(last, StationState) and last.online
