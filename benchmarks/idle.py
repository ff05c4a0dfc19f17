"""What a station costs while nobody is there: its window stands, its camera looks, the hub is away.

CPU time of its process over a minute, of one core; beside it the limit.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import say
from benchmarks.make_station import make_station
from benchmarks.window_start import wait_until_ready

SETTLING_S: Final = 10.0
WATCHED_S: Final = 60.0
MOST_PERCENT: Final = 6.0


def cpu_s(pid: int) -> float:
    """Seconds of CPU that a process has used, its own and the system's for it."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Start it, let it settle, watch it."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        command = [sys.executable, "waystation.py", *make_station(folder / "station")]
        with wait_until_ready(command, folder) as (child, _):
            time.sleep(SETTLING_S)
            before = cpu_s(child.pid)
            time.sleep(WATCHED_S)
            used = cpu_s(child.pid) - before
    say("CPU of an idle station, of one core", "%", 100 * used / WATCHED_S, MOST_PERCENT, 1)


if __name__ == "__main__":
    main()
