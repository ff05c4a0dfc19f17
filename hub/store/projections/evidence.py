"""The pieces of work: what was handed in, taken back, looked at."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

import msgspec

from classroom.evidence import Order, Piece, Source, Support
from classroom.facts import (
    EvidenceHandedIn,
    EvidenceReviewStarted,
    EvidenceWithdrawn,
    FilesLetGo,
    MediaGivenUp,
    ObservationMade,
)
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.projections import dating, waiting
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE pieces (
    evidence TEXT PRIMARY KEY, visit TEXT NOT NULL, kind TEXT NOT NULL, learners TEXT NOT NULL, targets TEXT NOT NULL,
    day TEXT NOT NULL, at_ms INTEGER NOT NULL, station TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
    activity TEXT, support TEXT NOT NULL, source TEXT NOT NULL, revises TEXT, attempt INTEGER NOT NULL,
    text TEXT NOT NULL, caption TEXT NOT NULL, by_staff INTEGER NOT NULL, from_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pieces_undated ON pieces (station) WHERE day = '';
CREATE INDEX pieces_revises ON pieces (revises) WHERE revises IS NOT NULL;
CREATE TABLE piece_lines (
    learner TEXT NOT NULL, target TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (learner, target, evidence)
) STRICT, WITHOUT ROWID;
CREATE TABLE piece_media (
    evidence TEXT NOT NULL, place INTEGER NOT NULL, media TEXT NOT NULL, size INTEGER NOT NULL, mime TEXT NOT NULL,
    PRIMARY KEY (evidence, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_piece ON piece_media (media);
CREATE TABLE withdrawn (
    evidence TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, station TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE looked_at (
    evidence TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, station TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE given_up (media TEXT PRIMARY KEY, by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE let_go (media TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE answered (evidence TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
TABLES: Final = (
    "pieces", "piece_lines", "piece_media", "withdrawn", "looked_at", "given_up", "let_go", "answered",
)  # fmt: skip
_COLUMNS = (
    "pieces.evidence, visit, kind, learners, targets, day, at_ms, pieces.station, epoch, seq, activity, support, "
    "source, revises, attempt, text, caption, by_staff, from_ms"
)
_TEXTS = msgspec.json.Decoder(tuple[str, ...])


class HandedIn(NamedTuple):
    """A piece as it lies here.

    It was made between `from_ms` and `at_ms` (UTC), its place in the order of things; `day` is "" where nobody knows.
    """

    evidence: str
    visit: str
    kind: str
    learners: tuple[str, ...]
    targets: tuple[str, ...]
    day: str
    at_ms: int
    station: str
    epoch: str
    seq: int
    activity: str | None
    support: Support
    source: Source
    revises: str | None
    attempt: int
    text: str
    caption: str
    by_staff: bool
    from_ms: int

    def piece(self) -> Piece:
        """The piece as the rules of mastery see it."""
        return Piece(
            id=self.evidence,
            kind=self.kind,
            learners=self.learners,
            targets=self.targets,
            day=self.day,
            order=Order(at_ms=self.at_ms, station=self.station, epoch=self.epoch, seq=self.seq),
            activity=self.activity,
            support=self.support,
            source=self.source,
            revises=self.revises,
            by_staff=self.by_staff,
        )


def hand_in(tables: Tables, stored: Stored, fact: EvidenceHandedIn, by_staff: int = 0) -> None:
    """A piece comes in; `by_staff` where a grown-up wrote down what she saw."""
    if not stored.learners or not fact.targets:
        raise FactRefused("a piece has one learner at least and one target at least")
    learners, targets = (msgspec.json.encode(ids).decode() for ids in (stored.learners, fact.targets))
    added = tables.run(
        "INSERT OR IGNORE INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            fact.evidence, stored.visit or "", fact.kind, learners, targets,
            dating.sure_day(tables, stored.from_ms, stored.at_ms), stored.at_ms, stored.station, stored.epoch,
            stored.seq, fact.activity, fact.support, fact.source, fact.revises, fact.attempt, fact.text, fact.caption,
            by_staff, stored.from_ms,
        ),
    ).rowcount  # fmt: skip
    if not added:
        return
    lines = {(learner, target, fact.evidence) for learner in stored.learners for target in fact.targets}
    tables.connection.executemany("INSERT INTO piece_lines VALUES (?, ?, ?)", lines)
    for place, media in enumerate(decode_envelope(stored.raw).media):
        row = (fact.evidence, place, media.id, media.size, media.mime)
        tables.run("INSERT INTO piece_media VALUES (?, ?, ?, ?, ?)", row)
    tables.later(waiting.settle, fact.evidence)
    if fact.revises:
        tables.later(waiting.settle, fact.revises)


def move_piece(tables: Tables, stored: Stored, fact: EvidenceHandedIn | ObservationMade) -> None:
    """It was made at another time than was thought; a second fact with its id has no say."""
    if tables.run(
        "UPDATE pieces SET at_ms = ?, from_ms = ? WHERE evidence = ? AND station = ? AND epoch = ? AND seq = ?",
        (stored.at_ms, stored.from_ms, fact.evidence, stored.station, stored.epoch, stored.seq),
    ).rowcount:
        dating.date(tables, fact.evidence)


def _withdraw(tables: Tables, stored: Stored, fact: EvidenceWithdrawn) -> None:
    _keep_earliest(tables, "withdrawn", fact.evidence, stored)


def _look(tables: Tables, stored: Stored, fact: EvidenceReviewStarted) -> None:
    _keep_earliest(tables, "looked_at", fact.evidence, stored)


def _keep_earliest(tables: Tables, table: str, evidence: str, stored: Stored) -> None:
    """Of several facts the earliest stands; the one that stands may have moved in time."""
    order = stored.order
    tables.run(
        f"INSERT INTO {table} VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE "  # noqa: S608
        "SET at_ms = ?2, station = ?3, epoch = ?4, seq = ?5 "
        "WHERE (?2, ?3, ?4, ?5) < (at_ms, station, epoch, seq) OR (?3, ?4, ?5) = (station, epoch, seq)",
        (evidence, order.at_ms, order.station, order.epoch, order.seq),
    )
    tables.later(waiting.settle, evidence)


def _give_up(tables: Tables, _: Stored, fact: MediaGivenUp) -> None:
    tables.run("INSERT OR IGNORE INTO given_up VALUES (?, ?)", (fact.media, fact.by))


def _let_go(tables: Tables, _: Stored, fact: FilesLetGo) -> None:
    """Their time was over: the learners' documents speak of them no more."""
    tables.run_many("INSERT OR IGNORE INTO let_go VALUES (?)", [(media,) for media in fact.media])
    for media in fact.media:
        piece = piece_with(tables, media)
        for learner in piece.learners if piece else ():
            tables.mark_stale(f"learner/{learner}")


HANDLERS: Final = {
    FilesLetGo: _let_go,
    EvidenceHandedIn: hand_in,
    EvidenceWithdrawn: _withdraw,
    EvidenceReviewStarted: _look,
    MediaGivenUp: _give_up,
}
MOVED: Final = {
    EvidenceHandedIn: move_piece,
    EvidenceWithdrawn: _withdraw,
    EvidenceReviewStarted: _look,
}


def mark_answered(tables: Tables, evidence: str) -> None:
    """A person of the staff said something to it."""
    tables.run("INSERT OR IGNORE INTO answered VALUES (?)", (evidence,))
    tables.later(waiting.settle, evidence)


def piece(tables: Tables, evidence: str) -> HandedIn | None:
    """One piece by id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM pieces WHERE evidence = ?", evidence)  # noqa: S608
    return _handed_in(row) if row else None


def pieces_of(tables: Tables, learner: str, target: str) -> list[HandedIn]:
    """A learner's pieces for one target, oldest first."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM piece_lines JOIN pieces USING (evidence) "  # noqa: S608
        "WHERE learner = ? AND target = ? ORDER BY at_ms, pieces.station, epoch, seq",
        learner,
        target,
    )
    return [_handed_in(row) for row in rows]


def newest(tables: Tables, learner: str, limit: int, *, lasting: bool = False) -> list[HandedIn]:
    """The last pieces of a learner, newest first; `lasting` leaves out what she took back."""
    kept = f"AND NOT {waiting.TAKEN_BACK} " if lasting else ""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM pieces "  # noqa: S608
        f"WHERE evidence IN (SELECT evidence FROM piece_lines WHERE learner = ?) {kept}"
        "ORDER BY at_ms DESC, pieces.station DESC, epoch DESC, seq DESC LIMIT ?",
        learner,
        limit,
    )
    return [_handed_in(row) for row in rows]


def lasting(tables: Tables, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The targets of those of these pieces that were not taken back, newest first."""
    rows = tables.all(
        "SELECT evidence, targets FROM pieces WHERE evidence IN (SELECT value FROM json_each(?)) "  # noqa: S608
        f"AND NOT {waiting.TAKEN_BACK} ORDER BY at_ms DESC, station DESC, epoch DESC, seq DESC",
        waiting.listed(ids),
    )
    return {evidence: _TEXTS.decode(targets) for evidence, targets in rows}


def waiting_for(tables: Tables, learners: Iterable[str]) -> list[HandedIn]:
    """The pieces of these learners that wait for an answer, oldest first."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM pieces WHERE evidence IN (SELECT evidence FROM waiting WHERE learner "  # noqa: S608
        "IN (SELECT value FROM json_each(?))) ORDER BY at_ms, evidence",
        waiting.listed(learners),
    )
    return [_handed_in(row) for row in rows]


def media_of(tables: Tables, evidence: str) -> list[MediaRef]:
    """The sealed files of a piece, in their order."""
    rows = tables.all("SELECT media, size, mime FROM piece_media WHERE evidence = ? ORDER BY place", evidence)
    return [MediaRef(id=media, size=size, mime=mime) for media, size, mime in rows]


def piece_with(tables: Tables, media: str) -> HandedIn | None:
    """The piece to which a sealed file belongs."""
    row = tables.one("SELECT evidence FROM piece_media WHERE media = ? ORDER BY evidence LIMIT 1", media)
    return piece(tables, row[0]) if row else None


def is_named(tables: Tables, ref: MediaRef) -> bool:
    """Whether a piece has this file, with this size."""
    return tables.one("SELECT 1 FROM piece_media WHERE media = ? AND size = ?", ref.id, ref.size) is not None


def given_up(tables: Tables, media: str) -> bool:
    """Whether somebody of the staff said that this file will not come."""
    return tables.one("SELECT 1 FROM given_up WHERE media = ?", media) is not None


def media_without_thumb(tables: Tables) -> list[str]:
    """The pictures of which there is no small one."""
    rows = tables.all(
        "SELECT DISTINCT media FROM piece_media LEFT JOIN thumbs USING (media) "
        "WHERE thumbs.media IS NULL AND media NOT IN (SELECT media FROM let_go) "
        "AND piece_media.mime LIKE 'image/%' ORDER BY media"
    )
    return [media for (media,) in rows]


def orders(tables: Tables, table: str, evidence: str) -> Order | None:
    """When a piece was `withdrawn` or `looked_at`."""
    row = tables.one(f"SELECT at_ms, station, epoch, seq FROM {table} WHERE evidence = ?", evidence)  # noqa: S608
    return Order(at_ms=row[0], station=row[1], epoch=row[2], seq=row[3]) if row else None


def is_taken_back(tables: Tables, evidence: str) -> bool:
    """Whether the learner took a piece back before anyone looked."""
    taken, looked = orders(tables, "withdrawn", evidence), orders(tables, "looked_at", evidence)
    return taken is not None and (looked is None or taken < looked)


def progress(tables: Tables, evidence: str) -> Literal["handed_in", "in_review", "answered"]:
    """How far the answer to a piece is."""
    if is_answered(tables, evidence):
        return "answered"
    return "in_review" if orders(tables, "looked_at", evidence) else "handed_in"


def is_answered(tables: Tables, evidence: str) -> bool:
    """Whether staff said anything to a piece."""
    return tables.one("SELECT 1 FROM answered WHERE evidence = ?", evidence) is not None


def _handed_in(row: Row) -> HandedIn:
    lists = (_TEXTS.decode(row[3]), _TEXTS.decode(row[4]))
    return HandedIn._make((*row[:3], *lists, *row[5:17], bool(row[17]), row[18]))
