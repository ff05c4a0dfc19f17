"""The documents on their way down: asked for page by page, applied with their cursor, snapshots swapped in whole."""

import math
from typing import Final

from classroom.wire.messages import FeedGet, FeedPage, Head, Welcome
from station.store.keep import Store
from station.sync.repeat import FIRST_S, Chance, Repeat

ALL_ANEW: Final = ""
"""The hub epoch that no hub has: asking with it is answered by a snapshot."""


CALM_S: Final = 1.0
"""Between two questions about news, at least 0.7 of this: in a busy school each fact of a stranger makes a new head."""


class Feed:
    """Keeps the shelf as far as the hub's feed is. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, chance: Chance) -> None:
        self._store = store
        self._repeat = Repeat(chance)
        self._hub_epoch = ""
        self._target = 0
        self._anew = False
        self._changed: frozenset[str] = frozenset()
        self._chance, self._asked_s = chance, -math.inf
        self._look()

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    @property
    def behind(self) -> bool:
        """Whether the hub has pages that are not here yet."""
        here = self._here
        return (
            self._anew
            or self._coming is not None
            or here.hub_epoch != self._hub_epoch
            or here.rev < self._target
        )

    @property
    def whole(self) -> bool:
        """Whether every document of the hub is here, those that travel as files too."""
        return not self.behind and not self._store.shelf.pending()

    def welcome(self, welcome: Welcome) -> None:
        """Begin a connection: a snapshot that was on its way goes on where it was, if it is of this hub epoch."""
        self._look()
        if self._coming is not None and self._coming.hub_epoch != welcome.hub_epoch:
            with self._store.writing():
                self._store.shelf.abandon()
            self._look()
        self._hub_epoch, self._target = welcome.hub_epoch, welcome.rev
        self._anew = welcome.snapshot and self._coming is None
        if self.behind:
            self._repeat.at_once()

    def head(self, head: Head, now_s: float) -> bool:
        """The hub has documents up to this revision; False for one that is older than what we know of this hub."""
        if head.hub_epoch != self._hub_epoch or head.rev < self._target:
            return False
        if head.rev > self._target:
            self._target = head.rev
            self._ask_soon(now_s)
        return True

    def ask_now(self, *, anew: bool = False) -> None:
        """Ask even where nothing new was announced; with `anew` for a snapshot of everything."""
        self._anew = self._anew or (anew and self._coming is None)
        self._repeat.at_once()

    def request(self, now_s: float) -> FeedGet | None:
        """Return what must be asked now, if anything."""
        if not self._repeat.due(now_s):
            return None
        self._repeat.said(now_s)
        self._asked_s = now_s
        wanted = self._coming or self._here
        hub_epoch = ALL_ANEW if self._anew else wanted.hub_epoch
        return FeedGet(hub_epoch=hub_epoch, since=wanted.rev, scope=wanted.scope)

    def page(self, page: FeedPage, now_s: float) -> frozenset[str]:
        """Apply a page; return the ids of all documents that changed, once the last page of a run is in."""
        shelf = self._store.shelf
        if page.hub_epoch != self._hub_epoch:
            return frozenset()
        replaced = shelf.ids() if page.snapshot or self._coming else frozenset()
        with self._store.writing():
            applied = shelf.apply(page)
        self._look()
        if not applied:
            return frozenset()
        self._anew = self._anew and not page.snapshot
        self._changed |= replaced | {each.doc for each in page.docs}
        self._repeat.answered()
        if page.more:
            self._repeat.at_once()
        elif self.behind and page.to > page.since:
            self._ask_soon(now_s)
        elif self.behind:
            self._repeat.rest(now_s, FIRST_S)  # the hub announced more than it has for us: no hurry
        if page.more:
            return frozenset()
        changed, self._changed = self._changed, frozenset()
        return changed

    def _look(self) -> None:
        """See how far the shelf is; nobody else moves it."""
        self._here, self._coming = self._store.shelf.cursor(), self._store.shelf.coming()

    def _ask_soon(self, now_s: float) -> None:
        """Ask at once after a quiet time, else when some time has passed since the last question."""
        wait_s = self._asked_s + CALM_S * (0.7 + 0.3 * self._chance()) - now_s
        if not self.behind:
            return
        if wait_s > 0:
            self._repeat.rest(now_s, wait_s)
        else:
            self._repeat.at_once()
