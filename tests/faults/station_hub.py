"""The smallest hub that keeps the protocol: takes facts in, hands documents out, can be made to misbehave."""

import secrets
import threading
import time
from collections.abc import Iterable, Iterator

from classroom.wire.codec import decode, decode_envelope, encode, hashed_part
from classroom.wire.messages import (
    Ack,
    AnyMessage,
    Beat,
    Envelope,
    EventBatch,
    FeedGet,
    FeedPage,
    Fork,
    ForkNoted,
    Head,
    Hello,
    HubState,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaWant,
    Message,
    TimeGet,
    TimeIs,
    Welcome,
)
from classroom.wire.topics import Channel, Topic, build, for_hub, parse
from plumbing.chunks import CHUNK, Chunk, chunk_count, decode_chunk, encode_chunk
from plumbing.inbox import Connected
from plumbing.inbox import Message as Arrived
from plumbing.mqtt import Login, MqttLink
from plumbing.seal import authenticate, chain, check, media_id, session_key, sign
from tests.faults.station_school import ROOM, School

PAGE = 4


class Office:
    """What the hub knows, and what it answers; everything is kept in memory.

    `ack_twice` repeats each acknowledgement; `again` are facts that came although they were here.
    """

    def __init__(self, school: School) -> None:
        self.school = school
        self.envelopes: dict[str, list[Envelope]] = {}
        self.again: list[str] = []
        self.media: dict[str, bytes] = {}
        self.offered: set[str] = set()
        self.beats = 0
        self.hellos: list[Hello] = []
        self.forks: list[Fork] = []
        self.ack_twice = False
        self._pieces: dict[str, dict[int, bytes]] = {}

    def answers(self, message: Message) -> Iterator[Message | Chunk]:
        """Yield what is to be said to a station's message."""
        match message:
            case Hello():
                yield self._welcome(message)
            case Beat():
                self.beats += 1
            case Fork(epoch=epoch):
                self.forks += [message] if message not in self.forks else []
                yield ForkNoted(epoch=epoch)
            case EventBatch():
                yield from [self._take(message)] * (2 if self.ack_twice else 1)
            case FeedGet():
                yield self._page(message)
            case TimeGet(n=n):
                yield TimeIs(n=n, time=time.time_ns() // 1_000_000)
            case MediaOffer(media=refs):
                self.offered |= {ref.id for ref in refs}
                yield from (
                    MediaHave(media=ref.id) if ref.id in self.media else MediaWant(media=ref.id)
                    for ref in refs
                )
            case MediaWant():
                yield from self._file(message)

    def piece(self, chunk: Chunk) -> Iterator[Message]:
        """Take a piece of a file; yield what is to be said to it."""
        pieces = self._pieces.setdefault(chunk.media_id, {})
        pieces[chunk.index] = chunk.data
        missing = tuple(index for index in range(chunk.count) if index not in pieces)
        if not missing:
            data = b"".join(pieces[index] for index in range(chunk.count))
            assert media_id(data) == chunk.media_id
            self.media[chunk.media_id] = data
            yield MediaHave(media=chunk.media_id)
        elif len(pieces) % 8 == 0:
            yield MediaWant(media=chunk.media_id, missing=missing)

    def all(self) -> list[Envelope]:
        """Return all facts that came in, in order."""
        return [one for rows in list(self.envelopes.values()) for one in list(rows)]

    def _welcome(self, hello: Hello) -> Welcome:
        self.hellos.append(hello)
        rows = self.envelopes.setdefault(hello.epoch, [])
        return Welcome(
            nonce=hello.nonce,
            hub_epoch=self.school.hub_epoch,
            upto=len(rows),
            h=rows[-1].h if rows else "",
            rev=self.school.rev,
            time=time.time_ns() // 1_000_000,
            hub_nonce=secrets.token_hex(16),
        )

    def _take(self, batch: EventBatch) -> Ack:
        rows = self.envelopes[batch.epoch]
        known = {envelope.ev for envelope in self.all()}
        for raw in map(bytes, batch.events):
            envelope = decode_envelope(raw)
            if envelope.seq != len(rows) + 1:
                continue
            assert chain(rows[-1].h if rows else "", hashed_part(raw)) == envelope.h, "the chain is broken"
            if envelope.ev in known:
                self.again.append(envelope.ev)
            rows.append(envelope)
        return Ack(epoch=batch.epoch, upto=len(rows), hub_epoch=self.school.hub_epoch)

    def _page(self, get: FeedGet) -> FeedPage:
        school = self.school
        anew = get.hub_epoch != school.hub_epoch or get.since > school.rev
        since = 0 if anew else get.since
        later = sorted((doc for doc in school.feed.values() if doc.rev > since), key=lambda doc: doc.rev)
        page, more = tuple(later[:PAGE]), len(later) > PAGE
        to, epoch = page[-1].rev if more else school.rev, school.hub_epoch
        return FeedPage(hub_epoch=epoch, since=since, to=to, docs=page, more=more, snapshot=anew)

    def _file(self, want: MediaWant) -> Iterator[Message | Chunk]:
        data = self.media.get(want.media)
        if data is None:
            yield MediaGone(media=want.media)
            return
        count = chunk_count(len(data))
        for index in (want.missing or range(count))[: want.window]:
            yield Chunk(want.media, index, count, data[index * CHUNK : (index + 1) * CHUNK])


class SmallHub:
    """A hub on a broker; `silent` hears nothing. `office` outlives it and may go to the next one."""

    def __init__(self, school: School, port: int, office: Office | None = None) -> None:
        self.school, self.office = school, office or Office(school)
        self.silent = False
        self.states: list[AnyMessage] = []
        self._started = time.time_ns()
        self._lock = threading.RLock()
        self._life: dict[str, str] = {}
        self._keys: dict[str, tuple[bytes, bytes]] = {}
        self._said: dict[str, int] = {}
        self._heard: dict[str, int] = {}
        self._link = MqttLink(
            Login("127.0.0.1", port, "hub-" + secrets.token_hex(8), "hub", "the hub's secret"),
            subscriptions=for_hub(ROOM),
            rank=lambda _topic: 0,
            reconnect_delay_s=(1, 1),
        )
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._stopping = False

    def start(self) -> "SmallHub":
        self._link.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stopping = True
        self._link.inbox.nudge()
        self._thread.join()
        self._public("pub/hub", HubState(online=False, hub_epoch=self.school.hub_epoch))
        self._link.stop()

    def all(self) -> list[Envelope]:
        with self._lock:
            return self.office.all()

    def kinds(self) -> list[str]:
        return [envelope.type for envelope in self.all()]

    def announce(self) -> None:
        """Say that there are new documents."""
        self._public("pub/head", Head(hub_epoch=self.school.hub_epoch, rev=self.school.rev))

    def _run(self) -> None:
        while not self._stopping:
            item = self._link.inbox.get(1.0)
            with self._lock:
                if isinstance(item, Connected):
                    epoch = self.school.hub_epoch
                    self._public("pub/hub", HubState(online=True, hub_epoch=epoch, started=self._started))
                    self.announce()
                elif isinstance(item, Arrived) and not self.silent:
                    self._take(item)

    def _take(self, item: Arrived) -> None:
        topic = parse(item.topic)
        station = topic.station or ""
        if topic.channel == "up/state" or b'"t":"hello"' in item.payload[:12]:
            _, payload = check(self.school.k_up, item.topic, "", item.payload)
            message = decode(topic.channel, payload)
            if isinstance(message, Hello):
                self._greet(station, message)
            else:
                self.states.append(message)
            return
        if station not in self._keys:
            return
        counter, payload = check(self._keys[station][0], item.topic, self._life[station], item.payload)
        assert counter > self._heard[station], "a number came twice"
        self._heard[station] = counter
        if topic.channel == "up/media":
            self._say_all(station, self.office.piece(decode_chunk(payload)))
        else:
            self._say_all(station, self.office.answers(decode(topic.channel, payload)))

    def _greet(self, station: str, hello: Hello) -> None:
        """Answer under the key of enrolment; all that follows is in the session which that begins."""
        (welcome,) = self.office.answers(hello)
        assert isinstance(welcome, Welcome)
        topic = build(Topic(ROOM, "dn/rs", station))
        frame = authenticate(self.school.k_dn, topic, hello.life, 1, encode(welcome))
        up, down = (
            session_key(key, hello.life, hello.nonce, welcome.hub_nonce)
            for key in (self.school.k_up, self.school.k_dn)
        )
        self._keys[station], self._life[station] = (up, down), hello.life
        self._said[station] = self._heard[station] = 0
        self._link.publish(topic, frame)

    def _say_all(self, station: str, answers: Iterable[Message | Chunk]) -> None:
        for answer in answers:
            if isinstance(answer, Chunk):
                self._say(station, "dn/media", encode_chunk(answer))
            else:
                self._say(station, "dn/ack" if isinstance(answer, Ack) else "dn/rs", encode(answer))

    def _say(self, station: str, channel: Channel, payload: bytes) -> None:
        self._said[station] += 1
        topic = build(Topic(ROOM, channel, station))
        life, number = self._life[station], self._said[station]
        self._link.publish(topic, authenticate(self._keys[station][1], topic, life, number, payload))

    def _public(self, channel: Channel, message: Message) -> None:
        topic = build(Topic(ROOM, channel))
        self._link.publish(topic, sign(self.school.sign_seed, topic, encode(message)), retain=True)
