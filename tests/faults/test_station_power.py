"""Row 2: the power of a station goes at any moment; what a child saw as saved is on the disk afterwards."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from classroom.facts import EvidenceHandedIn, Fact, KeyWrap, VisitClosed, VisitOpened
from classroom.wire.codec import decode_envelope, hashed_part
from classroom.wire.messages import Ack, MediaRef
from development.sqlite_disk import watched
from plumbing.seal import chain
from station.store.keep import DATABASE, Keep, Store
from tests.faults.power import Act, Recorder, cuts
from tests.folders import quick_folder
from tests.unit.station.made import envelope

SHORT, LONG = 800, 5_000
VISITS: Final = 120
LEARNER: Final = "amal"
SEED: Final = 20


class Truth:
    """What a station wrote and said, kept outside of it: the bytes of each fact by seq."""

    def __init__(self) -> None:
        self.rows: dict[int, bytes] = {}
        self.safe = 0

    def learn(self, store: Store, upto: int) -> None:
        for row in store.outbox.after(max(self.rows, default=0), upto):
            self.rows[row.seq] = row.raw


def record_days(folder: Path, recorder: Recorder) -> Truth:
    """Create a station and let it save, send and prune as it does, with both of its threads' connections."""
    truth, chance = Truth(), random.Random(SEED)
    with watched(recorder):
        keep = Keep(folder, disk_floor=0.0)
        with closing(keep.open()) as disk, closing(keep.open("NORMAL")) as sync:
            for number in range(VISITS):
                visit = f"v{number}"
                for facts in visit_of(number, chance):
                    last = record(disk, facts, visit)
                    recorder.promise(last)
                    truth.learn(disk, last)
                if number % 7 == 6:
                    truth.safe = last - 20
                    hub_says(sync, upto=last - 3, safe=truth.safe)
        recorder.promise(last)
    return truth


def visit_of(number: int, chance: random.Random) -> list[list[Fact]]:
    opened = VisitOpened(
        zone="porch", how="badge", key_id="k", key_box="b", wraps=(KeyWrap(learner=LEARNER, box="w"),)
    )
    words = "words " * chance.randint(1, 900)
    piece = EvidenceHandedIn(evidence=f"e{number}", targets=("G10",), kind="writing", text=words)
    return [[opened], [piece], [VisitClosed(reason="signed_out")]]


def record(store: Store, facts: list[Fact], visit: str) -> int:
    ref = MediaRef(id=random.Random(visit).randbytes(32).hex(), size=9, mime="image/jpeg")
    made = [
        envelope(fact, visit=visit, learner=LEARNER, key=bytes(32), media=[ref] if fact.sealed else ())
        for fact in facts
    ]
    return store.record(facts, made, visit=visit, learner=LEARNER)


def hub_says(store: Store, upto: int, safe: int) -> None:
    """Mark and let go as the sync thread does."""
    with store.writing():
        store.outbox.acknowledge(Ack(epoch=store.outbox.marks().epoch, upto=upto, safe=safe, hub_epoch="h"))
    for media in store.media.to_offer(upto):
        with store.writing():
            store.media.mark(media.id, "have")
    with store.writing():
        store.media.prune(safe)
        store.outbox.prune(store.outbox.next_to_prune(safe, 99))
        store.visits.prune(safe, 99)


def faults(store: Store, truth: Truth, promised: int) -> list[str]:
    """Return what is wrong with a station after a cut; `promised` is the last seq that was called saved."""
    found = [] if store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)] else ["corrupt"]
    rows, (base, previous) = store.outbox.after(0, 10_000), store.outbox.base()
    last = rows[-1].seq if rows else base
    if last < promised:
        found.append(f"saved up to {promised}, kept up to {last}")
    if base > truth.safe:
        found.append(f"let go up to {base}, safe up to {truth.safe}")
    if [row.seq for row in rows] != list(range(base + 1, last + 1)):
        found.append("a hole")
    for row in rows:
        if row.raw != truth.rows.get(row.seq) or not row.whole:
            found.append(f"{row.seq} is another fact")
        if chain(previous, hashed_part(row.raw)) != decode_envelope(row.raw).h:
            found.append(f"{row.seq} breaks the chain")
        previous = decode_envelope(row.raw).h
    named = {ref.id for row in rows for ref in decode_envelope(row.raw).media}
    if not named <= store.media.all_made():
        found.append("a fact without its file")
    return found


def play(acts: list[Act], truth: Truth, folder: Path, count: int) -> tuple[int, list[str]]:
    """Cut the power `count` times; return at how many distinct moments, and everything that was wrong."""
    keep = Keep(folder, disk_floor=0.0)
    moments, wrong = set[int](), list[str]()
    for cut in cuts(acts, count, SEED, lambda name, data: (folder / name).write_bytes(data)):
        with closing(keep.open()) as store:
            wrong += [f"{cut}: {fault}" for fault in faults(store, truth, cut.promised)]
        moments.add(cut.at)
        for path in folder.glob(DATABASE + "*"):
            path.unlink()
    return len(moments), wrong


def test_no_fact_that_was_called_saved_is_lost_when_the_power_goes(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    recorder = Recorder(DATABASE)
    with quick_folder() as first, quick_folder() as second:
        truth = record_days(first, recorder)
        count = LONG if long_run else SHORT
        moments, wrong = play(recorder.acts, truth, second, count)
    reached(
        f"row 2, station.db: {count} power cuts at {moments} of {len(recorder.acts)} moments, "
        f"{len(truth.rows)} facts, {len(wrong)} lost or corrupt"
    )
    assert wrong == [], wrong[:5]
