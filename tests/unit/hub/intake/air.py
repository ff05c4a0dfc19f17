"""An intake with a stub station, and a queue where the broker would be."""

import queue
from contextlib import suppress

from classroom.wire.codec import decode
from classroom.wire.messages import Ack, AnyMessage, Welcome
from classroom.wire.topics import Channel, parse
from hub.downlink import Downlink
from hub.intake.loop import Intake
from hub.store.desk import meta
from plumbing.errors import SealBroken
from plumbing.inbox import BoundedInbox, Item
from plumbing.inbox import Message as Arrived
from tests.factories_hub import SchoolAtWork
from tests.stub_station import StubStation


class Air:
    """Stands between stations and hub where the broker would be: what is published is kept and read back."""

    def __init__(self, school: SchoolAtWork) -> None:
        self.school = school
        self.inbox: BoundedInbox[Item] = BoundedInbox(2000, 16 * 1024 * 1024)
        self.sent: queue.Queue[tuple[str, bytes, bool]] = queue.Queue()
        self.station = school.cave
        _, seed, self.sign_public = school.back.keys.hub_key("sign")
        with school.back.store.reading() as tables:
            room, epoch = meta(tables, "room"), meta(tables, "hub_epoch")
        self.down = Downlink(room, seed, epoch, school.clock)
        self.down.attach(self)
        self.intake = Intake(school.back, self.down, self.inbox)
        self.intake.start()

    backlog = 0

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        self.sent.put((topic, payload, retain))
        return True

    def arrive(self, topic: str, payload: bytes) -> None:
        self.inbox.put(Arrived(topic, payload, retained=False), 1, len(payload))

    def say(self, channel: Channel, message: AnyMessage | bytes, station: StubStation | None = None) -> None:
        self.arrive(*(station or self.station).say(channel, message))

    def connect(self, station: StubStation | None = None) -> Welcome:
        who = station or self.station
        self.arrive(*who.connect())
        answer = self.answer(who)
        assert isinstance(answer, Welcome)
        self.arrive(*who.say("up/beat", who.beat()))
        return answer

    def answer(self, station: StubStation | None = None) -> AnyMessage:
        """The next thing that a station is told, proven authentic."""
        who = station or self.station
        while True:
            topic, payload, _ = self.sent.get(timeout=10)
            parsed = parse(topic)
            if parsed.station == who.record.station and parsed.channel != "dn/media":
                with suppress(SealBroken):  # it was for an older connection
                    return decode(parsed.channel, who.read(topic, payload))

    def acknowledged(self) -> int:
        answer = self.answer()
        assert isinstance(answer, Ack)
        return answer.upto
