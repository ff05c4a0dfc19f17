"""Who saw, changed and exported what: rows that are only ever added, each bound to the one before by its hash.

Rows hold ids and fixed words, never a name or what a child wrote: whoever is erased is erased here too.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from hub.store.desk import meta, set_meta
from hub.store.tables import Row, Tables
from plumbing import seal

ANCHOR: Final = "audit anchor"
"""Under which word stands where the chain was cut: "seq hash" of the last row that is gone."""
_MEDIA: Final = "media/"
KEPT_MS: Final = 3 * 366 * 86_400_000
_COLUMNS: Final = "seq, at_ms, actor, action, object, learners, reason, h"


class Entry(NamedTuple):
    """One row. `actor` "" is the hub itself or its console; `object` is "kind/id"; `h` binds it to all before it."""

    seq: int
    at_ms: int
    actor: str
    action: str
    object: str
    learners: tuple[str, ...]
    reason: str
    h: str

    def follows(self, before: str) -> bool:
        """Whether this row is unchanged, and the next one after the row with this hash."""
        return self.h == _digest(before, self)


class Sought(NamedTuple):
    """Which rows: of one learner, by one person, between two times (UTC ms); "" and 0 leave a question open."""

    learner: str = ""
    actor: str | None = None
    from_ms: int = 0
    until_ms: int = 0
    most: int = 500


class Checked(NamedTuple):
    """What a walk along the chain found; `broken` is the first row that is not what it was (0 = none)."""

    first: int
    last: int
    head: str
    broken: int


def note(
    tables: Tables,
    at_ms: int,
    actor: str,
    action: str,
    object_: str,
    reason: str = "",
    learners: Sequence[str] = (),
) -> Entry:
    """Add a row, in the transaction of whoever calls."""
    if object_.startswith(_MEDIA):  # the whole hash would outlive its file, and whose that was
        object_ = object_[: len(_MEDIA) + 12]
    seq, before = head(tables)
    entry = Entry(seq + 1, at_ms, actor, action, object_, tuple(sorted(set(learners))), reason, "")
    entry = entry._replace(h=_digest(before, entry))
    _insert(tables, entry)
    return entry


def head(tables: Tables) -> tuple[int, str]:
    """The number and the hash of the newest row; (0, "") before the first."""
    row = tables.one("SELECT seq, h FROM audit ORDER BY seq DESC LIMIT 1")
    return (int(row[0]), str(row[1])) if row else _anchor(tables)


def entries(tables: Tables, sought: Sought, only: Iterable[str] | None = None) -> list[Entry]:
    """The rows that somebody looks for, the newest first; `only` those about one of these learners."""
    where, values = ["1"], list[object]()
    if only is not None:
        where.append(
            "seq IN (SELECT seq FROM audit_learners WHERE learner IN (SELECT value FROM json_each(?)))"
        )
        values.append(msgspec.json.encode(sorted(only)).decode())
    if sought.learner:
        where.append("seq IN (SELECT seq FROM audit_learners WHERE learner = ?)")
        values.append(sought.learner)
    if sought.actor is not None:
        where.append("actor = ?")
        values.append(sought.actor)
    where += ["at_ms >= ?", "at_ms < ?"]
    values += [sought.from_ms, sought.until_ms or 2**62]
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"  # noqa: S608
    return [_entry(row) for row in tables.all(sql, *values, sought.most)]


def after(tables: Tables, seq: int) -> tuple[Entry, ...]:
    """Every row after one, in order."""
    sql = f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq"  # noqa: S608
    return tuple(_entry(row) for row in tables.all(sql, seq))


def put(tables: Tables, rows: Iterable[Entry]) -> int:
    """Add rows of another copy of this chain as far as they continue it; return how many did."""
    seq, before = head(tables)
    added = 0
    for entry in rows:
        if entry.seq == seq + 1 and entry.follows(before):
            _insert(tables, entry)
            seq, before = entry.seq, entry.h
            added += 1
    return added


def check(tables: Tables, since: Checked | None = None) -> Checked:
    """Walk along the whole chain from its anchor; or only what came `since` an earlier walk that found it whole."""
    seq, before = _anchor(tables)
    first = seq + 1
    if since and not since.broken and since.last >= seq:
        kept = tables.one("SELECT h FROM audit WHERE seq = ?", since.last)
        if kept == (since.head,) or since.last == seq:
            seq, before = since.last, since.head
    for row in tables.run(f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq", (seq,)):  # noqa: S608
        entry = _entry(row)
        if entry.seq != seq + 1 or not entry.follows(before):
            return Checked(first, head(tables)[0], head(tables)[1], entry.seq)
        seq, before = entry.seq, entry.h
    return Checked(first, seq, before, 0)


def cut(tables: Tables, before_ms: int) -> int:
    """Let go of the oldest rows up to the first that is not older; the hash of the last stays as an anchor."""
    row = tables.one("SELECT coalesce(min(seq), 0) FROM audit WHERE at_ms >= ?", before_ms)
    upto = int(row[0]) - 1 if row and row[0] else head(tables)[0]
    last = tables.one("SELECT seq, h FROM audit WHERE seq = ?", upto)
    if last is None:
        return 0
    set_meta(tables, ANCHOR, f"{last[0]} {last[1]}")
    tables.run("DELETE FROM audit_learners WHERE seq <= ?", (upto,))
    return tables.run("DELETE FROM audit WHERE seq <= ?", (upto,)).rowcount


def _insert(tables: Tables, entry: Entry) -> None:
    listed = msgspec.json.encode(entry.learners).decode()
    tables.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry._replace(learners=listed))  # type: ignore[arg-type]
    tables.run_many(
        "INSERT INTO audit_learners VALUES (?, ?)", [(learner, entry.seq) for learner in entry.learners]
    )


def _digest(before: str, entry: Entry) -> str:
    return seal.chain(before, msgspec.json.encode(entry[:-1]))


def _anchor(tables: Tables) -> tuple[int, str]:
    seq, _, digest = meta(tables, ANCHOR).partition(" ")
    return int(seq or 0), digest


def _entry(row: Row) -> Entry:
    seq, at_ms, actor, action, object_, learners, reason, digest = row
    listed = msgspec.json.decode(learners, type=tuple[str, ...])
    return Entry(seq, at_ms, actor, action, object_, listed, reason, digest)
