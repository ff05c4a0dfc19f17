"""A station in a process of its own that is gone in the very moment in which a child sees "saved"."""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Final

import msgspec

from demo.founding import Premises
from demo.simulate.caller import Caller
from demo.simulate.plan import Errand
from demo.simulate.verdict import Saved
from development.sqlite_disk import Watcher, watched
from hardware.fake import FakeBadgeReader
from station.__main__ import HeadlessStation
from station.config import StationConfig

WRITE_S: Final = 0.01


class SlowWrites(Watcher):
    """A card on which a commit takes long enough for a screen that does not wait for it to be seen first."""

    def written(self, path: Path, offset: int, data: bytes) -> None:
        time.sleep(WRITE_S)


def main(home: str, number: str, token: str) -> None:
    with watched(SlowWrites()):
        come_and_be_killed(home, number, token)


def come_and_be_killed(home: str, number: str, token: str) -> None:
    folder = Premises(Path(home)).station(1)
    station = HeadlessStation(StationConfig(data=folder, camera="fake", speech="none", disk_floor=0.0))
    assert isinstance(station.reader, FakeBadgeReader)
    journal = os.open(Path(home) / "saved.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def die(saved: Saved) -> None:
        os.write(journal, msgspec.json.encode(saved) + b"\n")
        os.kill(os.getpid(), signal.SIGKILL)

    station.start()
    caller = Caller(
        station.record.station, station, station.reader,
        token_of=lambda _: token, keep=die, seed=int(number), pause_s=0.0,
    )  # fmt: skip
    errand = Errand(number=int(number), at_s=0, place=0, learner=0, acts=("writing",))
    caller.visit(errand, threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])
