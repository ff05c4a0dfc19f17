"""Process start to first frame, to ready for a badge, and memory there: a station against a bare Kivy window.

Both speak on the socket that systemd would listen on, so both are timed by the same stranger. A station says
STATUS when its first frame stands and READY when it takes badges; the bare window is ready with its frame.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import say
from benchmarks.make_station import make_station

ROUNDS = 7
READY_S = 60.0
ROOT = Path(__file__).resolve().parent.parent
BARE = """
import os, socket
os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON")
from kivy.config import Config
for name in ("width", "height"):
    Config.set("graphics", name, {"width": 800, "height": 480}[name])
from kivy.app import App
from kivy.clock import Clock
from kivy.uix.label import Label

class Bare(App):
    def build(self):
        return Label(text="Hello")
    def on_start(self):
        Clock.schedule_once(lambda dt: Clock.schedule_once(self.say), 0)
    def say(self, dt):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])

Bare().run()
"""


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a window: the display that is there, else none, and nobody's own settings."""
    quiet = {"KIVY_HOME": str(folder / "kivy"), "SDL_AUDIODRIVER": "dummy"}
    return {**os.environ, **quiet, **({} if "DISPLAY" in os.environ else {"SDL_VIDEODRIVER": "offscreen"})}


@contextmanager
def wait_until_ready(command: list[str], folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    """Start a command; give its process once it is ready, and when (perf_counter) it said its first word."""
    address = folder / "notify"
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inbox:
        inbox.bind(str(address))
        inbox.settimeout(READY_S)
        around, silence = {**surroundings(folder), "NOTIFY_SOCKET": str(address)}, subprocess.DEVNULL
        with subprocess.Popen(command, cwd=ROOT, env=around, stdout=silence, stderr=silence) as child:
            try:
                word, framed_s = inbox.recv(4096), time.perf_counter()
                while b"READY=1" not in word:
                    word = inbox.recv(4096)
                yield child, framed_s
            finally:
                child.kill()


def once(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Start a command; return seconds to its first word, to ready, and its proportional memory in MiB then."""
    start = time.perf_counter()
    with wait_until_ready(command, folder) as (child, framed_s):
        return framed_s - start, time.perf_counter() - start, memory_mib(child.pid)


def memory_mib(pid: int) -> float:
    """Return the proportional set size of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        station = [sys.executable, "waystation.py", *make_station(folder / "station")]
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        bare = [sys.executable, str(folder / "bare.py")]
        ours, theirs = [], []
        for turn in range(ROUNDS + 1):
            pair = once(station, folder), once(bare, folder)
            if turn:  # the first turn fills the page cache for both
                ours.append(pair[0])
                theirs.append(pair[1])
    names = ("station start to first frame", "station start to ready for a badge", "station memory then")
    for place, (name, unit) in enumerate(zip(names, ("s", "s", "MiB"), strict=True)):
        value, baseline = (statistics.median(pair[place] for pair in column) for column in (ours, theirs))
        say(name, unit, value, baseline, ROUNDS)


if __name__ == "__main__":
    main()
