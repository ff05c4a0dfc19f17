"""A desk on the test's own thread: the real disk and keys, a link that only remembers, events in a list."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from classroom.facts import AnyFact
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import CommandDone, Envelope, FeedPage
from plumbing.seal import admit_key
from station.perform.belonging import Belonging
from station.perform.desk import Desk
from station.perform.recorder import Place
from station.perform.surroundings import Surroundings
from station.session.effects import Effect, LookUpBadge, OpenVisit
from station.session.events import Event
from station.store.keep import Keep, Store
from station.sync.news import DocumentsChanged
from tests.faults.station_school import Child, School
from tests.unit.station.made import Ticker

PHOTO = random.Random(7).randbytes(50_000)
Posted = TypeVar("Posted", bound=Event)


class RememberingLink:
    """A link that remembers what it was asked."""

    def __init__(self) -> None:
        self.nudges = self.feeds = 0
        self.anew = 0
        self.fetches: list[str] = []
        self.answers: list[CommandDone] = []
        self.zones: list[str] = []
        self.last_words: list[CommandDone] = []

    def nudge(self) -> None:
        self.nudges += 1

    def ask_feed(self, *, anew: bool = False) -> None:
        self.feeds += 1
        self.anew += anew

    def answer(self, done: CommandDone) -> None:
        self.answers.append(done)

    def move(self, zone: str) -> None:
        self.zones.append(zone)

    def farewell(self, done: CommandDone) -> None:
        self.last_words.append(done)

    def fetch(self, media: str, size: int) -> None:
        self.fetches.append(media)


class DeskRoom:
    """A desk with what stands around it."""

    def __init__(self, keep: Keep, store: Store, school: School, ticker: Ticker | None = None) -> None:
        self.keep, self.store, self.school = keep, store, school
        self.link, self.ticker = RememberingLink(), ticker or Ticker()
        self.events: list[Event] = []
        self.ended: list[int] = []
        self.record = school.write_record(keep.folder / "join.json", 1)
        place = Place(station="s1", zone="porch", hub_box=school.hub_public, hub_box_id="box-1")
        self.around = Surroundings(
            keep=keep, place=place, clock=self.ticker.clock, uplink=self.link, post=self.events.append,
            belonging=Belonging(self.record, keep.folder, school.sign_public, admit_key(school.k_dn)),
            end=self.ended.append,
        )  # fmt: skip
        self.desk = Desk(self.around, store)

    @contextmanager
    def failing_disk(self) -> Iterator[None]:
        """Let no fact be written meanwhile."""
        fail = "CREATE TRIGGER failing BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'failing'); END"
        self.store._db.execute(fail)
        yield
        self.store._db.execute("DROP TRIGGER failing")

    def deliver(self) -> None:
        """Put all documents of the school on the shelf."""
        school, shelf = self.school, self.store.shelf
        docs = tuple(school.feed.values())
        page = FeedPage(hub_epoch=school.hub_epoch, since=0, to=school.rev, docs=docs, snapshot=True)
        with self.store.writing():
            shelf.apply(page)
        self.desk.hear(DocumentsChanged(frozenset(school.feed)))

    def does(self, *effects: Effect) -> None:
        for effect in effects:
            self.desk.carry_out(effect)

    def enters(self, child: Child | None = None, visit: str = "v1") -> Child:
        """Let a child show her badge and come in."""
        child = child or self.school.child
        self.does(LookUpBadge(text=child.token), OpenVisit(visit=visit, learner=child.document.learner))
        return child

    def all(self, kind: type[Posted]) -> list[Posted]:
        return [event for event in self.events if isinstance(event, kind)]

    def last(self, kind: type[Posted]) -> Posted:
        return self.all(kind)[-1]

    def envelopes(self) -> list[Envelope]:
        return [decode_envelope(row.raw) for row in self.store.outbox.after(0, 1000)]

    def facts(self) -> list[AnyFact]:
        return self.school.open_all(self.envelopes())


@contextmanager
def desk_room(
    folder: Path, school: School | None = None, ticker: Ticker | None = None, **more: Any
) -> Iterator[DeskRoom]:
    keep = Keep(folder, **({"disk_floor": 0.0} | more))
    store = keep.open()
    made = DeskRoom(keep, store, school or School(), ticker)
    try:
        made.deliver()
        yield made
    finally:
        made.desk.end()
        store.close()
