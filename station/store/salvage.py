"""A damaged database is set aside, never deleted; what can be read of it goes into a new one, under a new epoch.

The new one is made whole beside the old one and then takes its place; a station that loses its power on the way
goes on with it at the next start.
"""

import logging
import shutil
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from classroom.errors import MessageRefused
from classroom.facts import Fact, Gap, StationErred
from classroom.wire.codec import decode_fact
from classroom.wire.messages import Envelope, Fork
from plumbing.database import open_database
from plumbing.files import sync_folder
from station.store.keep import DATABASE, SCHEMA, Store
from station.store.soundness import damage
from station.store.witness import Witness
from station.store.wreck import Wreck

ASIDE: Final = "damaged"
_READY: Final = "salvaged-"
_MAKING: Final = "salvaging"
MOST_GAPS: Final = 500
"""So many lost facts are each shown by a gap in their place; what is beyond is only counted."""

Make = Callable[[Fact], Envelope]
"""From a fact of the station itself to its envelope."""

log = logging.getLogger(__name__)


class Salvaged(NamedTuple):
    """What became of a damaged database: why, how many facts were taken over, how many lost, where it lies now."""

    why: str
    kept: int
    lost: int
    aside: Path


def make_sound(folder: Path, make: Make) -> Salvaged | None:
    """Look at a station's database before anything opens it, and salvage it if need be; None where it is sound.

    Raises DiskFull and the other errors of plumbing.database; then the damaged one is where it was.
    """
    _finish(folder)
    why = damage(folder / DATABASE)
    if not why:
        return None
    aside = folder / ASIDE / str(sum(1 for _ in (folder / ASIDE).glob("*")) + 1)
    kept, lost = _make_new(folder, aside, make)
    _finish(folder)
    log.error(
        "the database was damaged (%s): %d facts go on, %d are lost; it lies in %s", why, kept, lost, aside
    )
    return Salvaged(why, kept, lost, aside)


def _make_new(folder: Path, aside: Path, make: Make) -> tuple[int, int]:
    making = folder / _MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    with closing(Wreck(folder / DATABASE, making, Witness(folder).said())) as wreck:
        store = Store(open_database(making / DATABASE, SCHEMA), threading.Lock())
        with closing(store):
            kept, lost = _take_over(wreck, store, make)
    for path in making.iterdir():
        if path.name != DATABASE:
            path.unlink()
    sync_folder(making)
    making.rename(folder / f"{_READY}{aside.name}")
    sync_folder(folder)
    return kept, lost


def _take_over(wreck: Wreck, store: Store, make: Make) -> tuple[int, int]:
    """Fill a new database; return how many facts it has of the old one, and how many are lost."""
    envelopes = wreck.envelopes()
    lost = wreck.lost(envelopes)
    gaps = set(lost[:MOST_GAPS])
    with store.writing():
        for seq in sorted({*envelopes, *gaps}):
            _add(store, envelopes[seq] if seq in envelopes else make(Gap()))
        _add(store, make(StationErred(part="store", what="damaged")))
        for table, row in wreck.other_rows():
            store.take_over(table, row)
        epoch, kept = store.outbox.marks().epoch, len(envelopes)
        store.forks.note(Fork(epoch=epoch, was=wreck.epoch, kept=kept, why="damaged"))
    return kept, len(lost)


def _add(store: Store, envelope: Envelope) -> None:
    """Append a fact with what followed from it: its visit, its files."""
    seq = store.outbox.append([envelope])
    for ref in envelope.media:
        store.media.capture(ref, envelope.visit or "", seq)
    if envelope.visit and envelope.learners:
        with suppress(MessageRefused):
            fact = decode_fact(envelope.type, bytes(envelope.body))
            store.visits.apply(fact, envelope.visit, envelope.learners[0], seq)


def _finish(folder: Path) -> None:
    """Put a new database that is ready in the place of the damaged one; that goes aside, with files of nobody."""
    for ready in folder.glob(f"{_READY}*"):
        aside = folder / ASIDE / ready.name.removeprefix(_READY)
        aside.mkdir(parents=True, exist_ok=True)
        if (ready / DATABASE).exists():
            for path in folder.glob(f"{DATABASE}*"):
                path.rename(aside / path.name)
            _set_orphans_aside(folder / "media", aside / "media", ready / DATABASE)
            sync_folder(aside)
            (ready / DATABASE).rename(folder / DATABASE)
            sync_folder(folder)
        shutil.rmtree(ready)
        sync_folder(folder)


def _set_orphans_aside(media: Path, aside: Path, database: Path) -> None:
    """Move files that the new database does not name to where the old one lies."""
    with closing(Store(open_database(database, SCHEMA), threading.Lock())) as store:
        wanted = store.media.all_made() | store.drafts.all_photos()
    for path in media.glob("??/*"):
        if path.name not in wanted:
            aside.mkdir(exist_ok=True)
            path.rename(aside / path.name)
