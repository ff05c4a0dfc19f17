"""Is a station's database what was written there? Looked at before anything else opens it; nothing is changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from classroom.errors import MessageRefused
from classroom.facts import VisitOpened
from classroom.wire.codec import REDACTED, decode_envelope, decode_fact, hashed_part
from classroom.wire.messages import Envelope
from plumbing.seal import chain
from station.store.outbox import own_hash
from station.store.witness import Said, Witness


class _Row(NamedTuple):
    """A row of the outbox, as the table has it."""

    seq: int
    ev: str
    type: str
    visit: str | None
    learner: str | None
    raw: bytes
    own: bytes


def damage(database: Path) -> str:
    """Return what is wrong, in a few words; "" for a database that is sound, or new.

    One that this version cannot read for another reason than damage counts as sound: opening it tells why.
    """
    said = Witness(database.parent).said()
    if not database.exists() or not database.stat().st_size:
        return "it is gone" if said else ""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            return next(_faults(connection, said), "")
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:  # its texts, or its numbers, may be none
        return f"it cannot be read ({type(error).__name__})"


def _faults(connection: sqlite3.Connection, said: Said | None) -> Iterator[str]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'forks'").fetchone():
        if said:
            yield f"it is empty, and {said.last} facts were saved"
        return  # from before this could be told, or being made when the power went
    for (word,) in connection.execute("PRAGMA integrity_check(1)"):
        if word != "ok":
            yield "its pages contradict each other"
    epoch, base, digest = connection.execute("SELECT epoch, base, base_h FROM station").fetchone()
    last, named = base, dict[str, Envelope]()
    for row in _rows(connection):
        envelope = _envelope(row)
        if envelope is None or not _follows(envelope, digest, row.raw):
            yield f"the fact {row.seq} is not what was written"
            return
        if row.seq != last + 1:
            yield f"the facts behind {last} are missing"
            return
        last, digest = row.seq, envelope.h
        named |= {ref.id: envelope for ref in envelope.media}
        yield from _visit_faults(connection, envelope)
    yield from _media_faults(connection, named)
    if said and said.epoch == epoch and said.last > last:
        yield f"it ends at {last}, and {said.last} facts were saved"


def _rows(connection: sqlite3.Connection) -> Iterator[_Row]:
    found = connection.execute("SELECT seq, ev, type, visit, learner, raw, own FROM outbox ORDER BY seq")
    return (_Row(*row) for row in found)


def _envelope(row: _Row) -> Envelope | None:
    """Return the envelope of a row whose every column says the same; None for any other."""
    if row.own != own_hash(row.raw):
        return None
    with suppress(MessageRefused):
        read = decode_envelope(row.raw)
        learner = read.learners[0] if read.learners else None
        if (read.seq, read.ev, read.type, learner) == (row.seq, row.ev, row.type, row.learner) and (
            read.visit == row.visit
        ):
            return read
    return None


def _follows(envelope: Envelope, digest: str, raw: bytes) -> bool:
    """Say whether a fact continues the chain; what is left of a redacted one cannot tell, its next one can."""
    return envelope.type == REDACTED or chain(digest, hashed_part(raw)) == envelope.h


def _visit_faults(connection: sqlite3.Connection, envelope: Envelope) -> Iterator[str]:
    if envelope.type != "visit.opened":
        return
    with suppress(MessageRefused):
        fact = decode_fact(envelope.type, bytes(envelope.body))
        found = connection.execute("SELECT wrap FROM visits WHERE visit = ?", (envelope.visit,)).fetchone()
        if isinstance(fact, VisitOpened) and fact.wraps and found != (fact.wraps[0].box,):
            yield f"the key of the visit {envelope.visit} is not what was written"


def _media_faults(connection: sqlite3.Connection, named: dict[str, Envelope]) -> Iterator[str]:
    kept = {
        media: (size, mime)
        for media, size, mime in connection.execute("SELECT media, size, mime FROM media").fetchall()
    }
    wanted = {ref.id: (ref.size, ref.mime) for envelope in named.values() for ref in envelope.media}
    if any(kept.get(media) != about for media, about in wanted.items()):
        yield "a fact names a file that it does not know"
