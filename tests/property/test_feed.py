"""I4: whatever is lost, cut, compacted, moved or restored, a station comes to hold what the feed has for it."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from classroom.wire.messages import Hello, Welcome
from hub.intake import requests
from hub.store.store import Store
from station.store.keep import Keep
from tests.folders import quick_folder
from tests.property.feed_room import LARGE, STATION, FeedHub, FeedRoom

STEPS: Final = 40
SUITE_RUNS: Final = 40
LONG_RUNS: Final = 3_000
TURNS: Final = 300
SETTLED: Final = 6
"""Half seconds after which a link that is up has brought everything."""
DOCS: Final = ("zones", "class/heron", "class/comet", "learner/amal", "framework/f6")
SCOPES: Final = ((), ("heron",), ("comet",), ("heron", "comet"), ("zone/cave",), ("heron", "zone/make"))
SIZES: Final = (0, 20, 20, 9_000, LARGE)


class Rooms:
    """Fresh rooms, copied from empty ones that were made once."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers, self.runs = folder, count(), 0
        Keep(folder / "station", disk_floor=0.0).open().close()
        (folder / "hub").mkdir()
        store = Store(folder / "hub")
        store.open_writer().connection.close()
        store.close()

    def enter(self) -> FeedRoom:
        self.runs += 1
        return FeedRoom(FeedHub(self._copy("hub")), self._copy("station"))

    def _copy(self, name: str) -> Path:
        return Path(shutil.copytree(self._folder / name, self._folder / f"{name}-{next(self._numbers)}"))


_ROOMS: list[Rooms] = []


class Feed(RuleBasedStateMachine):
    """One station and the feed of one hub."""

    def __init__(self) -> None:
        super().__init__()
        self.room = _ROOMS[-1].enter()
        self.everything_arrives()

    # ── the hub ──────────────────────────────────────────────────────────────────────────────────────

    @rule(
        docs=st.lists(st.sampled_from(DOCS), min_size=1, max_size=3),
        scope=st.sampled_from(SCOPES),
        size=st.sampled_from(SIZES),
        kept=st.sampled_from([None, None, 0, 2]),
        arrives=st.booleans(),
    )
    def publish(
        self, docs: list[str], scope: tuple[str, ...], size: int, kept: int | None, *, arrives: bool
    ) -> None:
        for doc in docs:
            self.room.hub.put(doc, scope, size=size)
        if kept is not None:
            self.room.hub.compact(kept)
        if arrives:
            self.everything_arrives()

    @rule(
        classes=st.sampled_from([("heron",), ("comet",), ("heron", "comet"), ()]),
        zone=st.sampled_from(["cave", "make"]),
    )
    def serve(self, classes: tuple[str, ...], zone: str) -> None:
        with self.room.hub.tables.transaction():
            self.room.hub.serve(*classes, zone=zone)

    @rule()
    def back_up(self) -> None:
        self.room.hub.back_up()

    @rule()
    def restore(self) -> None:
        self.room.hub.restore()
        self.room.cut()
        self.room.connect()

    @rule()
    def announce(self) -> None:
        self.room.announce()

    # ── the wire, and time ───────────────────────────────────────────────────────────────────────────

    @rule(turns=st.integers(1, 12))
    def deliver(self, turns: int) -> None:
        for _ in range(turns):
            self.room.deliver_up()
            self.room.deliver_down()

    @rule()
    def everything_arrives(self) -> None:
        self.room.announce()
        for _ in range(SETTLED):
            while self.room.up or self.room.down:
                self.room.deliver_up()
                self.room.deliver_down()
            self.room.talk.turn(0.5)

    @rule(down=st.booleans())
    def lose(self, *, down: bool) -> None:
        line = self.room.down if down else self.room.up
        if line:
            del line[0]

    @rule()
    def say_twice(self) -> None:
        if self.room.down:
            self.room.down.append(self.room.down[0])

    @rule(seconds=st.sampled_from([0.1, 2.5, 30.0]))
    def time_passes(self, seconds: float) -> None:
        self.room.talk.turn(seconds)

    @rule()
    def cut(self) -> None:
        self.room.cut()
        self.room.connect()

    @rule()
    def station_is_killed(self) -> None:
        self.room.kill()

    # ── the promises ─────────────────────────────────────────────────────────────────────────────────

    @invariant()
    def nothing_is_shown_that_the_hub_did_not_say(self) -> None:
        assert self.room.shown() <= self.room.hub.ever

    @invariant()
    def whoever_has_read_to_the_end_holds_what_the_feed_has(self) -> None:
        if self.room.is_at_rest():
            assert self.room.shown() == self.room.hub.wanted(), "I4"
            assert self.room.store.shelf.hash() == requests.feed_hash(self.room.hub.tables, STATION), "I4"

    def teardown(self) -> None:
        try:
            self._heal()
            assert self.room.shown() == self.room.hub.wanted(), "I4"
            self._a_hello_finds_nothing_to_mend()
            assert self.room.keep.bodies.used == 0, "files of documents are left over"
        finally:
            self.room.close()
            self.room.hub.close()

    def _heal(self) -> None:
        """From here on everything arrives."""
        self.cut()
        for _ in range(TURNS):
            while self.room.up or self.room.down:
                self.room.deliver_up()
                self.room.deliver_down()
            if self.room.is_at_rest():
                return
            self.room.talk.turn(1.0)
        pytest.fail("the station does not come to hold what the feed has")

    def _a_hello_finds_nothing_to_mend(self) -> None:
        self.room.cut()
        self.room.connect()
        hello = self.room.talk.last(Hello)
        (welcome,) = self.room.hub.answers(hello)
        assert isinstance(welcome, Welcome)
        assert hello.feed_rev == welcome.rev
        assert hello.feed_hash == requests.feed_hash(self.room.hub.tables, STATION), "I4: the hashes differ"


@pytest.fixture
def rooms() -> Iterator[Rooms]:
    with quick_folder() as folder:
        _ROOMS.append(Rooms(folder))
        yield _ROOMS[-1]
        _ROOMS.pop()


def test_a_station_comes_to_hold_what_the_feed_has_for_it(
    rooms: Rooms, long_run: bool, reached: Callable[[str], None]
) -> None:
    settings = hypothesis.settings(
        max_examples=LONG_RUNS if long_run else SUITE_RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[hypothesis.Phase.generate],  # a failing run is printed as it was
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Feed, settings=settings)
    reached(f"I4: {rooms.runs:,} feeds of up to {STEPS} steps, every shelf as its feed, every hash equal")
