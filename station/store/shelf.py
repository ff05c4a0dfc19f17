"""The shelf of documents that the hub sent down, each as it came, and how far the feed was read."""

import hashlib
import sqlite3
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from classroom.wire.messages import FeedDocument, FeedPage

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of one document."""
_NOW, _NEXT = "", "_next"
"""What is shown, and the shadow in which a snapshot grows."""


class Cursor(NamedTuple):
    """How far the feed was read: of which hub epoch, up to which revision, cut to which scope."""

    hub_epoch: str
    rev: int
    scope: str = ""


class Body(NamedTuple):
    """A file that is the body of a document which waits for it."""

    media: str
    size: int


class Shelf:
    """The documents that are shown, those whose file is still to come, and a shadow of both for snapshots.

    Every writing method wants a transaction around it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def cursor(self) -> Cursor:
        """Return up to where every page was applied."""
        return Cursor(*self._db.execute("SELECT feed_epoch, feed_rev, feed_scope FROM station").fetchone())

    def coming(self) -> Cursor | None:
        """Return how far a snapshot that is on its way has come."""
        found = self._db.execute("SELECT hub_epoch, rev, scope FROM snapshot").fetchone()
        return Cursor(*found) if found else None

    def wanted(self) -> Cursor:
        """Return where the next page must begin: in a snapshot on its way, else behind the cursor."""
        return self.coming() or self.cursor()

    def whole_rev(self) -> int:
        """Return up to which revision every document is here, whole: this is what a hash may speak of."""
        (first,) = self._db.execute("SELECT min(rev) FROM pending").fetchone()
        rev = self.cursor().rev
        return rev if first is None else min(rev, first - 1)

    def apply(self, page: FeedPage) -> bool:
        """Take a page and its cursor; False, and nothing changes, when it does not follow what is here.

        Pages of a snapshot go to a shadow, which takes the place of all documents with the last one.
        """
        if not is_sound(page):
            return False
        coming = self.coming()
        if page.snapshot:
            self.abandon()
        elif not _follows(coming or self.cursor(), page):
            return False
        if page.snapshot or coming:
            self._put(_NEXT, page.docs)
            self._come_to(Cursor(page.hub_epoch, page.to, page.scope), whole=not page.more)
        else:
            self._put(_NOW, page.docs)
            self._move(Cursor(page.hub_epoch, page.to, page.scope))
        return True

    def abandon(self) -> None:
        """Give up a snapshot that is on its way."""
        for table in ("documents_next", "pending_next", "snapshot"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608

    def pending(self) -> set[Body]:
        """Return the files that documents wait for."""
        return {Body(*row) for row in self._db.execute("SELECT media, size FROM pending").fetchall()}

    def complete(self, media: str, body: bytes) -> frozenset[str]:
        """Put a file in the place of the documents that waited for it; return their ids."""
        found = self._db.execute("SELECT doc FROM pending WHERE media = ?", (media,)).fetchall()
        for each in (_NOW, _NEXT):
            self._db.execute(
                f"INSERT OR REPLACE INTO documents{each} (doc, kind, version, body, media) "  # noqa: S608
                f"SELECT doc, kind, version, ?, media FROM pending{each} WHERE media = ?",
                (body, media),
            )
            self._db.execute(f"DELETE FROM pending{each} WHERE media = ?", (media,))  # noqa: S608
        return frozenset(doc for (doc,) in found)

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

    def _come_to(self, cursor: Cursor, *, whole: bool) -> None:
        """Note how far a snapshot has come; swap it in when it is whole."""
        if not whole:
            self._db.execute("INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)", cursor)
            return
        # A version that has still to come leaves the one before it in its place.
        self._db.execute(
            "INSERT OR IGNORE INTO documents_next SELECT * FROM documents WHERE doc IN (SELECT doc FROM pending_next)"
        )
        for table in ("documents", "pending"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608
            self._db.execute(f"INSERT INTO {table} SELECT * FROM {table}_next")  # noqa: S608
        self.abandon()
        self._move(cursor)

    def _put(self, shelf: str, docs: Iterable[FeedDocument]) -> None:
        for each in docs:
            self._db.execute(f"DELETE FROM pending{shelf} WHERE doc = ?", (each.doc,))  # noqa: S608
            if each.gone:
                self._db.execute(f"DELETE FROM documents{shelf} WHERE doc = ?", (each.doc,))  # noqa: S608
            elif each.media is None:
                self._show(shelf, each, bytes(each.body))
            elif (body := self._known(each)) is not None:
                self._show(shelf, each, body)
            else:
                self._db.execute(
                    f"INSERT INTO pending{shelf} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
                    (each.doc, each.kind, each.version, each.rev, each.media, each.size),
                )

    def _show(self, shelf: str, each: FeedDocument, body: bytes) -> None:
        self._db.execute(
            f"INSERT OR REPLACE INTO documents{shelf} (doc, kind, version, body, media) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (each.doc, each.kind, each.version, body, each.media),
        )

    def _known(self, each: FeedDocument) -> bytes | None:
        """The file of a document that was here before."""
        held = self._db.execute(
            "SELECT body FROM documents WHERE doc = ? AND media = ?", (each.doc, each.media)
        )
        found = held.fetchone()
        return bytes(found[0]) if found else None

    def _move(self, cursor: Cursor) -> None:
        self._db.execute("UPDATE station SET feed_epoch = ?, feed_rev = ?, feed_scope = ?", cursor)


def _follows(here: Cursor, page: FeedPage) -> bool:
    """Say whether a page begins where we are; before the first page that names its scope, any may."""
    return (here.hub_epoch, here.rev) == (page.hub_epoch, page.since) and here.scope in {"", page.scope}


def is_sound(page: FeedPage) -> bool:
    """Say whether a page is one that a hub may send: it goes forward, and its documents are those in between."""
    revs = [page.since, *(each.rev for each in page.docs)]
    return (
        page.to >= page.since + page.more
        and not (page.snapshot and page.since)
        and all(before < after for before, after in pairwise(revs))
        and revs[-1] <= page.to
        and all(0 < each.size <= LARGEST for each in page.docs if each.media is not None)
    )


def feed_hash(documents: Iterable[tuple[str, int]]) -> str:
    """Return the hash (32 hex) over (document, version), in order of the ids; "" for none."""
    lines = "".join(f"{doc}\t{version}\n" for doc, version in sorted(documents))
    return hashlib.blake2b(lines.encode(), digest_size=16).hexdigest() if lines else ""
