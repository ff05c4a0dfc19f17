"""The documents on their way down: asked for page by page, applied with their cursor, snapshots swapped in whole."""

import logging
from typing import Final

from classroom.wire.messages import FeedGet, FeedPage, Head, Welcome
from station.store.keep import Store
from station.sync.repeat import FIRST_S, Chance, Repeat

ALL_ANEW: Final = ""
"""The hub epoch that no hub has: asking with it is answered by a snapshot."""

log = logging.getLogger(__name__)


class Feed:
    """Keeps the shelf as far as the hub's feed is. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, chance: Chance) -> None:
        self._store = store
        self._repeat = Repeat(chance)
        self._hub_epoch = ""
        self._target = 0
        self._anew = False
        self._changed: frozenset[str] = frozenset()

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    @property
    def behind(self) -> bool:
        """Whether the hub has documents that are not here yet."""
        wanted = self._store.shelf.wanted()
        return self._anew or wanted.hub_epoch != self._hub_epoch or wanted.rev < self._target

    def welcome(self, welcome: Welcome) -> None:
        """Begin a connection: a snapshot that was on its way is asked for from its start."""
        self._store.shelf.abandon()
        self._changed = frozenset()
        self._hub_epoch, self._target, self._anew = welcome.hub_epoch, welcome.rev, welcome.snapshot
        self._ask_if_behind()

    def head(self, head: Head) -> None:
        """The hub has documents up to this revision; a head of another hub epoch says nothing to us."""
        if head.hub_epoch == self._hub_epoch and head.rev != self._target:
            self._target = head.rev
            self._ask_if_behind()

    def ask_now(self) -> None:
        """Ask even where nothing new was announced."""
        self._repeat.at_once()

    def request(self, now_s: float) -> FeedGet | None:
        """Return what must be asked now, if anything."""
        if not self._repeat.due(now_s):
            return None
        self._repeat.said(now_s)
        wanted = self._store.shelf.wanted()
        return FeedGet(hub_epoch=ALL_ANEW if self._anew else wanted.hub_epoch, since=wanted.rev)

    def page(self, page: FeedPage, now_s: float) -> frozenset[str]:
        """Apply a page; return the ids of all documents that changed, once the last page of a run is in."""
        if page.hub_epoch != self._hub_epoch or (page.more and page.to <= page.since):
            return frozenset()
        shelf = self._store.shelf
        before = shelf.ids() if page.snapshot and not page.more else frozenset()
        if not self._apply(page):
            return frozenset()
        self._anew = self._anew and not page.snapshot
        self._changed |= before | {each.doc for each in page.docs}
        self._repeat.answered()
        if page.more or (self.behind and page.to > page.since):
            self._repeat.at_once()
        elif self.behind:
            self._repeat.rest(now_s, FIRST_S)  # the hub announced more than it has for us: no hurry
        if page.more:
            return frozenset()
        changed, self._changed = self._changed, frozenset()
        return changed

    def _apply(self, page: FeedPage) -> bool:
        try:
            with self._store.writing():
                return self._store.shelf.apply(page)
        except BaseException:
            self._store.shelf.abandon()
            raise

    def _ask_if_behind(self) -> None:
        if self.behind:
            self._repeat.at_once()
