"""The thread that listens: it takes what waits, records it as one group, and answers after the commit."""

import logging
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final, Protocol

from classroom.ids import StationId
from classroom.wire.messages import Ack, EventBatch, Leave, Message, Welcome
from hub.errors import HubStopping
from hub.intake.doorkeeper import Doorkeeper
from hub.intake.hearing import Hearing
from hub.intake.orders import Orders
from hub.intake.porter import Porter
from hub.intake.recorder import Recorder
from hub.intake.turns import Turns
from hub.service.backoffice import Backoffice
from hub.service.thumbnails import Thumbnails
from hub.store.desk import meta
from hub.store.keys import StationKeys
from plumbing.errors import PlumbingError
from plumbing.inbox import BoundedInbox, Connected, Item
from plumbing.inbox import Message as Arrived

AT_ONCE: Final = 64
"""Messages taken from the inbox in one round."""
BATCHES: Final = 32
"""Batches in one transaction: a window of each of so many stations, about 0.1 s of work."""
TICK_S: Final = 0.5
SEEN_EVERY_S: Final = 60.0
_FLOODS: Final = {"files": 2, "facts": 1, "questions": 0}
"""What the inbox drops when too much comes at once, by its ranks."""

log = logging.getLogger(__name__)


class Down(Protocol):
    """The way to the stations."""

    hub_epoch: str

    @property
    def backlog(self) -> int: ...
    def begin(self, station: StationId, key: bytes, life: str) -> None: ...
    def greet(self, station: StationId, key: bytes, life: str, answer: Welcome | Leave) -> bool: ...
    def end(self, station: StationId) -> None: ...
    def ack(self, station: StationId, ack: Ack) -> bool: ...
    def answer(self, station: StationId, message: Message) -> bool: ...
    def chunk(self, station: StationId, frame: bytes) -> bool: ...
    def be_seen(self, *, online: bool = True) -> None: ...


class Intake:
    """Owns the inbox of the hub's connection to the broker, from `start` to `stop`."""

    def __init__(self, back: Backoffice, down: Down, inbox: BoundedInbox[Item]) -> None:
        with back.store.reading() as tables:
            room = meta(tables, "room")
        self._back, self._down, self._inbox = back, down, inbox
        self.door = Doorkeeper(room, back.keys.stations())
        self._thumbs = Thumbnails(back)
        self._porter = Porter(back, down, self._thumbs)
        self._orders = Orders(back, down, self._forget)
        self._hearing = Hearing(back, down, self.door, self._porter, self._orders)
        self._turns = Turns()
        self._changes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._recorder = Recorder(back, down)
        self._thread = threading.Thread(target=self._run, name="hub intake", daemon=True)
        self._stopping = threading.Event()
        self._next_tick = self._next_seen = 0.0
        self._known_refused = 0
        back.unheard, back.on_order = self.unheard, self.tell_orders
        self.broken = 0
        """How many messages did to us what no message should; they are in the log."""

    def start(self) -> None:
        self._thumbs.start()
        self._porter.start()
        self._thread.start()

    def stop(self) -> None:
        """Finish the round, put unfinished files aside; may be repeated."""
        self._stopping.set()
        self._inbox.nudge()
        if self._thread.ident is not None:
            self._thread.join()
        self._porter.stop()
        self._thumbs.stop()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def unheard(self) -> dict[str, int]:
        """How many messages were not listened to since the start, by reason; any thread."""
        flood = {f"flood: {what}": self._inbox.dropped.get(rank, 0) for what, rank in _FLOODS.items()}
        there = {f"at stations: {why}": count for why, count in self._back.presence.unheard().items()}
        return {**self.door.refused, "broken": self.broken, **flood, **there}

    def let_in(self, station: StationKeys) -> None:
        """Listen to a station that was just enrolled; any thread."""
        self._soon(lambda: self.door.let_in(station))

    def shut_out(self, station: StationId) -> None:
        """Listen to it no more; any thread."""
        self._soon(lambda: self._forget(station))

    def tell_safe(self) -> None:
        """A backup was verified: tell the stations that are here how far they are safe; any thread."""
        self._soon(self._recorder.tell_safe)

    def tell_orders(self, station: StationId) -> None:
        """A station has something new to do; any thread."""
        self._soon(lambda: self._orders.tell(station, time.monotonic()))

    def _soon(self, change: Callable[[], None]) -> None:
        """Have something done in our own thread, at once."""
        self._changes.put(change)
        self._inbox.nudge()

    def _forget(self, station: StationId) -> None:
        self.door.shut_out(station)
        self._turns.forget(station)
        self._orders.left(station)
        self._down.end(station)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round()
            except HubStopping:
                break
            except BaseException:
                self.broken += 1
                log.exception("a round of the intake failed; the stations will say it again")

    def _round(self) -> None:
        first = self._inbox.get(0 if self._turns else TICK_S)
        self._apply_changes()
        if first is not None:
            for item in [first, *self._inbox.drain(AT_ONCE - 1)]:
                self._take(item)
        if batches := self._turns.take(BATCHES):
            self._recorder.record(batches)
        self._tick(time.monotonic())

    def _take(self, item: Item) -> None:
        """Hear one item, or let it wait for its turn if it holds facts; whatever is in it, the next one is heard."""
        try:
            if isinstance(item, Connected):
                self._down.be_seen()
            elif isinstance(item, Arrived) and (heard := self.door.hear(item.topic, item.payload)):
                if heard.begins is not None:
                    self._recorder.greeted(heard.station, heard.begins.epoch)
                self._hearing.hear(heard)
                if isinstance(heard.message, EventBatch):
                    self._turns.put(heard.station, heard.message)
        except HubStopping:
            raise
        except PlumbingError as error:
            log.warning("a message could not be dealt with: %s", error)
        except Exception:
            self.broken += 1
            log.exception("a message broke its reader")

    def _apply_changes(self) -> None:
        try:
            while True:
                self._changes.get_nowait()()
        except Empty:
            return

    def _tick(self, now: float) -> None:
        if now < self._next_tick:
            return
        self._next_tick = now + TICK_S
        self._hearing.tick()
        self._orders.tick(now)
        if now >= self._next_seen:
            self._next_seen = now + SEEN_EVERY_S
            self._down.be_seen()
            refused = self.door.refused.total()
            if refused > self._known_refused:
                log.warning("not listened to so far: %s", dict(self.door.refused))
                self._known_refused = refused
