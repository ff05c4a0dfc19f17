"""The sync thread: owns the connection to the broker, and holds the conversation with the hub over it."""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Final, ParamSpec

from classroom.ids import StationId, ZoneId
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import CommandDone
from classroom.wire.topics import for_station
from plumbing.discovery import Found
from plumbing.inbox import BoundedInbox
from plumbing.mqtt import Login, MqttLink
from plumbing.tls import trusting
from station.store.keep import Keep, Store, Word
from station.sync.channel import Channel
from station.sync.clock import HubClock, Sampler
from station.sync.conversation import Conversation, Parts
from station.sync.downloads import Downloads
from station.sync.drain import Drain
from station.sync.feed import Feed
from station.sync.files import Files
from station.sync.forking import Forks
from station.sync.greeter import Greeter
from station.sync.hearing import Ear
from station.sync.mouth import Mouth, Publish
from station.sync.news import ClockHeard, News
from station.sync.pruning import Pruner
from station.sync.repeat import Chance
from station.sync.seeking import Seeker, Sought
from station.sync.uploads import Uploads

TELL_S: Final = 1.0
FAREWELL_S: Final = 3.0
_FLUSH_S: Final = 0.02
INBOX: Final = 512
INBOX_BYTES: Final = 4 * 1024 * 1024
"""More than one hub has under way to one station; what a hostile one sends beyond it is dropped."""
_AFTER_TROUBLE_S: Final = 0.5
_AT_ONCE: Final = 64
"""Messages taken in one turn before something is said again."""

P = ParamSpec("P")
log = logging.getLogger(__name__)


class Link:
    """Keeps a station and its hub in step, from a thread of its own. Any thread may call its methods."""

    def __init__(
        self,
        record: JoinRecord,
        keep: Keep,
        clock: HubClock,
        tell: Callable[[News], None],
        *,
        app: str,
        moved: Callable[[Found], None] = lambda _found: None,
        interfaces: Sequence[str] = (),
    ) -> None:
        """`moved(found)` hears, on some thread, of another place where the hub has proved to be.

        `interfaces` are the own addresses at which neighbours are asked for it; none: all of them.
        """
        self._record, self._keep, self._clock, self._tell, self._app = record, keep, clock, tell, app
        self._channel = Channel(record)
        self._mqtt = MqttLink(
            Login(
                record.host,
                record.port,
                f"{record.station}-{record.client_secret}",
                record.user,
                record.password,
                trusting(record.ca),
            ),
            subscriptions=for_station(record.room, record.station),
            rank=_rank,
            will=self._channel.will,
            inbox=BoundedInbox(INBOX, INBOX_BYTES),
        )
        self._moved = moved
        sought = Sought(record.room, record.ca, record.host, record.port)
        self._seeker = Seeker(sought, self._move, interfaces=interfaces)
        self._wishes: queue.SimpleQueue[Callable[[Conversation], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin to connect, and keep at it."""
        self._thread.start()
        self._mqtt.start()

    def stop(self) -> None:
        """Say goodbye and end."""
        self._stopping.set()
        self._mqtt.inbox.nudge()
        if self._thread.is_alive():
            self._thread.join()

    def nudge(self) -> None:
        self._wish(Conversation.nudge)

    def ask_feed(self, *, anew: bool = False) -> None:
        self._wish(lambda conversation: conversation.ask_feed(anew=anew))

    def answer(self, done: CommandDone) -> None:
        self._wish(lambda conversation: conversation.answer(done))

    def move(self, zone: ZoneId) -> None:
        self._wish(lambda conversation: conversation.move(zone))

    def farewell(self, done: CommandDone) -> None:
        """Say this as the last thing; returns when it is on its way, after a few seconds at most."""
        said = threading.Event()

        def last_words(conversation: Conversation) -> None:
            conversation.last_words(done)
            said.set()

        self._wish(last_words)
        until_s = time.monotonic() + FAREWELL_S
        said.wait(FAREWELL_S)
        while self._mqtt.backlog and time.monotonic() < until_s:
            time.sleep(_FLUSH_S)

    def fetch(self, media: str, size: int) -> None:
        self._wish(lambda conversation: conversation.fetch(media, size, time.monotonic()))

    def _move(self, found: Found) -> None:
        self._mqtt.move(found.host, found.port)
        self._moved(found)

    def _wish(self, wish: Callable[[Conversation], None]) -> None:
        self._wishes.put(wish)
        self._mqtt.inbox.nudge()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with closing(self._keep.open("NORMAL")) as store:
                    self._converse(store)
            except BaseException:
                log.exception("the sync thread begins again")
                self._mqtt.renew()  # the new conversation has to hear that it is connected
                self._stopping.wait(_AFTER_TROUBLE_S)
        self._mqtt.stop()

    def _converse(self, store: Store) -> None:
        talk = conversation(
            self._channel, self._keep, store, self._clock, self._mqtt.publish, self._tell,
            zone=self._record.zone, app=self._app, chance=random.SystemRandom().random,
            backlog=lambda: self._mqtt.backlog, renew=self._mqtt.renew,
        )  # fmt: skip
        teller = _Teller(store, self._clock, self._record.station)
        while not self._stopping.is_set():
            item = self._mqtt.inbox.get(talk.pause_s(time.monotonic()))
            for arrived in [*([item] if item else []), *self._mqtt.inbox.drain(_AT_ONCE)]:
                self._survive(talk.take, arrived, time.monotonic())
            while not self._wishes.empty():
                self._survive(self._wishes.get(), talk)
            self._survive(talk.turn, time.monotonic())
            self._survive(teller.tell, talk)
            reached = talk.standing.connected or talk.standing.refused > 0
            self._survive(self._seeker.turn, time.monotonic(), reached=reached)
            self._mqtt.tend()
        talk.goodbye()

    def _survive(self, act: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do something; nothing that goes wrong in it ends this thread."""
        try:
            act(*args, **kwargs)
        except Exception:
            log.exception("the sync thread goes on after this")
            self._stopping.wait(_AFTER_TROUBLE_S)


def conversation(
    channel: Channel,
    keep: Keep,
    store: Store,
    clock: HubClock,
    publish: Publish,
    tell: Callable[[News], None],
    *,
    zone: str,
    app: str,
    chance: Chance,
    backlog: Callable[[], int] = lambda: 0,
    renew: Callable[[], None] = lambda: None,
) -> Conversation:
    """Put together what is said over one link, for the thread to which the store belongs.

    `renew()` leaves a connection over which nobody answers for another one.
    """
    mouth = Mouth(channel, publish, backlog)
    files = Files(Uploads(store, keep.made, chance), Downloads(keep, store, chance, mouth, tell), mouth)
    return Conversation(
        Parts(
            channel=channel,
            clock=clock,
            mouth=mouth,
            ear=Ear(channel),
            greeter=Greeter(keep, store, clock, zone=zone, app=app, chance=chance),
            sampler=Sampler(clock, chance, lambda anchor: tell(ClockHeard(anchor))),
            drain=Drain(store, clock.stamp, chance),
            feed=Feed(store, chance),
            files=files,
            forks=Forks(store, chance),
            pruner=Pruner(store, keep.made),
            tell=tell,
            renew=renew,
        )
    )


class _Teller:
    """Leaves word for `station status`, at most once a second."""

    def __init__(self, store: Store, clock: HubClock, station: StationId) -> None:
        self._store, self._clock, self._station = store, clock, station
        self._told: Word | None = None
        self._at_s = 0.0

    def tell(self, conversation: Conversation) -> None:
        now_s = time.monotonic()
        word = Word(self._station, str(conversation.standing.state), self._clock.source)
        if word != self._told and now_s - self._at_s >= TELL_S:
            self._store.tell(word)
            self._told, self._at_s = word, now_s


def _rank(topic: str) -> int:
    """Return what a flood may drop first: pieces of files."""
    return 2 if topic.endswith("/media") else 0
