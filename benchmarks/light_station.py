"""A station without a disk or a window that speaks the whole protocol: hello, windows, MACs, go-back-N."""

import time
from collections.abc import Callable

from classroom.errors import MessageRefused
from classroom.wire.codec import decode
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import Ack, Welcome
from classroom.wire.topics import for_station, parse
from plumbing.errors import SealBroken
from plumbing.inbox import BoundedInbox, Item
from plumbing.mqtt import Login, MqttLink
from plumbing.tls import trusting
from tests.stub_station import StubStation

WINDOW = 32
PATIENCE_S = 2.0


class LightStation:
    """One station on a broker; what it is told comes to `heard`. For one thread alone, its link apart."""

    def __init__(self, record: JoinRecord, clock: Callable[[], int], inbox: BoundedInbox[Item]) -> None:
        self.station = StubStation(record, clock)
        self.name = record.station
        self.acked = self._sent = 0
        self._moved_s = 0.0
        self._welcome = False
        self.link = MqttLink(
            Login(
                record.host,
                record.port,
                f"{self.name}-{record.client_secret}",
                record.user,
                record.password,
                trusting(record.ca),
            ),
            subscriptions=for_station(record.room, self.name),
            rank=lambda _: 0,
            will=self._will,
            inbox=inbox,
        )

    @property
    def drained(self) -> bool:
        """Whether the hub has all that was written."""
        return self.acked >= self.station.seq

    def hello(self) -> None:
        """Begin, once the link is up."""
        self.link.publish(*self.station.say("up/rq", self.station.hello()))
        self.link.publish(*self.station.say("up/state", self.station.state()), retain=True)
        self._moved_s = time.monotonic()

    def heard(self, topic: str, payload: bytes) -> None:
        """Take in what the hub said; what is not for this connection is nothing."""
        channel = parse(topic).channel
        try:
            message = decode(channel, self.station.read(topic, payload))
        except (SealBroken, MessageRefused):
            return
        if isinstance(message, Welcome):
            self._welcome = True
            self.acked = self._sent = message.upto
        elif isinstance(message, Ack) and message.upto > self.acked:
            self.acked, self._moved_s = message.upto, time.monotonic()
        self.send()

    def send(self) -> None:
        """Fill the window."""
        while self._welcome and self._sent < min(self.station.seq, self.acked + WINDOW):
            last = min(self.station.seq, self.acked + WINDOW)
            self.link.publish(*self.station.say("up/ev", self.station.batch(self._sent + 1, last)))
            self._sent = last

    def tend(self) -> None:
        """Go back, or begin again, when nothing was acknowledged for a while."""
        if self.drained or time.monotonic() < self._moved_s + PATIENCE_S:
            return
        self._moved_s, self._sent = time.monotonic(), self.acked
        if self._welcome:
            self.send()
        else:
            self.hello()

    def _will(self) -> tuple[str, bytes]:
        self.station.new_life()
        return self.station.say("up/state", self.station.state(online=False))


def play(stations: dict[str, LightStation], inbox: BoundedInbox[Item], until: Callable[[], bool]) -> None:
    """Let stations talk until something is so."""
    while not until():
        item = inbox.get(0.05)
        topic = getattr(item, "topic", "")
        if topic and (name := parse(topic).station):
            stations[name].heard(topic, item.payload)  # type: ignore[union-attr]
        for station in stations.values() if not len(inbox) else ():
            station.tend()


def come(stations: dict[str, LightStation], inbox: BoundedInbox[Item]) -> None:
    """Let all of them connect at once, and greet the hub each as soon as it is there."""
    for station in stations.values():
        station.link.start()
    waiting = dict(stations)
    while waiting:
        for name in [name for name, station in waiting.items() if station.link.connected]:
            waiting.pop(name).hello()
        play(stations, inbox, lambda: not len(inbox))
