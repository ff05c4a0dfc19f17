"""A copy of the hub's databases as of one commit, and the look that decides whether such a copy is whole."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from classroom.errors import MessageRefused
from classroom.facts import DraftParked
from classroom.ids import HUB
from classroom.wire.codec import decode_envelope, hashed_part
from classroom.wire.messages import Envelope
from hub.store import audit
from hub.store.letting_go import was_let_go
from hub.store.projections import drafts, evidence, roster
from hub.store.tables import Tables
from plumbing import seal
from plumbing.database import named_error
from plumbing.errors import DatabaseDamaged

KeyRows = dict[str, list[tuple[Any, ...]]]
"""The rows of keys.db, table by table."""


class MissingFile(NamedTuple):
    """A file that the fact `seq` of a station names and that is not held here."""

    media: str
    station: str
    epoch: str
    seq: int


class Examined(NamedTuple):
    """What a whole copy holds: its newest rev, how far each station is safe with it, which files it lacks."""

    rev: int
    facts: int
    safe: dict[tuple[str, str], int]
    missing: tuple[MissingFile, ...]
    audit: int = 0


def copy_database(path: Path, to: Path) -> None:
    """Copy a database as of its latest commit while others go on writing; `to` is no living database yet."""
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy, pages=-1)  # in one step: in several, a busy hub would make it begin anew
    except sqlite3.Error as error:
        raise (named_error(error, path) or DatabaseDamaged(path, error)) from error


def check_pages(path: Path) -> None:
    """Let SQLite look at every page and index; raises DatabaseDamaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(path, error) from error
    if said != ["ok"]:
        raise DatabaseDamaged(path, "; ".join(said)[:300])


def open_copy(path: Path) -> Tables:
    """Open a copy to look at it; the caller closes its connection."""
    return Tables(sqlite3.connect(path, isolation_level=None))


def rows_of_keys(path: Path) -> KeyRows:
    """Every row of keys.db but those that end by themselves (sessions, one-time words), table by table."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
        db.execute("BEGIN")
        names = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        kept = [name for name in names if name not in _PASSING and not name.startswith(("sqlite_", "_"))]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in kept}  # noqa: S608


def put_rows_of_keys(path: Path, rows: KeyRows) -> None:
    """Replace what keys.db holds by these rows; tables that this version does not know are left out."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        db.execute("BEGIN IMMEDIATE")
        for name in _PASSING:
            db.execute(f"DELETE FROM {name}")  # noqa: S608
        for name in sorted(known & rows.keys()):
            db.execute(f"DELETE FROM {name}")  # noqa: S608
            for row in rows[name]:
                db.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        db.execute("COMMIT")


_DRAFT = str(DraftParked.__struct_config__.tag)
_PASSING = ("sessions", "one_time")


def examine(tables: Tables, stations_with_keys: frozenset[str], holds: Callable[[str], bool]) -> Examined:
    """Follow every chain of facts to its mark and look for every file; raises DatabaseDamaged for a broken link.

    `holds(media)` says whether a file is there, whole.
    """
    lost_keys = sorted(roster.stations(tables).keys() - stations_with_keys)
    if lost_keys:
        raise DatabaseDamaged("keys.db", f"the credentials of {', '.join(lost_keys)} are not in it")
    chains: dict[tuple[str, str], _Chain] = {}
    missing: list[MissingFile] = []
    for station, epoch, seq, raw, aside, cut in _links(tables):
        chain = chains.setdefault((station, epoch), _Chain())
        envelope = chain.follow(station, seq, raw, cut=cut)
        lacks = [ref.id for ref in envelope.media if not holds(ref.id)]
        lacks = [one for one in lacks if _is_needed(tables, one, draft=envelope.type == _DRAFT and not aside)]
        missing += [MissingFile(media, station, epoch, seq) for media in lacks]
    marks = {
        (station, epoch): (upto, digest)
        for station, epoch, upto, digest in tables.all("SELECT station, epoch, upto, h FROM marks")
    }
    for key, (upto, digest) in marks.items():
        chains.setdefault(key, _Chain()).end(key[0], upto, digest)
    row = tables.one("SELECT coalesce(max(rev), 0), count(*) FROM facts") or (0, 0)
    uptos = {key: upto for key, (upto, _) in marks.items() if key[0] != HUB}
    safe = _safe(uptos, chains, missing)
    return Examined(row[0], row[1], safe, tuple(missing), audit.head(tables)[0])


class _Chain:
    """One epoch of one station, followed fact by fact; `hole` is the first seq that is not here under its number."""

    def __init__(self) -> None:
        self.seq, self.digest = 0, ""
        self.hole: int | None = None

    def follow(self, station: str, seq: int, raw: bytes, *, cut: int) -> Envelope:
        """Take the next fact; raises DatabaseDamaged when it does not continue the one before.

        One that was `cut` is believed what it says of its chain: the next one, or the mark, contradicts it.
        """
        try:
            envelope = decode_envelope(raw)
            digest = envelope.h
            if seq == self.seq + 1:
                if not cut and seal.chain(self.digest, hashed_part(raw)) != digest:
                    raise DatabaseDamaged("hub.db", f"fact {seq} of {station} is not what it was")
            elif self.hole is None:
                self.hole = self.seq + 1  # the same fact came before, in another epoch: it stands there
        except MessageRefused as error:
            raise DatabaseDamaged("hub.db", f"fact {seq} of {station}: {error}") from error
        self.seq, self.digest = seq, digest
        return envelope

    def end(self, station: str, upto: int, digest: str) -> None:
        """Compare with the mark."""
        if self.seq > upto or (self.seq == upto and self.digest != digest):
            raise DatabaseDamaged("hub.db", f"the facts of {station} end elsewhere than at {upto}")
        if self.seq < upto and self.hole is None:
            self.hole = self.seq + 1


def _links(tables: Tables) -> Iterator[tuple[str, str, int, bytes, int, int]]:
    return iter(
        tables.run(
            "SELECT station, epoch, seq, raw, 0, cut FROM facts "
            "UNION ALL SELECT station, epoch, seq, raw, 1, cut FROM quarantine ORDER BY station, epoch, seq"
        )
    )


def _is_needed(tables: Tables, media: str, *, draft: bool) -> bool:
    """Whether somebody still waits for a file: nobody gave it up, its time is not over, its draft did not end."""
    if evidence.given_up(tables, media) or was_let_go(tables, media):
        return False
    return not draft or drafts.is_waited_for(tables, media)


def _safe(
    uptos: dict[tuple[str, str], int], chains: dict[tuple[str, str], _Chain], missing: list[MissingFile]
) -> dict[tuple[str, str], int]:
    """How far each epoch is safe: before its first fact without its file.

    Behind a hole may stand a fact that is kept in an earlier epoch: while that one lacks a file, so does this.
    """
    first: dict[tuple[str, str], int] = {}
    for lack in missing:
        first.setdefault((lack.station, lack.epoch), lack.seq)
    safe = {}
    for (station, epoch), upto in uptos.items():
        ends = [upto, first.get((station, epoch), upto + 1) - 1]
        elsewhere = any(other == station and its_epoch != epoch for other, its_epoch in first)
        hole = chains[station, epoch].hole
        if elsewhere and hole is not None:
            ends.append(hole - 1)
        safe[station, epoch] = min(ends)
    return safe
