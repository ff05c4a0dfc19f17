"""The demo, as a person starts it: opens, lets the teacher in, fills the hub, ends without leftovers."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tests.contract import house
from tests.waiting import until

PROGRAM = [sys.executable, str(house.ROOT / "waystation.py")]
HEADLESS = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "SDL_VIDEODRIVER"}}


@contextmanager
def demo(data: Path, *more: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a demo; at the end it is told to stop, whatever became of it."""
    words = [*PROGRAM, "demo", "--headless", "--stations", "2", "--seed", "3", "--json", "--data", str(data)]
    running = subprocess.Popen([*words, *more], stdout=subprocess.PIPE, text=True, env=HEADLESS)
    try:
        yield running
    finally:
        running.terminate()
        running.communicate()


def next_line(running: "subprocess.Popen[str]") -> dict[str, object]:
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line, f"the demo ended with {running.wait()}"
    answer: dict[str, object] = json.loads(line)
    return answer


def ask(*words: str) -> str:
    ended = subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=True, env=HEADLESS)
    return ended.stdout


def programs_with(folder: Path) -> list[str]:
    """Return the command lines of all processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in words:
            found.append(words)
    return found


def test_a_short_day_reaches_the_hub_whole(tmp_path: Path) -> None:
    with demo(tmp_path, "--minutes", "0.5") as running:
        opened = next_line(running)
        assert opened["data"] == str(tmp_path)
        assert Path(str(opened["badges"])).read_bytes().startswith(b"%PDF")
        ended = next_line(running)["ended"]
        assert running.wait() == 0
    assert isinstance(ended, dict)
    assert (ended["missing"], ended["made"]) == (0, ended["committed"])
    log = [
        json.loads(line)
        for line in ask("hub", "facts", "--data", str(tmp_path / "hub"), "--json").splitlines()
    ]
    at_hub = Counter(fact["station"] for fact in log)
    saved = {
        told["station"]: told["saved"]
        for folder in ("1", "2")
        for told in [
            json.loads(ask("station", "status", "--data", str(tmp_path / "stations" / folder), "--json"))
        ]
    }
    assert {station: at_hub[station] for station in saved} == saved
    assert min(saved.values()) > 10
    assert {"visit.opened", "visit.mode", "evidence.handed_in"} <= {
        fact["type"] for fact in log if fact["station"] in saved
    }
    ask("hub", "rebuild", "--check", "--data", str(tmp_path / "hub"))


def test_the_sign_in_link_works_once_and_the_room_is_alive(tmp_path: Path) -> None:
    with demo(tmp_path) as running:
        opened = next_line(running)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with browser.open(str(opened["sign_in"])) as page:
            assert "Heron" in page.read().decode()

        def room() -> str:
            with browser.open(f"{opened['url']}/live") as page:
                return str(page.read().decode())

        until(lambda: len(set(re.findall(r"Bao T\.|Celeste O\.|Dmytro S\.", room()))) == 3, seconds=20)
        stranger = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        try:
            stranger.open(str(opened["sign_in"]))
        except urllib.error.HTTPError as refused:
            assert refused.code == 403
        else:
            raise AssertionError("the link let a second browser in")


def test_ctrl_c_ends_everything_and_the_next_start_goes_on(tmp_path: Path) -> None:
    with demo(tmp_path) as running:
        next_line(running)
        until(lambda: len(programs_with(tmp_path)) >= 3, what="hub and broker never ran")
        running.send_signal(signal.SIGINT)
        ended = next_line(running)["ended"]
        assert running.wait() == 0
    assert programs_with(tmp_path) == []
    with demo(tmp_path, "--minutes", "0.05") as running:
        opened, again = next_line(running), next_line(running)["ended"]
        assert running.wait() == 0
    assert opened["data"] == str(tmp_path)
    assert isinstance(ended, dict)
    assert isinstance(again, dict)
    assert again["made"] >= ended["made"]
    assert again["missing"] == 0


def test_a_demo_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    with demo(tmp_path) as running:
        next_line(running)
        running.kill()
        running.wait()
        until(lambda: programs_with(tmp_path) == [], what="somebody outlived the demo")
