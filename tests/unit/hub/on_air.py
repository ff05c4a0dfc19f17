"""A stub station on a real broker: it says hello on each connection and sends its facts until they are acknowledged."""

import base64
import time

from classroom.errors import TopicRefused
from classroom.wire.codec import decode
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import Ack, AnyMessage, Head, Welcome
from classroom.wire.topics import for_station, parse
from plumbing import seal
from plumbing.errors import SealBroken
from plumbing.inbox import Connected
from plumbing.inbox import Message as Arrived
from plumbing.mqtt import Login, MqttLink
from plumbing.tls import trusting
from tests.stub_station import StubStation

RESEND_S = 0.3
WINDOW = 20


class StationOnAir:
    """Call `tend` often; `upto` is how far the hub has acknowledged."""

    def __init__(self, record: JoinRecord) -> None:
        self.stub = StubStation(record, lambda: time.time_ns() // 1_000_000)
        self.upto = 0
        self.welcomes = 0
        self.heard: list[AnyMessage] = []
        self.head = 0
        self._greeted = False
        self._sent_at = 0.0
        login = Login(
            record.host,
            record.port,
            f"{record.station}-{record.client_secret}",
            record.user,
            record.password,
            trusting(record.ca),
        )
        self.link = MqttLink(
            login,
            subscriptions=for_station(record.room, record.station),
            rank=lambda _: 0,
            will=self._will,
            reconnect_delay_s=(1, 1),
        )

    def start(self) -> None:
        self.link.start()

    def stop(self) -> None:
        self.link.stop()

    def tend(self) -> bool:
        """Hear what came, send what waits; say whether everything is acknowledged."""
        while (item := self.link.inbox.get(0)) is not None:
            if isinstance(item, Connected):
                self._greeted = False
                self.link.publish(*self.stub.say("up/state", self.stub.state()), retain=True)
                self._hello()
            elif isinstance(item, Arrived):
                self._hear(item)
        self.link.tend()
        if time.monotonic() - self._sent_at > RESEND_S and self.link.connected:
            self._send() if self._greeted else self._hello()
        return self._greeted and self.upto >= self.stub.seq

    def _hear(self, item: Arrived) -> None:
        try:
            channel = parse(item.topic).channel
            if channel == "pub/head":
                self._head(item)
            if not channel.startswith("dn/") or channel == "dn/media":
                return
            message = decode(channel, self.stub.read(item.topic, item.payload))
        except (SealBroken, TopicRefused):
            return
        self.heard.append(message)
        if isinstance(message, Welcome):
            self._greeted, self.upto, self.welcomes = True, message.upto, self.welcomes + 1
            self.link.publish(*self.stub.say("up/beat", self.stub.beat()))
            self._send()
        elif isinstance(message, Ack):
            advanced = message.upto > self.upto
            self.upto = max(self.upto, message.upto)
            if advanced:
                self._send()

    def _head(self, item: Arrived) -> None:
        payload = seal.verify(base64.b64decode(self.stub.record.hub_sign), item.topic, item.payload)
        head = decode("pub/head", payload)
        if isinstance(head, Head):
            self.head = head.rev

    def _hello(self) -> None:
        self._sent_at = time.monotonic()
        self.link.publish(*self.stub.say("up/rq", self.stub.hello()))

    def _send(self) -> None:
        self._sent_at = time.monotonic()
        if self.upto < self.stub.seq:
            batch = self.stub.batch(self.upto + 1, self.upto + WINDOW)
            self.link.publish(*self.stub.say("up/ev", batch))

    def _will(self) -> tuple[str, bytes]:
        self.stub.new_life()
        return self.stub.say("up/state", self.stub.state(online=False))
