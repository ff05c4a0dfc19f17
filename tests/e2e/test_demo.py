"""The demo, as a person starts it: opens, lets the teacher in, fills the hub, ends without leftovers."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.contract import house
from tests.waiting import until

pytestmark = pytest.mark.timed
PROGRAM = [sys.executable, str(house.ROOT / "waystation.py")]
DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}
HEADLESS = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
OFFSCREEN = {**HEADLESS, "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}


@contextmanager
def demo(data: Path, *more: str, around: dict[str, str] | None = None) -> Iterator["subprocess.Popen[str]"]:
    """Start a demo; at the end it is told to stop, whatever became of it."""
    words = [*PROGRAM, "demo", "--stations", "2", "--seed", "3", "--json", "--data", str(data), *more]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=around or HEADLESS)
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


def signed_in(opened: dict[str, object]) -> urllib.request.OpenerDirector:
    """Return a browser, without scripts, that has used the link."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.open(str(opened["sign_in"])).close()
    return browser


def room(browser: urllib.request.OpenerDirector, opened: dict[str, object]) -> str:
    """Return the teacher's live page."""
    with browser.open(f"{opened['url']}/live") as page:
        return str(page.read().decode())


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


def facts(folder: Path) -> list[dict[str, str]]:
    """Return the log of the hub."""
    return [
        json.loads(line) for line in ask("hub", "facts", "--data", str(folder / "hub"), "--json").splitlines()
    ]


def said_by_stations(folder: Path) -> set[str]:
    """Return the kinds of facts that have come from stations."""
    return {fact["type"] for fact in facts(folder) if fact["station"] != "hub"}


def test_a_short_day_reaches_the_hub_whole(tmp_path: Path) -> None:
    with demo(tmp_path, "--headless") as running:
        opened = next_line(running)
        assert opened["data"] == str(tmp_path)
        assert Path(str(opened["badges"])).read_bytes().startswith(b"%PDF")
        until(lambda: "evidence.handed_in" in said_by_stations(tmp_path), seconds=120)
        running.send_signal(signal.SIGINT)
        ended = next_line(running)["ended"]
        assert running.wait() == 0
    assert isinstance(ended, dict)
    assert (ended["missing"], ended["made"]) == (0, ended["committed"])
    at_hub = Counter(fact["station"] for fact in facts(tmp_path))
    saved = {
        told["station"]: told["saved"]
        for folder in ("1", "2")
        for told in [
            json.loads(ask("station", "status", "--data", str(tmp_path / "stations" / folder), "--json"))
        ]
    }
    assert {station: at_hub[station] for station in saved} == saved
    assert min(saved.values()) > 10
    assert {"visit.opened", "visit.mode", "evidence.handed_in"} <= said_by_stations(tmp_path)
    ask("hub", "rebuild", "--check", "--data", str(tmp_path / "hub"))


def test_a_demo_with_an_end_ends_by_itself(tmp_path: Path) -> None:
    with demo(tmp_path, "--headless", "--minutes", "0.05") as running:
        next_line(running)
        ended = next_line(running)["ended"]
        assert running.wait() == 0
    assert isinstance(ended, dict)
    assert ended["missing"] == 0


def test_the_sign_in_link_works_once_and_the_room_is_alive(tmp_path: Path) -> None:
    with demo(tmp_path, "--headless") as running:
        opened = next_line(running)
        browser = signed_in(opened)
        assert "Heron" in room(browser, opened)
        taken = re.compile(r"(\d+) of \d+ seats taken")
        until(
            lambda: sum(map(int, taken.findall(room(browser, opened)))) >= 6,
            seconds=40,
            what="the room stayed empty",
        )
        with pytest.raises(urllib.error.HTTPError, match="403"):
            signed_in(opened)


def test_a_badge_before_the_windows_camera_appears_on_the_teachers_page(tmp_path: Path) -> None:
    with demo(tmp_path, around=OFFSCREEN) as running:
        opened = next_line(running)
        browser = signed_in(opened)

        def campfire() -> str:
            return room(browser, opened).partition('id="zone-campfire"')[2].partition("</article>")[0]

        until(
            lambda: campfire().startswith(' class="card zone live"'),
            seconds=30,
            what="the window's station never came",
        )
        shutil.copy(Path(str(opened["pictures"])) / "amal.png", str(opened["camera"]))
        until(lambda: "Amal K." in campfire(), seconds=30, what="Amal was not seen")


def test_ctrl_c_ends_everything_and_the_next_start_goes_on(tmp_path: Path) -> None:
    with demo(tmp_path, "--headless") as running:
        next_line(running)
        until(lambda: len(programs_with(tmp_path)) >= 3, what="hub and broker never ran")
        running.send_signal(signal.SIGINT)
        ended = next_line(running)["ended"]
        assert running.wait() == 0
    assert programs_with(tmp_path) == []
    with demo(tmp_path, "--headless", "--minutes", "0.05") as running:
        opened, again = next_line(running), next_line(running)["ended"]
        assert running.wait() == 0
    assert opened["data"] == str(tmp_path)
    assert isinstance(ended, dict)
    assert isinstance(again, dict)
    assert again["made"] >= ended["made"]
    assert again["missing"] == 0


def test_a_demo_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    with demo(tmp_path, "--headless") as running:
        next_line(running)
        running.kill()
        running.wait()
        until(lambda: programs_with(tmp_path) == [], what="somebody outlived the demo")
