"""What each message from a station leads to, facts aside: presence, welcomes, time; what may wait goes elsewhere."""

import logging
import threading
import time
from typing import Protocol

from classroom.facts import StationForked
from classroom.ids import StationId
from classroom.wire.messages import (
    Beat,
    CommandDone,
    EventBatch,
    FeedGet,
    Fork,
    ForkNoted,
    Hello,
    Leave,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaWant,
    Message,
    StationState,
    TimeGet,
    TimeIs,
    Trouble,
    Welcome,
)
from hub.intake import requests
from hub.intake.doorkeeper import OFFERED, Doorkeeper, Heard, Session
from hub.intake.orders import Orders
from hub.intake.porter import Porter
from hub.intake.twins import Twins
from hub.service.backoffice import Backoffice
from hub.store.projections import alarms, doors
from hub.store.tables import Tables

log = logging.getLogger(__name__)


class Speaks(Protocol):
    """The way to the stations."""

    hub_epoch: str

    def begin(self, station: StationId, key: bytes, life: str) -> None: ...
    def greet(self, station: StationId, key: bytes, life: str, answer: Welcome | Leave) -> bool: ...
    def end(self, station: StationId) -> None: ...
    def answer(self, station: StationId, message: Message) -> bool: ...
    def be_seen(self, *, online: bool = True) -> None: ...


class Hearing:
    """For the intake's thread alone."""

    def __init__(
        self, back: Backoffice, down: Speaks, door: Doorkeeper, porter: Porter, orders: Orders
    ) -> None:
        self._back, self._down, self._door, self._porter = back, down, door, porter
        self._orders = orders
        self._said: dict[StationId, dict[str, StationState]] = {}
        self._freshness: dict[StationId, str] = {}
        self._twins = Twins()

    def hear(self, heard: Heard) -> None:
        """Do what an authentic message asks for."""
        station, message = heard.station, heard.message
        if heard.begins is not None:
            if not self._is_alone(station, heard.begins.boot):
                return
            self._begin(station, heard.begins)
        if isinstance(message, StationState):
            self._state(station, message)
            return
        if isinstance(message, Hello):
            self._hello(station, message)
            return
        self._back.presence.heard(station, message.queue if isinstance(message, Beat) else None)
        if message is None:
            self._porter.post(station, heard.chunk)
        else:
            self._answer(station, message)

    def tick(self) -> None:
        """Say so when a station became late or silent, which no message tells."""
        now = {station: self._back.presence.now(station).state for station in self._freshness}
        if now != self._freshness:
            lost_or_found = any((now[one] == "offline") != (self._freshness[one] == "offline") for one in now)
            self._freshness = dict(now)
            self._room_changed(zones=lost_or_found)

    def _answer(self, station: StationId, message: Message) -> None:
        match message:
            case FeedGet() | MediaOffer() | MediaWant() | MediaHave() | MediaGone():
                self._porter.post(station, message)
            case TimeGet(n=n):
                self._down.answer(station, TimeIs(n=n, time=self._back.now(), era=self._back.clock.era))
            case Fork():
                self._forked(station, message)
            case Trouble(why=why, about=about):
                log.warning("station %s has trouble: %s (%s)", station, why, about)
            case CommandDone():
                self._orders.answered(station, message)
            case Beat(unheard=unheard):
                self._back.presence.ignored(station, unheard)
            case EventBatch():
                pass

    def _state(self, station: StationId, state: StationState) -> None:
        """A station says how it is before its hello: that counts with the session which follows."""
        if not self._back.presence.said(station, state) and state.online:
            said = self._said.setdefault(station, {})
            said[state.life] = state
            while len(said) > OFFERED:
                del said[next(iter(said))]
        self._freshness.setdefault(station, "offline")

    def _hello(self, station: StationId, hello: Hello) -> None:
        if not self._may_stay(station, hello):
            return

        def job(tables: Tables) -> requests.Greeting:
            return requests.greet(
                tables,
                station,
                hello,
                self._back.now(),
                nonce=self._back.entropy(16).hex(),
                epoch=self._back.entropy(8).hex(),
            )

        greeting = self._back.writer.do(job)
        if greeting.new_epoch:
            log.warning("station %s knows documents that this hub has lost; all stations read anew", station)
            self._down.hub_epoch = greeting.welcome.hub_epoch
            self._down.be_seen()
        self._door.offer(station, hello, greeting.welcome.hub_nonce)
        self._down.greet(station, self._door.key_down(station), hello.life, greeting.welcome)

    def _begin(self, station: StationId, session: Session) -> None:
        """A station took up what the answer to its hello offered: it is here, and speaks now."""
        self._porter.left(station)
        self._down.begin(station, session.down, session.life)
        self._back.presence.hello(station, session.life)
        if said := self._said.pop(station, {}).get(session.life):
            self._back.presence.said(station, said)
        self._freshness.setdefault(station, "offline")
        self._orders.greeted(station, session.epoch, time.monotonic())

    def _may_stay(self, station: StationId, hello: Hello) -> bool:
        """Whether a machine may come with this credential; one that was not picked is told to leave."""
        with self._back.store.reading() as tables:
            stranger = doors.is_stranger(tables, station, hello.boot_id)
        if not stranger or self._twins.stayed(station):
            return True
        self._down.greet(station, self._door.key_down(station), hello.life, Leave(boot_id=hello.boot_id))
        return False

    def _is_alone(self, station: StationId, boot: str) -> bool:
        """Whether one machine has this credential; of two that speak in turns, neither is heard.

        Asked when a session begins: an old hello that somebody says again is no second machine.
        """
        twins = self._twins.heard(station, boot)
        if len(twins) > 1:
            log.warning("two machines speak as %s in turns; both wait until somebody has looked", station)
            self._twins.forget(station)
            self._door.shut_out(station)
            self._down.end(station)
            threading.Thread(
                target=self._back.admitting.clone, args=(station, twins), name="hub door", daemon=True
            ).start()
        return len(twins) < 2

    def _forked(self, station: StationId, fork: Fork) -> None:
        """Put a fork into the log once, however often it is said; the answer comes after the commit."""

        def job(tables: Tables) -> None:
            if alarms.alarm(tables, alarms.fork_id(station, fork.epoch)) is None:
                fact = StationForked(
                    station=station, epoch=fork.epoch, was=fork.was, kept=fork.kept, why=fork.why
                )
                self._back.recording.note(tables, fact)

        self._back.writer.do(job)
        self._back.live.touch("stations")
        self._down.answer(station, ForkNoted(epoch=fork.epoch))

    def _room_changed(self, *, zones: bool) -> None:
        if zones:
            self._back.writer.do(lambda tables: tables.mark_stale("zones"))
        self._back.live.touch("room", "stations")
