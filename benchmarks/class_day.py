"""A lesson at full strength: 40 stations at which learners act, 30 boards that teachers have open, 96 learners.

The hub is the real program with a real broker. Every station does something each two seconds; every board holds its
stream and asks for its pages now and then; a learner raises her hand again and again, and the time until a board says
so is taken at each board in turn. The limits of a page, of a change and of memory stand beside.
"""

import itertools
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.crowded_school import Size, crowded_school, name_of, now_ms
from benchmarks.figures import percentile, say
from benchmarks.light_station import LightStation, come, play
from benchmarks.memory import family
from benchmarks.page_watcher import PageWatcher
from benchmarks.window_start import memory_mib
from classroom.facts import HelpCancelled, HelpOpened, VisitClosed, VisitModeChanged
from plumbing.inbox import BoundedInbox, Item
from tests.factories_hub import HERON

STATIONS: Final = 40
BOARDS: Final = 30
LEARNERS: Final = 96
CLASS: Final = 24
WARM_S: Final = 10.0
LESSON_S: Final = 60.0
STATION_PAUSE_S: Final = 2.0
BOARD_PAUSE_S: Final = 4.0
HAND_PAUSE_S: Final = 0.3
PATIENCE_S: Final = 20.0
PAGES: Final = ("/review", "/learners", f"/live?class={HERON}")
PAGE_MS: Final = 300.0
CHANGE_MS: Final = 250.0
MEMORY_MIB: Final = 170.0


class Pupil:
    """Who works at one station: comes, goes to the table, hands in, leaves, and the next one comes."""

    def __init__(self, station: LightStation, place: int) -> None:
        self._light, self._place, self._round = station, place, 0
        self._visit = self._name = ""

    def act(self) -> None:
        """The next thing that she does."""
        one, step = self._light.station, self._round % 4
        if step == 0:
            self._name = name_of((self._place + STATIONS * (self._round // 4)) % LEARNERS)
            self._visit = one.open_visit(self._name)
        elif step == 1:
            one.write(VisitModeChanged(mode="at_table", target="M01"), (self._name,), self._visit)
        elif step == 2:
            one.hand_in(self._visit, self._name, "M01")
        else:
            one.write(VisitClosed(reason="signed_out"), (self._name,), self._visit)
        self._round += 1
        self._light.send()


class Lesson:
    """All stations, in one thread; the first one is where the hand goes up."""

    def __init__(
        self, stations: list[LightStation], inbox: BoundedInbox[Item], boards: list[PageWatcher]
    ) -> None:
        self._stations = {station.name: station for station in stations}
        self._inbox, self._hand = inbox, stations[0]
        self._boards = itertools.cycle(boards)
        self._pupils = [Pupil(station, place) for place, station in enumerate(stations[1:])]
        self._chance = random.Random(1)
        self.seen_s: list[float] = []
        self.acts = 0

    def come(self) -> None:
        """Let all stations be greeted by the hub."""
        come(self._stations, self._inbox)
        self._visit = self._hand.station.open_visit("amal")
        self._hand.send()

    def run(self, seconds: float) -> None:
        """Let them work so long."""
        now_s = time.monotonic()
        until_s, hand_s, raised = now_s + seconds, now_s, ""
        due = [(now_s + self._chance.uniform(0, STATION_PAUSE_S), pupil) for pupil in self._pupils]
        board = next(self._boards)
        while (now_s := time.monotonic()) < until_s or raised:
            for place, (at_s, pupil) in enumerate(due):
                if at_s <= now_s:
                    pupil.act()
                    self.acts += 1
                    due[place] = (at_s + STATION_PAUSE_S, pupil)
            if raised and raised in board.seen_s:
                self.seen_s.append(board.seen_s[raised] - hand_s)
                self._lower(raised)
                raised, hand_s, board = "", now_s + HAND_PAUSE_S, next(self._boards)
            elif not raised and hand_s <= now_s < until_s:
                raised, hand_s = self._raise(board), time.monotonic()
            assert not raised or now_s < hand_s + PATIENCE_S, "a board never said it"
            self._play_until(now_s + 0.005)

    def leave(self) -> None:
        """Hang up."""
        for station in self._stations.values():
            station.link.stop()

    def _raise(self, board: PageWatcher) -> str:
        help_id = self._hand.station.fresh_id()
        board.await_words(help_id)
        self._hand.station.write(HelpOpened(help=help_id), ("amal",), self._visit)
        self._hand.send()
        return help_id

    def _lower(self, help_id: str) -> None:
        self._hand.station.write(HelpCancelled(help=help_id), ("amal",), self._visit)
        self._hand.send()

    def _play_until(self, until_s: float) -> None:
        play(self._stations, self._inbox, lambda: time.monotonic() >= until_s)


def main() -> None:
    """Run the lesson and say its figures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd())))
        size = Size(STATIONS + 1, LEARNERS, CLASS)
        school = stack.enter_context(crowded_school(folder, size, sign_ins=BOARDS))
        boards = [PageWatcher(school.url, token, HERON, PAGES, BOARD_PAUSE_S) for token in school.sign_ins]
        for board in boards:
            stack.callback(board.stop)
            board.start()
        inbox: BoundedInbox[Item] = BoundedInbox(100_000, 1 << 28)
        lesson = Lesson([LightStation(record, now_ms, inbox) for record in school.records], inbox, boards)
        stack.callback(lesson.leave)
        lesson.come()
        lesson.run(WARM_S)
        lesson.seen_s.clear()
        for board in boards:
            board.fresh()
        lesson.acts = 0
        lesson.run(LESSON_S)
        pages = [took for board in boards for took in board.fresh()]
        memory = sum(memory_mib(pid) for pid in family(f"hub run --data {folder}"))
    words = f"{STATIONS} stations act, {BOARDS} boards open: "
    say(f"{words}acts of learners a second", "acts/s", lesson.acts / LESSON_S, None, lesson.acts)
    for share, name in ((0.5, "p50"), (0.95, "p95")):
        say(f"{words}page, {name}", "ms", 1000 * percentile(pages, share), PAGE_MS, len(pages))
        say(
            f"{words}change on a board, {name}",
            "ms",
            1000 * percentile(lesson.seen_s, share),
            CHANGE_MS,
            len(lesson.seen_s),
        )
    say(f"{words}memory of hub and broker", "MiB", memory, MEMORY_MIB, 1)


if __name__ == "__main__":
    main()
