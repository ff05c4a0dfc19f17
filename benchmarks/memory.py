"""Memory after a minute of a demo: the hub with its broker, and a station whose window a learner has used.

Proportional set size: what is shared with others counts by its share. The window stands beside a bare one.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import say
from benchmarks.window_start import BARE, memory_mib, surroundings, wait_until_ready

MINUTE_S = 60.0
ROOT = Path(__file__).resolve().parent.parent


def family(words: str) -> list[int]:
    """Return the processes whose command line holds these words, and all below them."""
    parents, found = {}, set[int]()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if words in line:
            found.add(int(process.name))
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def used_station(opened: dict[str, str]) -> None:
    """Let Amal scan at the window twice during the minute, then wait for its end."""
    for _ in range(2):
        time.sleep(MINUTE_S / 3)
        shutil.copy(Path(opened["pictures"]) / "amal.png", opened["camera"])
    time.sleep(MINUTE_S / 3)


def main() -> None:
    """Run a demo with a window and look at it after a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = ["demo", "--data", str(folder / "demo"), "--seed", "1", "--json"]
        command = [sys.executable, "waystation.py", *words]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, env=surroundings(folder), stdout=pipe, text=True) as demo:
            assert demo.stdout is not None
            used_station(json.loads(demo.stdout.readline()))
            hub = sum(memory_mib(pid) for pid in family(f"hub run --data {folder}"))
            station = sum(memory_mib(pid) for pid in family(f"station run --data {folder}"))
            demo.terminate()
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        with wait_until_ready([sys.executable, str(folder / "bare.py")], folder) as (bare, _):
            window = memory_mib(bare.pid)
            bare.kill()
    say("memory of hub and broker after a minute of a demo", "MiB", hub, None, 1)
    say("memory of a station with a window after a minute of a demo", "MiB", station, window, 1)


if __name__ == "__main__":
    main()
