"""Says "something changed" to whoever watches: a revision counter that a page can wait on."""

import threading
from collections.abc import Callable, Iterable


class Watch:
    """One watcher: `wait` returns the newest revision once it has passed the last one seen."""

    def __init__(self, live: "Live", seen: int) -> None:
        self._live = live
        self._seen = seen

    def wait(self, timeout: float) -> int | None:
        """The newest revision; None after `timeout` seconds without a change, or when the hub stops."""
        newest = self._live.after(self._seen, timeout)
        if newest is not None:
            self._seen = newest
        return newest


class Live:
    """A counter that rises with every change; any thread may touch it, any number may watch."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._revision = 0
        self._topics: dict[str, int] = {}
        self._stopped = False
        self._subscribers: set[Callable[[], None]] = set()

    @property
    def revision(self) -> int:
        """How often something changed."""
        with self._changed:
            return self._revision

    @property
    def stopped(self) -> bool:
        """Whether the hub is going down, so that watchers should end."""
        with self._changed:
            return self._stopped

    def touch(self, *topics: str) -> None:
        """Something changed; topics such as "room" or "review" say where."""
        with self._changed:
            self._revision += 1
            for topic in topics:
                self._topics[topic] = self._revision
            self._changed.notify_all()
            subscribers = tuple(self._subscribers)
        for notify in subscribers:
            notify()

    def subscribe(self, notify: Callable[[], None]) -> Callable[[], None]:
        """Call `notify` after each change, in whatever thread made it; it must not block. Returns the way out."""
        with self._changed:
            self._subscribers.add(notify)
        return lambda: self._subscribers.discard(notify)

    def changed(self, topics: Iterable[str], since: int) -> bool:
        """Whether one of the topics was touched after a revision."""
        with self._changed:
            return any(self._topics.get(topic, 0) > since for topic in topics)

    def watch(self) -> Watch:
        """Begin to watch from now."""
        return Watch(self, self.revision)

    def after(self, seen: int, timeout: float) -> int | None:
        """Wait until the revision has passed `seen`; None when it has not in time, or the hub stops."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision > seen or self._stopped, timeout)
            return self._revision if self._revision > seen and not self._stopped else None

    def stop(self) -> None:
        """Let every watcher go."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            subscribers = tuple(self._subscribers)
        for notify in subscribers:
            notify()
