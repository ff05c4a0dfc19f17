"""A conversation held by hand: what the station says is kept, what the hub says is made here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from classroom.wire.codec import decode, encode
from classroom.wire.messages import FeedPage, Head, Hello, HubState, Message, Welcome
from classroom.wire.topics import Channel as Leaf
from classroom.wire.topics import Topic, build, parse
from plumbing.chunks import Chunk, decode_chunk, encode_chunk
from plumbing.inbox import Connected
from plumbing.inbox import Message as Arrived
from plumbing.seal import authenticate, check, random_bytes, session_key, sign
from station.store.keep import Keep, Store
from station.sync.channel import Channel
from station.sync.link import conversation
from station.sync.news import News
from station.sync.presence import LinkState
from tests.faults.station_school import ROOM, School
from tests.unit.station.made import Ticker

Said = TypeVar("Said", bound=Message)


class Talk:
    """One station's side of a link; `deaf` True: the broker takes nothing."""

    def __init__(self, keep: Keep, store: Store) -> None:
        self.keep, self.store, self.school = keep, store, School()
        self.ticker, self.now_s = Ticker(), 100.0
        self.news: list[News] = []
        self.said: list[Message | Chunk] = []
        self.deaf, self.backlog = False, 0
        self.renewed: list[float] = []
        self.channel = Channel(self.school.record(1))
        self.conversation = conversation(
            self.channel, keep, store, self.ticker.clock, self.publish, self.news.append,
            zone="porch", app="test", chance=lambda: 0.5, backlog=lambda: self.backlog,
            renew=lambda: self.renewed.append(self.now_s),
        )  # fmt: skip
        self._counter = 0
        self.keys = self.school.k_up, self.school.k_dn

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        leaf = parse(topic).channel
        if leaf == "up/state" or payload.startswith(b'{"t":"hello"'):
            _, inside = check(self.school.k_up, topic, "", payload)
        else:
            _, inside = check(self.keys[0], topic, self.channel.life, payload)
        if not self.deaf:
            self.said.append(decode_chunk(inside) if leaf == "up/media" else decode(leaf, inside))
        return not self.deaf

    def connect(self) -> None:
        self.channel.will()
        self.conversation.take(Connected(1), self.now_s)
        self.turn()

    def turn(self, after_s: float = 0.0) -> None:
        """Let time pass, then let the station speak."""
        self.now_s += after_s
        self.conversation.turn(self.now_s)

    def hub_says(self, message: Message, leaf: Leaf = "dn/rs") -> None:
        self.hub_sends(leaf, encode(message))
        self.turn()

    def hub_sends(self, leaf: Leaf, payload: bytes) -> None:
        self._counter += 1
        topic = build(Topic(ROOM, leaf, "s1"))
        frame = authenticate(self.keys[1], topic, self.channel.life, self._counter, payload)
        self.conversation.take(Arrived(topic, frame, False), self.now_s)

    def hub_welcomes(self, welcome: Welcome) -> None:
        """Answer a hello under the key of enrolment; all else is said in the session which that begins."""
        topic = build(Topic(ROOM, "dn/rs", "s1"))
        frame = authenticate(self.school.k_dn, topic, self.channel.life, 1, encode(welcome))
        up, down = (
            session_key(key, self.channel.life, welcome.nonce, welcome.hub_nonce)
            for key in (self.school.k_up, self.school.k_dn)
        )
        former, session = (self.keys, self._counter), self.channel._session
        self.keys, self._counter = (up, down), 0
        self.conversation.take(Arrived(topic, frame, False), self.now_s)
        if self.channel._session is session:  # an answer to no question of now begins nothing
            self.keys, self._counter = former
        self.turn()

    def hub_sends_piece(self, chunk: Chunk) -> None:
        self.hub_sends("dn/media", encode_chunk(chunk))

    def hub_publishes(self, message: HubState | Head) -> None:
        topic = build(Topic(ROOM, "pub/hub" if isinstance(message, HubState) else "pub/head"))
        frame = sign(self.school.sign_seed, topic, encode(message))
        self.conversation.take(Arrived(topic, frame, True), self.now_s)
        self.turn()

    def welcome(self, upto: int = 0, h: str = "", rev: int = 0, *, snapshot: bool = False) -> None:
        nonce = self.last(Hello).nonce
        epoch = self.school.hub_epoch
        self.hub_welcomes(
            Welcome(
                nonce=nonce, hub_epoch=epoch, upto=upto, h=h, rev=rev, time=1, snapshot=snapshot,
                hub_nonce=random_bytes(16).hex(),
            )
        )  # fmt: skip

    def page(self, since: int, *, snapshot: bool = False) -> None:
        """Send everything that the school has published after a revision."""
        later = tuple(doc for doc in self.school.feed.values() if doc.rev > since)
        epoch, to = self.school.hub_epoch, self.school.rev
        self.hub_says(FeedPage(hub_epoch=epoch, since=since, to=to, docs=later, snapshot=snapshot))

    def state(self) -> LinkState:
        return self.conversation.standing.state

    def all(self, kind: type[Said]) -> list[Said]:
        return [one for one in self.said if isinstance(one, kind)]

    def last(self, kind: type[Said]) -> Said:
        return self.all(kind)[-1]


@contextmanager
def talking(folder: Path) -> Iterator[Talk]:
    keep = Keep(folder, disk_floor=0.0)
    store = keep.open()
    try:
        yield Talk(keep, store)
    finally:
        store.close()
