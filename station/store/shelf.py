"""The shelf of documents that the hub sent down, each as it came, and how far the feed was read."""

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

from classroom.wire.messages import FeedDocument, FeedPage

_PUT: Final = "INSERT OR REPLACE INTO {} (doc, kind, version, body) VALUES (?, ?, ?, ?)"


class Cursor(NamedTuple):
    """How far the feed was read: of which hub epoch, up to which revision."""

    hub_epoch: str
    rev: int


class Shelf:
    """The tables `documents` and `documents_next`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._next: Cursor | None = None

    def cursor(self) -> Cursor:
        return Cursor(*self._db.execute("SELECT feed_epoch, feed_rev FROM station").fetchone())

    def wanted(self) -> Cursor:
        """Return where the next page must begin: in a snapshot on its way, else behind the cursor."""
        return self._next or self.cursor()

    def apply(self, page: FeedPage) -> bool:
        """Take a page and its cursor; False, and nothing changes, when it does not follow what is here.

        Pages of a snapshot go to a shadow table, which takes the place of all documents with the last one.
        """
        here = self.cursor()
        if self._next is not None and self._next == (page.hub_epoch, page.since):
            return self._more_of_snapshot(page)
        if page.snapshot:
            self._db.execute("DELETE FROM documents_next")
            return self._more_of_snapshot(page)
        if (page.hub_epoch, page.since) != here:
            return False
        self._put("documents", page.docs)
        self._move(Cursor(page.hub_epoch, page.to))
        return True

    def abandon(self) -> None:
        """Give up a snapshot that is on its way; its connection ended."""
        self._next = None

    def body(self, doc: str) -> bytes | None:
        """Return a document as it came: JSON, sealed ones as a string of base64."""
        found = self._db.execute("SELECT body FROM documents WHERE doc = ?", (doc,)).fetchone()
        return bytes(found[0]) if found else None

    def bodies(self, kind: str) -> list[bytes]:
        """Return all documents of a kind, in order of their ids."""
        found = self._db.execute("SELECT body FROM documents WHERE kind = ? ORDER BY doc", (kind,))
        return [bytes(body) for (body,) in found.fetchall()]

    def ids(self) -> frozenset[str]:
        """Return the ids of all documents here."""
        return frozenset(doc for (doc,) in self._db.execute("SELECT doc FROM documents").fetchall())

    def hash(self) -> str:
        """Return the hash over all documents here, "" when there are none."""
        return feed_hash(self._db.execute("SELECT doc, version FROM documents").fetchall())

    def _more_of_snapshot(self, page: FeedPage) -> bool:
        self._put("documents_next", page.docs)
        self._next = Cursor(page.hub_epoch, page.to)
        if not page.more:
            self._db.execute("DELETE FROM documents")
            self._db.execute("INSERT INTO documents SELECT * FROM documents_next")
            self._db.execute("DELETE FROM documents_next")
            self._move(self._next)
            self._next = None
        return True

    def _put(self, table: str, docs: Iterable[FeedDocument]) -> None:
        for each in docs:
            if each.gone:
                self._db.execute(f"DELETE FROM {table} WHERE doc = ?", (each.doc,))  # noqa: S608
            else:
                self._db.execute(_PUT.format(table), (each.doc, each.kind, each.version, bytes(each.body)))

    def _move(self, cursor: Cursor) -> None:
        self._db.execute("UPDATE station SET feed_epoch = ?, feed_rev = ?", cursor)


def feed_hash(documents: Iterable[tuple[str, int]]) -> str:
    """Return the hash (32 hex) over (document, version), in order of the ids; "" for none."""
    lines = "".join(f"{doc}\t{version}\n" for doc, version in sorted(documents))
    return hashlib.blake2b(lines.encode(), digest_size=16).hexdigest() if lines else ""
