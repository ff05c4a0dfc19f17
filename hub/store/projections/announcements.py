"""What is announced: to which classes or zone, since when; one that was ended is gone from the stations."""

from typing import Final, NamedTuple

import msgspec

from classroom.announcement import Announcing
from classroom.facts import AnnouncementEnded, AnnouncementMade
from hub.store.facts import Stored
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE announcements (
    announcement TEXT PRIMARY KEY, rev INTEGER NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL,
    classes TEXT NOT NULL, zone TEXT, at_ms INTEGER NOT NULL, by TEXT NOT NULL, ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX announcements_live ON announcements (at_ms) WHERE NOT ended;
"""
TABLES: Final = ("announcements",)
_COLUMNS: Final = "announcement, what, text, classes, zone, at_ms, by"
_TEXTS = msgspec.json.Decoder(dict[str, str])
_NAMES = msgspec.json.Decoder(tuple[str, ...])


class Announced(NamedTuple):
    """Words that stand at the stations; time is UTC ms."""

    announcement: str
    what: Announcing
    text: dict[str, str]
    classes: tuple[str, ...]
    zone: str | None
    at_ms: int
    by: str


def _make(tables: Tables, stored: Stored, fact: AnnouncementMade) -> None:
    tables.run(
        "INSERT OR IGNORE INTO announcements VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            fact.announcement, stored.rev, fact.what, msgspec.json.encode(fact.text).decode(),
            msgspec.json.encode(fact.classes).decode(), fact.zone, stored.at_ms, fact.by,
        ),
    )  # fmt: skip
    tables.mark_stale(f"announcement/{fact.announcement}")


def _end(tables: Tables, _stored: Stored, fact: AnnouncementEnded) -> None:
    tables.run("UPDATE announcements SET ended = 1 WHERE announcement = ?", (fact.announcement,))
    tables.mark_stale(f"announcement/{fact.announcement}")


def _move(tables: Tables, stored: Stored, fact: AnnouncementMade) -> None:
    tables.run("UPDATE announcements SET at_ms = ? WHERE rev = ?", (stored.at_ms, stored.rev))
    tables.mark_stale(f"announcement/{fact.announcement}")


HANDLERS: Final = {AnnouncementMade: _make, AnnouncementEnded: _end}
MOVED: Final = {AnnouncementMade: _move}


def live(tables: Tables, announcement: str) -> Announced | None:
    """One announcement, while it lasts."""
    row = tables.one(
        f"SELECT {_COLUMNS} FROM announcements WHERE announcement = ? AND NOT ended",  # noqa: S608
        announcement,
    )
    return _announced(row) if row else None


def all_live(tables: Tables) -> list[Announced]:
    """Every announcement that lasts, newest first."""
    sql = f"SELECT {_COLUMNS} FROM announcements WHERE NOT ended ORDER BY at_ms DESC, announcement"  # noqa: S608
    return [_announced(row) for row in tables.all(sql)]


def _announced(row: Row) -> Announced:
    id_, what, text, classes, *rest = row
    return Announced(id_, what, _TEXTS.decode(text), _NAMES.decode(classes), *rest)
