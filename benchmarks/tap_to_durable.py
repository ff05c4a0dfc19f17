"""From the tap to "saved": a fact alone and with a photo, beside the bare writes that the disk itself needs."""

import base64
import json
import os
import queue
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Raw

from classroom.documents import (
    BadgesDocument,
    LearnerDocument,
)
from classroom.doors import (
    BadgeEntry,
)
from classroom.facts import EvidenceHandedIn
from classroom.learner import OLDER
from classroom.tokens import make_token
from classroom.wire.codec import encode_document
from classroom.wire.messages import CommandDone, FeedDocument, FeedPage
from hardware.absent import AbsentBadgeReader, AbsentLight, AbsentMicrophone, AbsentPlayer, AbsentSpeech
from plumbing.seal import badge_id, badge_key, box_keypair, random_bytes, seal, wrap
from station.perform.belonging import Belonging
from station.perform.devices import Devices
from station.perform.performer import Performer
from station.perform.recorder import Place
from station.session.effects import JournalDraft, LookUpBadge, OpenVisit, Record
from station.session.events import BadgeAccepted, BadgeRefused, Event, Recorded, VisitStarted
from station.session.visitor import DraftCard
from station.store.keep import Keep
from station.sync.clock import HubClock, this_machine

ROUNDS = 300
PHOTO = random.Random(1).randbytes(300_000)
WORDS = "I built two bridges and although was the harder one. " * 4
LEARNER = "l1"


class Nobody:
    """A link to no hub."""

    def nudge(self) -> None: ...
    def ask_feed(self, *, anew: bool = False) -> None: ...
    def fetch(self, media: str, size: int) -> None: ...
    def answer(self, done: CommandDone) -> None: ...
    def move(self, zone: str) -> None: ...
    def farewell(self, done: CommandDone) -> None: ...


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        home = Path(folder)
        with closing(Bare(home)) as bare, closing(Ours(home / "station")) as ours:
            size = ours.bytes_a_fact()
            report("fact alone", side_by_side(lambda: bare.commit(size), ours.save))
            report("fact with a 300 KB photo", side_by_side(lambda: bare.photo(size), ours.save_photo))
            kept = side_by_side(lambda: bare.photo(size), ours.save_kept, before=ours.keep)
            report("fact with a 300 KB photo kept a tap before", kept)


def side_by_side(
    bare: Callable[[], None], ours: Callable[[], None], before: Callable[[], None] = lambda: None
) -> tuple[list[float], list[float]]:
    """Returns ms of each, taken in turn, so that what else the machine does touches both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        before()
        for taken, act in zip(times, (bare, ours), strict=True):
            begun = time.perf_counter()
            act()
            taken.append((time.perf_counter() - begun) * 1000)
    return times


def report(name: str, times: tuple[list[float], list[float]]) -> None:
    bare, ours = times
    for label, place in (("p50", 0.50), ("p99", 0.99)):
        value, baseline = at(ours, place), at(bare, place)
        figure = {
            "name": f"tap to saved, {name}, {label}",
            "value": round(value, 3),
            "unit": "ms",
            "baseline": round(baseline, 3),
            "ratio": round(value / baseline, 2),
            "n": len(ours),
        }
        print(json.dumps(figure), flush=True)


def at(times: list[float], place: float) -> float:
    return sorted(times)[min(len(times) - 1, int(place * len(times)))]


class Bare:
    """What the disk itself costs: one row committed under WAL and FULL; for a photo also a file made to last."""

    def __init__(self, home: Path) -> None:
        self._home, self._count = home, 0
        self._db = sqlite3.connect(home / "bare.db", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE facts (seq INTEGER PRIMARY KEY, raw BLOB)")

    def commit(self, size: int) -> None:
        self._db.execute("INSERT INTO facts (raw) VALUES (?)", (bytes(size),))

    def photo(self, size: int) -> None:
        self._count += 1
        part, whole = self._home / f"{self._count}.new", self._home / f"{self._count}.photo"
        with part.open("wb") as file:
            file.write(PHOTO)
            file.flush()
            os.fsync(file.fileno())
        part.rename(whole)
        folder = os.open(self._home, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        self.commit(size)

    def close(self) -> None:
        self._db.close()


class Ours:
    """A station's own way: effect, disk thread, seal, file, transaction, event."""

    def __init__(self, home: Path) -> None:
        self._keep, self._clock = Keep(home, disk_floor=0.0), HubClock(this_machine())
        secret, key = random_bytes(16), random_bytes(32)
        with closing(self._keep.open()) as store, store.writing():
            store.shelf.apply(school(secret, key))
        _, public = box_keypair()
        place = Place(station="s1", zone="porch", hub_box=public, hub_box_id="box")
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        devices = Devices(
            AbsentBadgeReader(), AbsentSpeech(), AbsentLight(), AbsentMicrophone(), AbsentPlayer()
        )
        self._performer = Performer(
            self._keep, place, self._clock, devices,
            Belonging(home / "join.json", home, bytes(32), bytes(32)), lambda _: None,
        )  # fmt: skip
        self._performer.start(self._events.put, Nobody())
        self._count = 0
        self._performer.carry_out(LookUpBadge(text=make_token(secret)))
        self._wait_for(BadgeAccepted)
        self._performer.carry_out(OpenVisit(visit="v1", learner=LEARNER))
        self._wait_for(VisitStarted)

    def save(self) -> None:
        self._save(b"", None)

    def save_photo(self) -> None:
        self._save(PHOTO, None)

    def keep(self) -> None:
        """What "Keep" does while the learner is still asked how it went."""
        draft = DraftCard(draft="d1", kind="photo", target="G10", photo=PHOTO)
        self._performer.carry_out(JournalDraft(visit="v1", learner=LEARNER, draft=draft))
        self._performer.carry_out(LookUpBadge(text="nobody's"))
        self._wait_for(BadgeRefused)

    def save_kept(self) -> None:
        self._save(PHOTO, "d1")

    def _save(self, photo: bytes, draft: str | None) -> None:
        self._count += 1
        fact = EvidenceHandedIn(evidence=f"e{self._count}", targets=("G10",), kind="writing", text=WORDS)
        self._performer.carry_out(
            Record(
                tag=str(self._count),
                facts=(fact,),
                visit="v1",
                learner=LEARNER,
                file=photo,
                closes_drafts=(draft,) if draft else (),
            )
        )
        self._wait_for(Recorded)

    def bytes_a_fact(self) -> int:
        self.save()
        with closing(self._keep.open()) as store:
            return len(store.outbox.after(0, 10)[-1].raw)

    def close(self) -> None:
        self._performer.stop()

    def _wait_for(self, kind: type[Event]) -> None:
        while not isinstance(self._events.get(timeout=10), kind):
            pass


def school(secret: bytes, key: bytes) -> FeedPage:
    """One learner with one badge, as the hub sends them."""
    wrapped = base64.b64encode(wrap(badge_key(secret), key, LEARNER)).decode()
    entry = BadgeEntry(badge=badge_id(secret), owner=LEARNER, wrap=wrapped)
    learner = LearnerDocument(learner=LEARNER, name="Amal", grade="06", band=OLDER)
    sealed = base64.b64encode(seal(key, encode_document(learner), f"learner {LEARNER}".encode()))
    badges = encode_document(BadgesDocument(class_="c1", badges=(entry,)))
    return FeedPage(
        hub_epoch="h1",
        since=0,
        to=2,
        snapshot=True,
        docs=(
            FeedDocument(rev=1, doc="badges/c1", kind="badges", version=1, body=Raw(badges)),
            FeedDocument(rev=2, doc="learner/l1", kind="learner", version=1, body=Raw(b'"' + sealed + b'"')),
        ),
    )


if __name__ == "__main__":
    main()
