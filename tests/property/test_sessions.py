"""Any course of hellos, answers, words and replays: each true word is heard at most once, in order; nothing else is."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from classroom.wire.messages import Hello, TimeGet
from hub.intake.doorkeeper import Doorkeeper
from hub.store.keys import StationKeys
from plumbing import seal
from tests.stub_station import StubStation, join_record

ROOM = "0123456789abcdef"


class Room(RuleBasedStateMachine):
    """A station and the hub's door, with somebody in between who keeps, drops, holds back, spoils and says again."""

    @initialize()
    def begin(self) -> None:
        self.station = StubStation(join_record(ROOM))
        self.keys = StationKeys("cave-1", "station-cave-1", "pw", *self.station.wire_keys())
        self.door = Doorkeeper(ROOM, [self.keys])
        self.passed: list[tuple[str, bytes]] = []
        self.waiting: list[tuple[str, bytes]] = []
        self.answers: list[tuple[str, str, str]] = []
        self.said = self.newest = 0
        self.in_session = False

    @rule()
    def connects(self) -> None:
        self.waiting.append(self.station.connect())
        self.in_session = False

    @precondition(lambda self: self.station.life)
    @rule()
    def greets_again(self) -> None:
        self.waiting.append(self.station.say("up/rq", self.station.hello()))

    @precondition(lambda self: self.answers)
    @rule(place=st.integers(0, 50))
    def is_answered(self, place: int) -> None:
        """An answer of the hub comes; the station takes the first one to its last hello."""
        life, nonce, hub_nonce = self.answers[place % len(self.answers)]
        if (life, nonce) == (self.station.life, self.station.nonce):
            self.station.stretch(hub_nonce)
            self.station.nonce, self.in_session = "", True

    @precondition(lambda self: self.in_session)
    @rule(held=st.booleans())
    def speaks(self, held: bool) -> None:
        self.said += 1
        self.waiting.append(self.station.say("up/rq", TimeGet(n=self.said)))
        if not held:
            self.arrives(len(self.waiting) - 1)

    @precondition(lambda self: self.waiting)
    @rule(place=st.integers(0, 50))
    def arrives(self, place: int) -> None:
        """What was held back comes, in any order."""
        self.passed.append(self.waiting.pop(place % len(self.waiting)))
        self._hear(self.passed[-1])

    @precondition(lambda self: self.waiting)
    @rule(place=st.integers(0, 50))
    def is_dropped(self, place: int) -> None:
        self.passed.append(self.waiting.pop(place % len(self.waiting)))

    @precondition(lambda self: self.passed)
    @rule(place=st.integers(0, 500))
    def is_said_again(self, place: int) -> None:
        self._hear(self.passed[place % len(self.passed)])

    @precondition(lambda self: self.passed)
    @rule(place=st.integers(0, 500), bit=st.integers(0, 10_000))
    def is_spoilt(self, place: int, bit: int) -> None:
        topic, payload = self.passed[place % len(self.passed)]
        spoilt = bytearray(payload)
        spoilt[bit // 8 % len(spoilt)] ^= 1 << bit % 8
        assert self.door.hear(topic, bytes(spoilt)) is None

    @rule()
    def hub_restarts(self) -> None:
        self.door = Doorkeeper(ROOM, [self.keys])

    def _hear(self, frame: tuple[str, bytes]) -> None:
        heard = self.door.hear(*frame)
        if heard is None:
            return
        if isinstance(heard.message, Hello):
            nonce = seal.random_bytes(16).hex()
            self.door.offer("cave-1", heard.message, nonce)
            self.answers.append((heard.message.life, heard.message.nonce, nonce))
            return
        assert isinstance(heard.message, TimeGet)
        assert self.newest < heard.message.n <= self.said, "heard twice, or late, or never said"
        self.newest = heard.message.n


TestSessions = Room.TestCase
TestSessions.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)
