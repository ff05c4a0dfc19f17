"""The documents that stations pull: the latest version of each, in the order in which they changed."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from hub.store.tables import Row, Tables

_TEXTS = msgspec.json.Decoder(tuple[str, ...])
NOBODY = "-"
"""A scope that no station has."""


class FeedRow(NamedTuple):
    """One document. `body` None = gone; `scope` = the classes whose stations hold it, empty = all.

    `past_scope` = classes that held it once; `digest` tells whether a new body says anything new.
    """

    rev: int
    doc: str
    kind: str
    version: int
    body: bytes | None
    scope: tuple[str, ...]
    past_scope: tuple[str, ...]
    digest: bytes


class Entry(NamedTuple):
    """What is to be published."""

    doc: str
    kind: str
    body: bytes | None
    scope: tuple[str, ...]
    digest: bytes


def head(tables: Tables) -> int:
    """The rev of the newest document."""
    row = tables.one("SELECT coalesce(max(rev), 0) FROM feed")
    return int(row[0]) if row else 0


def entry(tables: Tables, doc: str) -> FeedRow | None:
    """The latest version of one document."""
    row = tables.one("SELECT * FROM feed WHERE doc = ?", doc)
    return _row(row) if row else None


def put(tables: Tables, new: Entry) -> bool:
    """Write a new version of a document at the head of the feed; False when it says nothing new."""
    old = entry(tables, new.doc)
    if old is not None and old.digest == new.digest and old.scope == new.scope:
        return False
    past = set(old.scope + old.past_scope) - set(new.scope) if old else set()
    rev, version = head(tables) + 1, old.version + 1 if old else 1
    tables.run("DELETE FROM feed WHERE doc = ?", (new.doc,))
    scopes = tuple(msgspec.json.encode(classes).decode() for classes in (new.scope, sorted(past)))
    row = (rev, new.doc, new.kind, version, new.body, *scopes, new.digest)
    tables.run("INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return True


def after(tables: Tables, rev: int) -> Iterator[FeedRow]:
    """The documents that changed after a rev, in order."""
    return (_row(row) for row in tables.run("SELECT * FROM feed WHERE rev > ? ORDER BY rev", (rev,)))


def versions(tables: Tables, classes: tuple[str, ...]) -> list[tuple[str, int]]:
    """(document, version) of everything that a station with these classes holds, in order of the names."""
    rows = tables.all("SELECT doc, version, scope FROM feed WHERE body IS NOT NULL ORDER BY doc")
    return [(doc, version) for doc, version, scope in rows if in_scope(_TEXTS.decode(scope), classes)]


def in_scope(scope: tuple[str, ...], classes: tuple[str, ...]) -> bool:
    """Whether a station with these classes holds a document with this scope."""
    return not scope or not set(scope).isdisjoint(classes)


def _row(row: Row) -> FeedRow:
    return FeedRow._make((*row[:5], _TEXTS.decode(row[5]), _TEXTS.decode(row[6]), row[7]))
