"""Row 9: flipped bits and a log that lost its end: all is noticed, and every fact that is whole reaches the hub."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, TypeVar

import pytest

from classroom.facts import EvidenceHandedIn
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import Ack, Envelope, Hello, MediaRef, Message, Welcome
from station.store.keep import DATABASE, Keep, Store
from station.store.salvage import ASIDE, Salvaged, make_sound
from station.sync.drain import Drain
from tests.faults.station_hub import Office
from tests.faults.station_school import School
from tests.faults.test_station_power import record, visit_of
from tests.folders import quick_folder
from tests.unit.station.made import STAMP, envelope

Said = TypeVar("Said", bound=Message)
SHORT, LONG = 120, 1_000
VISITS: Final = 30
A_PAGE: Final = 20
"""More facts than a page of the database holds."""
HEARD: Final = 41
"""So many facts are at the hub before the damage."""


class Station:
    """A station's folder as it was before the damage, in two forms, and what it had saved."""

    def __init__(self, folder: Path) -> None:
        self.forms = folder / "with a log", folder / "without"
        keep, chance = Keep(folder / "s1", disk_floor=0.0), random.Random(9)
        with closing(keep.open()) as store:
            for number in range(VISITS):
                for facts in visit_of(number, chance):
                    record(store, facts, f"v{number}")
            self.saved = [decode_envelope(row.raw) for row in store.outbox.after(0, 10_000)]
            self.epoch = store.outbox.marks().epoch
            self._image(folder / "s1", self.forms[0])
        self._image(folder / "s1", self.forms[1])

    @staticmethod
    def _image(folder: Path, to: Path) -> None:
        to.mkdir()
        for path in folder.iterdir():
            if path.is_file():
                shutil.copy(path, to)


def spoil(folder: Path, chance: random.Random) -> tuple[str, int]:
    """Do to a database what failing cards do; return what it was, and how many facts that may cost at most."""
    files = [path for path in folder.glob(f"{DATABASE}*") if path.suffix != ".db-shm" and path.stat().st_size]
    path = chance.choice(files)
    data = bytearray(path.read_bytes())
    if path.suffix == ".db-wal" and chance.random() < 0.4:
        size = chance.randrange(len(data))
        del data[size:]
        what, cost = f"the log was cut at {size}", 10_000
    else:
        flips = chance.choice((1, 1, 3, 20))
        for _ in range(flips):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        what, cost = f"{flips} bits of {path.name} flipped", flips * A_PAGE
    path.write_bytes(data)
    return what, cost


def ref_of(keep: Keep, media: str) -> MediaRef:
    return MediaRef(id=media, size=keep.made.size(media), mime="image/jpeg")


def start(folder: Path) -> Salvaged | None:
    return make_sound(folder, envelope)


def send_all(store: Store, office: Office) -> None:
    """Let a hub that keeps the protocol have everything, over a link that loses nothing."""
    drain = Drain(store, lambda: STAMP, lambda: 0.5)
    while not drain.welcome(says(office, hello(store), Welcome)):
        pass
    for now_s in range(100):
        for batch in drain.batches(float(now_s)):
            drain.acknowledge(says(office, batch, Ack), float(now_s))
    assert not drain.behind


def says(office: Office, message: Message, kind: type[Said]) -> Said:
    (answer,) = office.answers(message)
    assert isinstance(answer, kind)
    return answer


def hello(store: Store) -> Hello:
    marks = store.outbox.marks()
    return Hello(
        epoch=marks.epoch, max_seq=marks.last, acked_upto=marks.upto, feed_rev=0,
        life="l", boot_id="b", boottime=1, wall=1, nonce="0" * 32,
    )  # fmt: skip


def faults(before: Station, office: Office, found: Salvaged | None, store: Store, cost: int) -> list[str]:
    """Return what is wrong after the damage, and everything that was left of it has gone up."""
    arrived = {fact.ev: fact for fact in office.all()}
    missing = [fact.seq for fact in before.saved if fact.ev not in arrived]
    gaps = sum(fact.type == "gap" for fact in office.all())
    wrong = []
    if missing and not gaps >= len(missing):
        wrong.append(f"{len(missing)} facts are lost, {gaps} gaps are shown")
    if len(missing) > cost:
        wrong.append(f"{len(missing)} facts are lost for damage that cannot cost more than {cost}")
    if [fact.seq for fact in before.saved if fact.ev in arrived and not same(fact, arrived[fact.ev])]:
        wrong.append("a fact arrived as another")
    if found and not any(fact.type == "station.error" for fact in office.all()):
        wrong.append("nobody is told")
    if found and [fork.why for fork in store.forks.untold()] != ["damaged"]:
        wrong.append("the new epoch is not explained")
    return wrong


def same(one: Envelope, other: Envelope) -> bool:
    return (one.type, bytes(one.body), one.media, one.visit) == (
        other.type, bytes(other.body), other.media, other.visit
    )  # fmt: skip


def live_through(before: Station, folder: Path, seed: int) -> tuple[str, list[str], bool]:
    chance = random.Random(seed)
    shutil.copytree(chance.choice(before.forms), folder)
    what, cost = spoil(folder, chance)
    office = Office(School())
    office.envelopes[before.epoch] = before.saved[:HEARD]
    found = start(folder)
    keep = Keep(folder, disk_floor=0.0)
    with closing(keep.open()) as store:
        send_all(store, office)
        wrong = faults(before, office, found, store, cost)
    if found and not list(found.aside.glob(f"{DATABASE}*")):
        wrong.append("the damaged database is gone")
    return what, wrong, found is not None


def test_every_damage_is_noticed_and_every_whole_fact_reaches_the_hub(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    seeds, noticed, wrong = LONG if long_run else SHORT, 0, []
    with quick_folder() as home:
        before = Station(home)
        for seed in range(seeds):
            folder = home / "now"
            what, faulty, found = live_through(before, folder, seed)
            noticed += found
            wrong += [f"seed {seed}, {what}: {fault}" for fault in faulty]
            shutil.rmtree(folder)
    reached(
        f"row 9: {seeds} damaged databases, {noticed} noticed at the start, the others harmless, "
        f"{len(wrong)} facts lost silently"
    )
    assert wrong == [], wrong[:5]
    assert noticed > seeds // 3


@pytest.fixture
def home() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


@pytest.mark.parametrize("rubbish", [b"", b"no database any more" * 999], ids=["empty", "rubbish"])
def test_a_file_that_is_no_database_any_more_is_set_aside_and_the_station_starts(
    rubbish: bytes, home: Path
) -> None:
    before = Station(home)
    folder = home / "now"
    shutil.copytree(before.forms[1], folder)
    (folder / DATABASE).write_bytes(rubbish)
    found = start(folder)
    assert found is not None
    assert (found.kept, found.lost) == (0, len(before.saved))
    assert (folder / ASIDE / "1" / DATABASE).read_bytes() == rubbish
    with closing(Keep(folder, disk_floor=0.0).open()) as store:
        kinds = [row.type for row in store.outbox.after(0, 10_000)]
        assert kinds == ["gap"] * len(before.saved) + ["station.error"]
        assert store.outbox.marks().epoch != before.epoch
        record(store, visit_of(99, random.Random(1))[0], "v99")
    assert start(folder) is None


def test_a_power_cut_while_a_database_is_salvaged_leaves_it_to_the_next_start(home: Path) -> None:
    before = Station(home)
    folder = home / "now"
    shutil.copytree(before.forms[0], folder)
    data = bytearray((folder / f"{DATABASE}-wal").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / f"{DATABASE}-wal").write_bytes(data)
    (folder / "salvaging").mkdir()
    (folder / "salvaging" / DATABASE).write_bytes(b"half of it")
    assert start(folder) is not None
    ready = folder / "salvaged-2"
    ready.mkdir()
    (folder / DATABASE).rename(ready / DATABASE)
    (folder / DATABASE).write_bytes(b"the damaged one, not moved yet")
    assert start(folder) is None
    assert (folder / ASIDE / "2" / DATABASE).read_bytes() == b"the damaged one, not moved yet"
    with closing(Keep(folder, disk_floor=0.0).open()) as store:
        assert store.outbox.marks().last > HEARD


def test_what_was_handed_in_and_its_file_survive_the_loss_of_the_tables_around_them(home: Path) -> None:
    before = Station(home)
    folder = home / "now"
    shutil.copytree(before.forms[1], folder)
    keep = Keep(folder, disk_floor=0.0)
    kept, nobodys = keep.made.put(b"of a fact"), keep.made.put(b"of nobody")
    with closing(keep.open()) as store:
        piece = EvidenceHandedIn(evidence="e", targets=("G10",), kind="photo")
        made = envelope(piece, visit="v1", learner="amal", key=bytes(32), media=[ref_of(keep, kept)])
        store.record([piece], [made], visit="v1", learner="amal")
        store._db.execute("DELETE FROM media")
    assert start(folder) is not None
    with closing(Keep(folder, disk_floor=0.0).open()) as store:
        assert kept in store.media.all_made()
        assert store.visits.get("v1") is not None
    assert keep.made.has(kept)
    assert (folder / ASIDE / "1" / "media" / nobodys).exists()
