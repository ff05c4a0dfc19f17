"""Documents follow the facts: what became stale is written anew soon after the commit, some at a time."""

import logging
import time
from collections.abc import Callable
from typing import Final

from hub.service.documents import Documents
from hub.store import feed
from hub.store.tables import Tables
from plumbing.errors import PlumbingError

AT_A_TIME: Final = 40
"""Documents in one transaction: about 0.1 s, so that a fact never waits longer for the writer."""
PAUSE_S: Final = 0.1
LEFT: Final = 7
"""What is left to facts for each part of the time that documents take."""
LONGEST_PAUSE_S: Final = 1.0
"""A round that a busy machine held up must not hold up the next one seven times as long."""
LARGEST: Final = 8 * 1024 * 1024
"""Bytes of one document: no station takes a larger one."""

log = logging.getLogger(__name__)


class Publishing:
    """Runs in the writer's thread between jobs; `announce(rev, floor)` tells the stations that the feed has grown."""

    def __init__(self, documents: Documents, announce: Callable[[int, int], None]) -> None:
        self._documents, self._announce = documents, announce
        self._not_before = 0.0

    def due_s(self) -> float:
        """How long the next round waits: a flood of facts is left seven eighths of the time."""
        return max(0.0, self._not_before - time.monotonic())

    def waits(self, tables: Tables) -> bool:
        """Whether a document is stale."""
        return tables.one("SELECT 1 FROM stale LIMIT 1") is not None

    def publish(self, tables: Tables) -> bool:
        """Write some of the stale documents; say whether more wait."""
        stale = [doc for (doc,) in tables.all("SELECT doc FROM stale ORDER BY doc LIMIT ?", AT_A_TIME + 1)]
        if not stale:
            return False
        began = time.monotonic()
        with tables.transaction():
            before = feed.head(tables)
            for doc in stale[:AT_A_TIME]:
                self._try(tables, doc)
            floor, head = feed.compact(tables), feed.head(tables)
        if head > before:
            self._announce(head, floor)
        now = time.monotonic()
        self._not_before = now + pause_s(now - began)
        return len(stale) > AT_A_TIME

    def _try(self, tables: Tables, doc: str) -> None:
        """One document that cannot be written must not keep the others back."""
        try:
            with tables.savepoint():
                self._publish_one(tables, doc)
        except PlumbingError:
            raise
        except Exception:
            log.exception("document %s could not be written", doc)
            tables.run("DELETE FROM stale WHERE doc = ?", (doc,))

    def _publish_one(self, tables: Tables, doc: str) -> None:
        tables.run("DELETE FROM stale WHERE doc = ?", (doc,))
        written = self._documents.write(tables, doc)
        if written.body is not None and len(written.body) > LARGEST:
            log.error("document %s has %d bytes, which no station takes", doc, len(written.body))
        elif written.body is not None or feed.entry(tables, doc) is not None:
            feed.put(tables, feed.Entry(doc, written.kind, written.body, written.scope, written.digest))


def pause_s(round_s: float) -> float:
    """How long the writer is left alone after a round that took so long."""
    return min(LONGEST_PAUSE_S, max(PAUSE_S, LEFT * round_s))
