"""Process start to first frame, and memory there: a station against a bare Kivy window, in turns.

Both say READY on the socket that systemd would listen on, so both are timed by the same stranger.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def once(command: list[str], folder: Path) -> tuple[float, float]:
    """Start a command; return seconds until it is ready, and its proportional memory in MiB then."""
    address = str(folder / "notify")
    Path(address).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inbox:
        inbox.bind(address)
        inbox.settimeout(READY_S)
        surroundings = {
            **os.environ,
            "NOTIFY_SOCKET": address,
            "KIVY_HOME": str(folder / "kivy"),
            **({} if "DISPLAY" in os.environ else {"SDL_VIDEODRIVER": "offscreen"}),
            "SDL_AUDIODRIVER": "dummy",
        }
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL) as child:
            try:
                while b"READY=1" not in inbox.recv(4096):
                    pass
                took = time.perf_counter() - start
                return took, memory_mib(child.pid)
            finally:
                child.kill()


def memory_mib(pid: int) -> float:
    """Return the proportional set size of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def figure(name: str, unit: str, values: list[float], baselines: list[float]) -> None:
    """Print one figure as a JSON line."""
    value, baseline = statistics.median(values), statistics.median(baselines)
    row = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(value / baseline, 3),
        "n": len(values),
    }
    print(json.dumps(row), flush=True)


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        station = [sys.executable, "waystation.py", *make_station(folder / "station")]
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        bare = [sys.executable, str(folder / "bare.py")]
        ours, theirs = [], []
        for turn in range(ROUNDS + 1):
            pair = once(station, folder), once(bare, folder)
            if turn:  # the first turn fills the page cache for both
                ours.append(pair[0])
                theirs.append(pair[1])
        figure("station start to first frame", "s", [t for t, _ in ours], [t for t, _ in theirs])
        figure("station memory at first frame", "MiB", [m for _, m in ours], [m for _, m in theirs])


if __name__ == "__main__":
    main()
