"""Row 2: the power of the hub goes at any moment; what it acknowledged is in its log afterwards, once, and folded."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from classroom.facts import VisitClosed
from development.sqlite_disk import watched
from hub.service.backoffice import Backoffice
from hub.store import facts
from hub.store.rebuild import differences
from hub.store.store import Store
from hub.store.tables import Tables
from tests.factories_hub import Clock, enrol, open_school
from tests.faults.power import Act, Recorder, cuts
from tests.folders import quick_folder
from tests.stub_station import StubStation

SHORT, LONG = 250, 5_000
VISITS: Final = 50
SEED: Final = 21
FOLDED: Final = 25
"""Each so many cuts the projections are compared with the log."""


def record_days(back: Backoffice, recorder: Recorder) -> StubStation:
    """Let a station send what children did, in batches; each acknowledgement is a promise."""
    station = StubStation(enrol(back), Clock())
    sent = 0
    for number in range(VISITS):
        visit = station.open_visit("amal")
        station.hand_in(visit, "amal", text="words " * (40 * number % 700))
        station.write(VisitClosed(reason="signed_out"), ("amal",), visit)
        if number % 3 == 2:
            send(back, station, sent + 1)
            sent = station.seq
            recorder.promise(sent)
    return station


def send(back: Backoffice, station: StubStation, first: int) -> None:
    batch = station.batch(first)
    taken = back.writer.do(lambda tables: back.recording.take(tables, station.record.station, batch))
    assert (taken.upto, taken.rejected) == (station.seq, ())


def faults(tables: Tables, station: StubStation, promised: int, *, folded: bool) -> list[str]:
    """Return what is wrong with a hub after a cut; `promised` is the last seq that it acknowledged."""
    found = [] if tables.all("PRAGMA integrity_check") == [("ok",)] else ["corrupt"]
    mark = facts.mark(tables, station.record.station, station.epoch)
    here = [fact.raw for fact in facts.after(tables, 0) if fact.station == station.record.station]
    if mark.upto < promised:
        found.append(f"acknowledged up to {promised}, kept up to {mark.upto}")
    if here != station.rows[: mark.upto]:
        found.append(f"{len(here)} facts in the log, {mark.upto} by the mark")
    if folded and (stray := differences(tables)[0]):
        found.append(f"not what the log says: {stray}")
    return found


def play(acts: list[Act], station: StubStation, folder: Path, count: int) -> tuple[int, list[str]]:
    """Cut the power `count` times; return at how many distinct moments, and everything that was wrong."""
    moments, wrong = set[int](), list[str]()
    kept = (folder / "hub.db").read_bytes()
    for cut in cuts(acts, count, SEED, lambda name, data: (folder / name).write_bytes(data)):
        store = Store(folder)
        with closing(store), closing(store.open_writer().connection) as connection:
            folded = len(moments) % FOLDED == 0
            wrong += [
                f"{cut}: {fault}"
                for fault in faults(Tables(connection), station, cut.promised, folded=folded)
            ]
        moments.add(cut.at)
        for path in folder.glob("hub.db*"):
            path.unlink()
    (folder / "hub.db").write_bytes(kept)
    return len(moments), wrong


def test_no_fact_that_was_acknowledged_is_lost_when_the_power_goes(
    long_run: bool, reached: Callable[[str], None]
) -> None:
    recorder = Recorder("hub.db")
    with quick_folder() as first, quick_folder() as second:
        with watched(recorder):
            back = open_school(first)
            founded = len(recorder.acts)
            station = record_days(back, recorder)
            back.stop()
        shutil.copytree(first, second, dirs_exist_ok=True)
        count = LONG if long_run else SHORT
        moments, wrong = play(recorder.acts, station, second, count)
    reached(
        f"row 2, hub.db: {count} power cuts at {moments} of {len(recorder.acts)} moments, "
        f"{station.seq} facts, {len(wrong)} lost or corrupt"
    )
    assert founded < len(recorder.acts)
    assert wrong == [], wrong[:5]
