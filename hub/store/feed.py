"""The documents that stations pull: the latest version of each, in the order in which they changed."""

import hashlib
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

import msgspec

from hub.store.desk import meta, set_meta
from hub.store.tables import Row, Tables
from plumbing.blobs import media_id_of
from plumbing.chunks import CHUNK

NOBODY: Final = "-"
"""A scope that no station has."""
ZONE: Final = "zone/"
"""How a zone is named in a scope; a bare name is a class."""
INLINE: Final = 48 * 1024
"""Bytes up to which a document travels in its page; a larger one travels as a file of its own."""
KEPT: Final = 10_000
"""For so many revisions it is remembered what is gone; whoever is further behind reads everything anew."""
_EVERYONE: Final = "*"
_FLOOR: Final = "feed_floor"
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_LISTED: Final = "rev, doc, kind, version, size, media, scope, past_scope"


class Listed(NamedTuple):
    """One document without its body. `size` in bytes, None = gone; `media` = the file that its body is, if any.

    `scope` = the classes and zones whose stations hold it, empty = all; `past_scope` = who held it once.
    """

    rev: int
    doc: str
    kind: str
    version: int
    size: int | None
    media: str | None
    scope: tuple[str, ...]
    past_scope: tuple[str, ...]

    @property
    def gone(self) -> bool:
        return self.size is None


class FeedRow(NamedTuple):
    """One document as it was put; `body` None = gone."""

    rev: int
    version: int
    body: bytes | None
    scope: tuple[str, ...]
    past_scope: tuple[str, ...]
    digest: bytes


class Entry(NamedTuple):
    """What is to be published; `digest` tells whether a new body says anything new."""

    doc: str
    kind: str
    body: bytes | None
    scope: tuple[str, ...]
    digest: bytes


def head(tables: Tables) -> int:
    """The rev of the newest document."""
    row = tables.one("SELECT coalesce(max(rev), 0) FROM feed")
    return int(row[0]) if row else 0


def floor(tables: Tables) -> int:
    """The rev below which it is forgotten what was gone: who has read less reads everything anew."""
    return int(meta(tables, _FLOOR) or 0)


def entry(tables: Tables, doc: str) -> FeedRow | None:
    """The latest version of one document."""
    row = tables.one(
        "SELECT rev, version, body, scope, past_scope, digest FROM feed LEFT JOIN bodies USING (rev) WHERE doc = ?",
        doc,
    )
    return FeedRow._make((*row[:3], *map(_TEXTS.decode, row[3:5]), row[5])) if row else None


def put(tables: Tables, new: Entry) -> bool:
    """Write a new version of a document at the head of the feed; False when it says nothing new."""
    old = tables.one("SELECT rev, version, scope, past_scope, digest FROM feed WHERE doc = ?", new.doc)
    version, past = 1, set[str]()
    if old is not None:
        was = _TEXTS.decode(old[2])
        if old[4] == new.digest and was == new.scope:
            return False
        version, past = old[1] + 1, {*(was or (_EVERYONE,)), *_TEXTS.decode(old[3])}
    rev = head(tables) + 1
    _forget(tables, old[0] if old else 0)
    media = media_id_of(new.body) if new.body is not None and len(new.body) > INLINE else None
    size = None if new.body is None else len(new.body)
    scopes = tuple(msgspec.json.encode(each).decode() for each in (new.scope, sorted(past)))
    row = (rev, new.doc, new.kind, version, size, media, *scopes, new.digest)
    tables.run("INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    if new.body is not None:
        tables.run("INSERT INTO bodies VALUES (?, ?)", (rev, new.body))
    return True


def compact(tables: Tables, kept: int = KEPT) -> int:
    """Forget what was gone, or had left somebody, more than `kept` revisions ago; return the floor.

    The newest row always stays, so that revisions never go back.
    """
    limit = min(head(tables) - kept, head(tables) - 1)
    left = "rev <= ? AND (size IS NULL OR past_scope != '[]')"
    row = tables.one(f"SELECT max(rev) FROM feed WHERE {left}", limit)  # noqa: S608
    if row is not None and row[0] is not None:
        tables.run("DELETE FROM feed WHERE rev <= ? AND size IS NULL", (limit,))
        tables.run("UPDATE feed SET past_scope = '[]' WHERE rev <= ? AND past_scope != '[]'", (limit,))
        set_meta(tables, _FLOOR, str(row[0]))
    return floor(tables)


def after(tables: Tables, rev: int) -> Iterator[Listed]:
    """The documents that changed after a rev, in order, without their bodies."""
    return map(_listed, tables.run(f"SELECT {_LISTED} FROM feed WHERE rev > ? ORDER BY rev", (rev,)))  # noqa: S608


def after_for(tables: Tables, rev: int, served: Collection[str]) -> Iterator[Listed]:
    """The same, without those that concern nobody who serves these classes and zones."""
    holds = _Holds(served)
    for row in tables.run(f"SELECT {_LISTED} FROM feed WHERE rev > ? ORDER BY rev", (rev,)):  # noqa: S608
        if row[7] != "[]" or holds[row[6]]:
            yield _listed(row)


def body(tables: Tables, rev: int) -> bytes:
    """The body of a document that is not gone."""
    row = tables.one("SELECT body FROM bodies WHERE rev = ?", rev)
    return row[0] if row else b""


def file(tables: Tables, media: str) -> Listed | None:
    """The document whose body is this file."""
    row = tables.one(f"SELECT {_LISTED} FROM feed WHERE media = ?", media)  # noqa: S608
    return _listed(row) if row else None


def piece(tables: Tables, media: str, index: int) -> bytes:
    """Piece `index` of a document that travels as a file; empty where there is none (any more)."""
    document = file(tables, media)
    if document is None or index * CHUNK >= (document.size or 0):
        return b""
    with tables.connection.blobopen("bodies", "body", document.rev, readonly=True) as blob:
        blob.seek(index * CHUNK)
        return blob.read(CHUNK)


def versions(tables: Tables, served: Collection[str]) -> list[tuple[str, int]]:
    """(document, version) of everything that a station with these classes and zones holds, by name."""
    rows = tables.run("SELECT doc, version, scope FROM feed WHERE size IS NOT NULL ORDER BY doc")
    holds = _Holds(served)
    return [(doc, version) for doc, version, scope in rows if holds[scope]]


def in_scope(scope: tuple[str, ...], served: Collection[str]) -> bool:
    """Whether a station that serves these classes and zones holds a document with this scope.

    A scope that names classes wants one of them, one that names zones wants one of them; both want both.
    """
    zones = [each for each in scope if each.startswith(ZONE)]
    classes = [each for each in scope if not each.startswith(ZONE)]
    return all(not names or any(name in served for name in names) for names in (zones, classes))


class _Holds(dict[str, bool]):
    """Whether a station holds what has a scope, as it is written: a thousand documents have few scopes."""

    def __init__(self, served: Collection[str]) -> None:
        super().__init__()
        self._served = served

    def __missing__(self, scope: str) -> bool:
        self[scope] = in_scope(_TEXTS.decode(scope), self._served)
        return self[scope]


def was_in_scope(row: Listed, served: Collection[str]) -> bool:
    """Whether such a station may have held an earlier version."""
    return any(each == _EVERYONE or each in served for each in row.past_scope)


def scope_name(served: Collection[str]) -> str:
    """A name (16 hex) for what a station serves: another name, another scope."""
    return hashlib.blake2b("\n".join(sorted(served)).encode(), digest_size=8).hexdigest()


def _forget(tables: Tables, rev: int) -> None:
    tables.run("DELETE FROM feed WHERE rev = ?", (rev,))
    tables.run("DELETE FROM bodies WHERE rev = ?", (rev,))


def _listed(row: Row) -> Listed:
    return Listed._make((*row[:6], _TEXTS.decode(row[6]), _TEXTS.decode(row[7])))
