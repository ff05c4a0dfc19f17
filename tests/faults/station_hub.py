"""The smallest hub that keeps the protocol: takes facts in, hands documents out, can be made to misbehave."""

import secrets
import threading
import time
from typing import Any

from classroom.wire.codec import decode, decode_envelope, encode, hashed_part
from classroom.wire.messages import (
    Ack,
    Beat,
    Envelope,
    EventBatch,
    FeedGet,
    FeedPage,
    Head,
    Hello,
    HubState,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaWant,
    Message,
    StationState,
    TimeGet,
    TimeIs,
    Welcome,
)
from classroom.wire.topics import Channel, Topic, build, for_hub, parse
from plumbing.chunks import Chunk, chunk_count, decode_chunk, encode_chunk
from plumbing.inbox import Connected
from plumbing.inbox import Message as Arrived
from plumbing.mqtt import Login, MqttLink
from plumbing.seal import authenticate, chain, check, media_id, sign
from tests.faults.station_school import ROOM, School

BARE = (Hello, StationState)
PAGE = 4


class SmallHub:
    """Everything is kept in memory under one lock; `silent` answers nothing, `ack_twice` repeats itself."""

    def __init__(self, school: School, port: int) -> None:
        self.school = school
        self.envelopes: dict[str, list[Envelope]] = {}
        self.again: list[str] = []
        self.media: dict[str, bytes] = {}
        self.offered: set[str] = set()
        self.states: list[StationState] = []
        self.beats = 0
        self.hellos: list[Hello] = []
        self.silent = self.ack_twice = False
        self.started = time.time_ns()
        self.lock = threading.RLock()
        self._pieces: dict[str, dict[int, bytes]] = {}
        self._life: dict[str, str] = {}
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

    def all(self, epoch: str | None = None) -> list[Envelope]:
        """Return all facts that came in, in order; of one epoch or of all."""
        with self.lock:
            return [one for name, rows in self.envelopes.items() if epoch in {None, name} for one in rows]

    def kinds(self) -> list[str]:
        return [envelope.type for envelope in self.all()]

    def announce(self) -> None:
        """Say that there are new documents."""
        self._public("pub/head", Head(hub_epoch=self.school.hub_epoch, rev=self.school.rev))

    def _run(self) -> None:
        while not self._stopping:
            item = self._link.inbox.get(1.0)
            with self.lock:
                if isinstance(item, Connected):
                    epoch = self.school.hub_epoch
                    self._public("pub/hub", HubState(online=True, hub_epoch=epoch, started=self.started))
                    self.announce()
                elif isinstance(item, Arrived) and not self.silent:
                    self._take(item)

    def _take(self, item: Arrived) -> None:
        topic = parse(item.topic)
        station = topic.station or ""
        bare = topic.channel == "up/state" or (
            topic.channel == "up/rq" and b'"t":"hello"' in item.payload[:12]
        )
        life = "" if bare else self._life.get(station, "")
        counter, payload = check(self.school.k_up, item.topic, life, item.payload)
        if topic.channel == "up/media":
            self._piece(station, decode_chunk(payload))
            return
        message = decode(topic.channel, payload)
        if isinstance(message, StationState):
            self.states.append(message)
            return
        if not isinstance(message, Hello):
            assert counter > self._heard[station], "a number came twice"
        self._heard[station] = counter
        self._answer(station, message)

    def _answer(self, station: str, message: Any) -> None:
        match message:
            case Hello():
                self._hello(station, message)
            case Beat():
                self.beats += 1
            case EventBatch():
                self._batch(station, message)
            case FeedGet():
                self._feed(station, message)
            case TimeGet(n=n):
                self._say(station, "dn/rs", TimeIs(n=n, time=time.time_ns() // 1_000_000))
            case MediaOffer(media=refs):
                for ref in refs:
                    self.offered.add(ref.id)
                    if ref.id in self.media:
                        self._say(station, "dn/rs", MediaHave(media=ref.id))
                    else:
                        self._say(station, "dn/rs", MediaWant(media=ref.id))
            case MediaWant():
                self._send(station, message)

    def _hello(self, station: str, hello: Hello) -> None:
        self.hellos.append(hello)
        self._life[station], self._said[station] = hello.life, 0
        rows = self.envelopes.setdefault(hello.epoch, [])
        welcome = Welcome(
            nonce=hello.nonce,
            hub_epoch=self.school.hub_epoch,
            upto=len(rows),
            h=rows[-1].h if rows else "",
            rev=self.school.rev,
            time=time.time_ns() // 1_000_000,
        )
        self._say(station, "dn/rs", welcome)

    def _batch(self, station: str, batch: EventBatch) -> None:
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
        ack = Ack(epoch=batch.epoch, upto=len(rows), hub_epoch=self.school.hub_epoch)
        frame = self._say(station, "dn/ack", ack)
        if self.ack_twice:
            self._link.publish(*frame)

    def _feed(self, station: str, get: FeedGet) -> None:
        school = self.school
        anew = get.hub_epoch != school.hub_epoch or get.since > school.rev
        since = 0 if anew else get.since
        later = sorted((doc for doc in school.feed.values() if doc.rev > since), key=lambda doc: doc.rev)
        page, more = later[:PAGE], len(later) > PAGE
        to = page[-1].rev if more else school.rev
        docs, epoch = tuple(page), school.hub_epoch
        self._say(
            station,
            "dn/rs",
            FeedPage(hub_epoch=epoch, since=since, to=to, docs=docs, more=more, snapshot=anew),
        )

    def _piece(self, station: str, chunk: Chunk) -> None:
        pieces = self._pieces.setdefault(chunk.media_id, {})
        pieces[chunk.index] = chunk.data
        missing = tuple(index for index in range(chunk.count) if index not in pieces)
        if not missing:
            data = b"".join(pieces[index] for index in range(chunk.count))
            assert media_id(data) == chunk.media_id
            self.media[chunk.media_id] = data
            self._say(station, "dn/rs", MediaHave(media=chunk.media_id))
        elif len(pieces) % 8 == 0:
            self._say(station, "dn/rs", MediaWant(media=chunk.media_id, missing=missing))

    def _send(self, station: str, want: MediaWant) -> None:
        data = self.media.get(want.media)
        if data is None:
            self._say(station, "dn/rs", MediaGone(media=want.media))
            return
        count = chunk_count(len(data))
        for index in (want.missing or range(count))[: want.window]:
            piece = data[index * 32768 : (index + 1) * 32768]
            self._publish(station, "dn/media", encode_chunk(Chunk(want.media, index, count, piece)))

    def _say(self, station: str, channel: Channel, message: Message) -> tuple[str, bytes]:
        return self._publish(station, channel, encode(message))

    def _publish(self, station: str, channel: Channel, payload: bytes) -> tuple[str, bytes]:
        self._said[station] = self._said.get(station, 0) + 1
        topic = build(Topic(ROOM, channel, station))
        frame = authenticate(self.school.k_dn, topic, self._life[station], self._said[station], payload)
        self._link.publish(topic, frame)
        return topic, frame

    def _public(self, channel: Channel, message: Message) -> None:
        topic = build(Topic(ROOM, channel))
        self._link.publish(topic, sign(self.school.sign_seed, topic, encode(message)), retain=True)
