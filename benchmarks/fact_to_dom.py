"""From a child's hand at a station to the teacher's page in Chromium: both moments on this machine's one clock.

Beside it the barest live page, Starlette and one stream of events, told by one POST.
"""

import http.client
import multiprocessing
import random
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.bare_page import HOST, serve
from benchmarks.figures import percentile, say
from benchmarks.open_school import School, open_school
from benchmarks.open_station import OpenStation, fresh_id
from classroom.facts import Fact, HelpCancelled, HelpOpened
from demo.school.people import learners
from station.session.effects import Record

ROUNDS = 60
WARM = 4
PATIENCE_MS = 10_000
PAUSE_S = (0.3, 0.9)
BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
WATCH = """
() => {
  const words = () => document.getElementById("hands")?.textContent.replace(/\\s+/g, " ");
  let before = words();
  window.changedAt = [];
  new MutationObserver(() => {
    const now = words();
    if (now !== before) { before = now; window.changedAt.push(Date.now()); }
  }).observe(document.documentElement, {subtree: true, childList: true, characterData: true});
}
"""


class Watched:
    """A page and what makes it change."""

    def __init__(self, page: Page, act: Callable[[], None]) -> None:
        self._page, self._act = page, act
        page.evaluate(WATCH)

    def once(self) -> float:
        """Make it change; return the ms until its document had changed."""
        seen = self._page.evaluate("window.changedAt.length")
        began_ms = time.time() * 1000
        self._act()
        self._page.wait_for_function(
            "(seen) => window.changedAt.length > seen", arg=seen, timeout=PATIENCE_MS
        )
        changed_ms: float = self._page.evaluate("(seen) => window.changedAt[seen]", seen)
        return max(0.0, changed_ms - began_ms)


class Hand:
    """One learner's hand, up and down."""

    def __init__(self, station: OpenStation, token: str, learner: str) -> None:
        self._station, self._learner = station, learner
        self._visit = station.check_in(token)
        self._help = ""

    def turn(self) -> None:
        fact: Fact = HelpCancelled(help=self._help) if self._help else HelpOpened(help=fresh_id())
        self._help = fact.help if isinstance(fact, HelpOpened) else ""
        effect = Record(tag=fresh_id(), facts=(fact,), visit=self._visit, learner=self._learner)
        self._station.performer.carry_out(effect)


def bare_page(stack: ExitStack, open_page: Callable[[], Page]) -> Watched:
    """Serve the bare page from a process of its own and open it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(port,), daemon=True)
    server.start()
    stack.callback(server.kill)
    page = open_page()
    until_s = time.monotonic() + 20
    while time.monotonic() < until_s:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                break
    page.goto(f"http://{HOST}:{port}/")
    caller = http.client.HTTPConnection(HOST, port)

    def touch() -> None:
        caller.request("POST", "/touch")
        caller.getresponse().read()

    return Watched(page, touch)


def live_page(stack: ExitStack, open_page: Callable[[], Page], school: School) -> Watched:
    """Check a learner in at a station and open the teacher's live page."""
    station = stack.enter_context(closing(OpenStation(school)))
    station.start()
    learner = learners()[0].id
    hand = Hand(station, school.tokens[learner], learner)
    page = open_page()
    page.goto(f"{school.url}/sign-in/once?token={school.founded.sign_in}")
    page.wait_for_selector("#hands")
    return Watched(page, hand.turn)


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    chance, pairs = random.Random(1), list[tuple[float, float]]()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name, ExitStack() as stack:
        school = stack.enter_context(open_school(Path(name)))
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = stack.enter_context(chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER))
        live = live_page(stack, browser.new_page, school)
        bare = bare_page(stack, browser.new_page)
        for _ in range(WARM + ROUNDS):
            pairs.append((live.once(), bare.once()))
            time.sleep(chance.uniform(*PAUSE_S))
    for share, word in ((0.5, "p50"), (0.95, "p95")):
        value, baseline = (percentile(column, share) for column in zip(*pairs[WARM:], strict=True))
        say(f"a hand at a station on the teacher's page, {word}", "ms", value, max(baseline, 1.0), ROUNDS)


if __name__ == "__main__":
    main()
