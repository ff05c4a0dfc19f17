"""A broker that is not to be trusted: whoever owns it keeps, says again, makes up and spoils what passes."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace

from classroom.wire.codec import encode
from classroom.wire.messages import Message
from classroom.wire.topics import Channel, Topic, build, parse
from demo.simulate.proxy import Proxy
from hub.broker import Account
from hub.config import BrokerName
from hub.intake.requests import feed_hash
from plumbing.inbox import Message as Arrived
from plumbing.mqtt import Login, MqttLink
from plumbing.seal import authenticate, random_bytes, sign
from station.store.keep import look_into
from tests.faults.live_room import LiveRoom, live_room
from tests.faults.station_world import Visitor
from tests.waiting import until

ALL_RIGHTS = Account("crook", "owns the broker", reads=("#",), writes=("#",))
PATIENCE_S = 30.0
TOLD_S = 75.0
"""The hub says once a minute how far its documents are, for whoever has not heard it."""


class Crook:
    """Reads and writes everything at the broker, and knows no key. `kept` is all that it ever heard."""

    def __init__(self, room: LiveRoom) -> None:
        self._room = room.hub.room
        root = f"ws/1/{self._room}"
        self.kept: list[Arrived] = []
        room.hub._broker.grant(ALL_RIGHTS)
        self._link = MqttLink(
            Login(*room.hub.mqtt, f"crook-{random_bytes(8).hex()}", ALL_RIGHTS.user, ALL_RIGHTS.password),
            subscriptions=(f"{root}/pub/+", f"{root}/up/+/+", f"{root}/dn/+/+"),
            rank=lambda _: 0,
            reconnect_delay_s=(1, 1),
        )
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._link.start()
        self._thread.start()
        until(lambda: self._link.connected)

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        self._link.stop()

    def heard(self, channel: str, station: str | None = None) -> list[Arrived]:
        """What it kept of one channel (or side: "up", "dn", "pub"), of one station or all."""
        parsed = ((parse(one.topic), one) for one in list(self.kept))
        return [
            one
            for topic, one in parsed
            if topic.channel.startswith(channel) and station in {None, topic.station}
        ]

    def says(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        assert self._link.publish(topic, payload, retain=retain)

    def says_again(self, messages: list[Arrived]) -> int:
        """Say what was heard once more, just as it was; return how much that is."""
        for one in messages:
            self.says(one.topic, one.payload)
        return len(messages)

    def makes_up(self, channel: Channel, station: str, message: Message | bytes, life: str = "") -> None:
        """Say something in a station's or in the hub's name, under a key of its own."""
        topic = build(Topic(self._room, channel, station))
        payload = message if isinstance(message, bytes) else encode(message)
        self.says(topic, authenticate(random_bytes(32), topic, life, 2**40, payload))

    def proclaims(self, channel: Channel, message: Message) -> None:
        """Say something to all in the hub's name, signed by itself."""
        topic = build(Topic(self._room, channel))
        self.says(topic, sign(random_bytes(32), topic, encode(message)), retain=True)

    def _run(self) -> None:
        while not self._stopping.is_set():
            item = self._link.inbox.get(0.1)
            if isinstance(item, Arrived):
                self.kept.append(item)


class Besieged:
    """A hub and two stations with a crook between them; `left` and `right` are who stands at the stations."""

    def __init__(self, room: LiveRoom, proxy: Proxy, things: ExitStack) -> None:
        self.room, self.proxy = room, proxy
        self.names = [self._enrol(zone) for zone in ("cave", "make")]
        self.crook = Crook(room)
        self.crook.start()
        things.callback(self._stop_crook)
        self.left, self.right = (things.enter_context(room.at(name)) for name in self.names)
        for name, visitor in zip(self.names, (self.left, self.right), strict=True):
            room.greeted(name, visitor)

    def count(self, reason: str) -> int:
        return self.room.unheard().get(reason, 0)

    @contextmanager
    def counted(self, *reasons: str, more: int = 1) -> Iterator[None]:
        """What happens inside is not listened to, for one of these reasons, and H15 says so."""
        before = sum(map(self.count, reasons))
        yield
        what = f"not counted as {reasons}: {self.room.unheard()}"
        until(lambda: sum(map(self.count, reasons)) >= before + more, seconds=PATIENCE_S, what=what)

    @contextmanager
    def unmoved(self) -> Iterator[None]:
        """What happens inside changes nothing: not the log, not what a station holds, not what it shows."""
        before = self._at_rest()
        yield
        after = self._at_rest()
        moved = {what: (before[what], now) for what, now in after.items() if now != before[what]}
        assert not moved, f"moved (before, after): {moved}"

    def holdings(self) -> dict[str, object]:
        """All that an attack could move."""
        with self.room.hub.back.store.reading() as tables:
            (facts,) = tables.one("SELECT count(*) FROM facts WHERE type != 'station.clock'") or (0,)
        held = {f"{name} {what}": value for name in self.names for what, value in self._holds(name).items()}
        return {"facts": facts, **held}

    def _at_rest(self) -> dict[str, object]:
        """What there is once nothing waits: a station may note its clock at any moment, and that changes no more."""
        self.calm()
        return (
            until(lambda: found if _nothing_waits(found := self.holdings()) else None, seconds=PATIENCE_S)
            or {}
        )

    def calm(self) -> None:
        """Both stations are live, all that they wrote is at the hub, and they hold what the hub has for them."""
        for name, visitor in zip(self.names, (self.left, self.right), strict=True):
            until(lambda v=visitor: not banner_of(v), seconds=PATIENCE_S)  # type: ignore[misc]
            until(lambda n=name: self.room.marks(n).waiting == 0, seconds=PATIENCE_S)  # type: ignore[misc]
            until(lambda n=name: self._is_told(n), seconds=TOLD_S)  # type: ignore[misc]

    def _is_told(self, name: str) -> bool:
        """Whether a station holds exactly the documents that the hub has for it."""
        with self.room.hub.back.store.reading() as tables:
            wanted = feed_hash(tables, name)
        store = look_into(self.room.home(name))
        try:
            return store.shelf.hash() == wanted
        finally:
            store.close()

    def hands_in(self, words: str) -> None:
        """A child comes to the cave, writes, goes; her piece is at the hub once, whoever sits in between."""
        self.room.comes_in(self.left)
        assert self.left.writes(words).ticks > 0
        self.left.goes()
        until(lambda: self.pieces().count(words) == 1, seconds=PATIENCE_S)

    def pieces(self) -> list[str]:
        with self.room.hub.back.store.reading() as tables:
            return [str(text) for (text,) in tables.all("SELECT text FROM pieces")]

    def reconnect(self) -> None:
        """Let every station connect anew; return when all is well again."""
        lives = [self.life(name) for name in self.names]
        self.proxy.open_all()
        for name, before in zip(self.names, lives, strict=True):
            until(lambda n=name, b=before: self.life(n) != b, seconds=PATIENCE_S)  # type: ignore[misc]
        self.calm()

    def life(self, name: str) -> str:
        """The connection of a station to which the hub speaks."""
        line = self.room.hub.downlink._lines.get(name)
        return line.life if line else ""

    def _stop_crook(self) -> None:
        self.crook.stop()

    def _enrol(self, zone: str) -> str:
        record = self.room.enrol(zone)
        self.room.write(replace(record, port=self.proxy.add(record.station)))
        return record.station

    def _holds(self, name: str) -> dict[str, object]:
        store = look_into(self.room.home(name))
        try:
            marks = store.outbox.marks()
            aside = marks._replace(last=0, upto=0)
            return {"marks": aside, "waiting": marks.waiting, "base": store.outbox.base()}
        finally:
            store.close()


def _nothing_waits(holdings: dict[str, object]) -> bool:
    return not any(value for what, value in holdings.items() if what.endswith(" waiting"))


def banner_of(visitor: Visitor) -> str:
    shown = visitor.station.view()
    return str(getattr(shown, "banner", "") or getattr(getattr(shown, "frame", None), "banner", ""))


@contextmanager
def besieged(folder: Path, broker: BrokerName) -> Iterator[Besieged]:
    with ExitStack() as things:
        room = things.enter_context(live_room(folder, broker, plain=True))
        proxy = things.enter_context(Proxy((room.hub.mqtt.host, room.hub.mqtt.port), lambda _: None))
        yield Besieged(room, proxy, things)
