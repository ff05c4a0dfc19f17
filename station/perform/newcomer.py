"""Runs a station that belongs to no room yet: its eyes and keys, the talk with a hub, until it has a join record."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Final

from classroom.wire.claims import LONGEST, decode_claim
from classroom.wire.joining import JoinRecord
from hardware.badge import BadgeReader
from hardware.wedge import WedgeScanner
from station.errors import (
    CodeRefused,
    HubAway,
    HubIsAnother,
    JoinStopped,
    SentAway,
    StationError,
    TooManyTries,
)
from station.perform.devices import Preview, event_of
from station.perform.typist import Typist
from station.session.events import CameraGone, Event
from station.session.joining import (
    GiveUp,
    LetIn,
    Newcomer,
    NotLetIn,
    PicturesCame,
    ToDo,
    Trouble,
    TryCode,
    arrived,
)
from station.sync.enrol import Joining
from station.views.joining import JoinKeysView, JoinView, joining_view

WHY: Final[dict[type[StationError], Trouble]] = {
    HubAway: "away",
    HubIsAnother: "other",
    CodeRefused: "old",
    SentAway: "person",
    TooManyTries: "often",
}

log = logging.getLogger(__name__)


class Arrival:
    """Owns the state: `post` for any thread, `drain` and `look` for the owner's. `wake` asks it to drain."""

    def __init__(self, reader: BadgeReader, wake: Callable[[], None], *, blind: bool = False) -> None:
        self._reader, self._wake, self._blind = reader, wake, blind
        self.preview = Preview(reader)
        self._typist = Typist(WedgeScanner(LONGEST), self.post)
        self._state = Newcomer(camera=not blind)
        self._inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._joining: Joining | None = None
        self._lock = threading.Lock()
        self._record: JoinRecord | None = None
        self._over = threading.Event()

    def start(self) -> None:
        """Begin to look and to listen."""
        self._reader.start(lambda seen: self.post(event_of(seen)))
        self._typist.start()
        self.preview.show()
        if self._blind:
            self.post(CameraGone())

    def stop(self) -> None:
        """End it; whoever waits for a record gets none. May be repeated."""
        self._over.set()
        self._give_up()
        self._typist.stop()
        self._reader.stop()
        self.preview.hide()

    def wait(self) -> JoinRecord | None:
        """Return the record once a person has let this station in; None when it was stopped."""
        self._over.wait()
        return self._record

    def post(self, event: Event) -> None:
        """Say that something happened; any thread."""
        self._inbox.put(event)
        self._wake()

    def drain(self) -> None:
        """Take in what happened."""
        while not self._inbox.empty():
            self._state, todo = arrived(self._state, self._inbox.get())
            for one in todo:
                self._do(one)

    def look(self) -> JoinView | JoinKeysView:
        """Return what the screen shows now."""
        return joining_view(self._state)

    def typed(self, text: str) -> None:
        """Take characters from a scanner or a keyboard."""
        self._typist.typed(text)

    def _do(self, todo: ToDo) -> None:
        match todo:
            case GiveUp():
                self._give_up()
            case TryCode(text=text):
                joining = Joining(decode_claim(text), self._show)
                with self._lock:
                    self._joining = joining
                threading.Thread(target=self._talk, args=(joining,), name="join", daemon=True).start()

    def _show(self, pictures: tuple[str, ...]) -> None:
        self.post(PicturesCame(pictures=pictures))

    def _give_up(self) -> None:
        with self._lock:
            joining, self._joining = self._joining, None
        if joining is not None:
            joining.stop()

    def _talk(self, joining: Joining) -> None:
        """Talk with the hub; what comes of a talk that was given up is not heard any more."""
        why: Trouble = "failed"
        try:
            record = joining.join()
        except JoinStopped:
            return
        except StationError as error:
            log.warning("%s", error)
            why = WHY.get(type(error), "failed")
        except Exception:
            log.exception("the talk with the hub broke")
        else:
            self._let_in(joining, record)
            return
        if self._is_present(joining):
            self.post(NotLetIn(why=why))

    def _let_in(self, joining: Joining, record: JoinRecord) -> None:
        if self._is_present(joining):
            self._record = record
            self.post(LetIn())
            self._over.set()

    def _is_present(self, joining: Joining) -> bool:
        with self._lock:
            return joining is self._joining
