"""Only the right key, connection and counter are heard."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.messages import EventBatch, Hello, TimeGet
from hub.intake.doorkeeper import OFFERED, Doorkeeper
from hub.store.keys import StationKeys
from plumbing import seal
from plumbing.chunks import Chunk, encode_chunk
from tests.stub_station import StubStation, join_record

ROOM = "0123456789abcdef"


class Door:
    def __init__(self) -> None:
        record = join_record(ROOM)
        self.station = StubStation(record)
        self.keys = StationKeys("cave-1", "station-cave-1", "pw", *self.station.wire_keys())
        self.keeper = Doorkeeper(ROOM, [self.keys])

    def hello(self) -> None:
        """Say hello on a new connection, and take up the session that the answer offers."""
        self.offers(self.station.connect())

    def offers(self, hello: tuple[str, bytes], *, taken: bool = True) -> None:
        """Hear a hello and answer it; `taken` says whether the station hears the answer."""
        heard, nonce = self.keeper.hear(*hello), seal.random_bytes(16).hex()
        assert heard is not None
        assert isinstance(heard.message, Hello)
        self.keeper.offer("cave-1", heard.message, nonce)
        if taken:
            self.station.stretch(nonce)

    def hears(self, n: int = 4) -> bool:
        """Whether the station is heard."""
        return self.keeper.hear(*self.station.say("up/rq", TimeGet(n=n))) is not None


@pytest.fixture
def door() -> Door:
    return Door()


def test_a_station_is_heard_after_its_hello(door: Door) -> None:
    door.hello()
    heard = door.keeper.hear(*door.station.say("up/rq", TimeGet(n=4)))
    assert heard is not None
    assert (heard.station, heard.message) == ("cave-1", TimeGet(n=4))


def test_before_its_hello_nothing_counts(door: Door) -> None:
    door.station.connect()
    assert door.keeper.hear(*door.station.say("up/rq", TimeGet(n=4))) is None
    assert door.keeper.refused == {"before hello": 1}


def test_a_piece_of_a_file_comes_as_it_is(door: Door) -> None:
    door.hello()
    frame = encode_chunk(Chunk("0" * 64, 0, 1, b"data"))
    heard = door.keeper.hear(*door.station.say("up/media", frame))
    assert heard is not None
    assert (heard.message, heard.chunk) == (None, frame)


def test_the_same_message_twice_is_heard_once(door: Door) -> None:
    door.hello()
    said = door.station.say("up/rq", TimeGet(n=4))
    assert door.keeper.hear(*said) is not None
    assert door.keeper.hear(*said) is None
    assert door.keeper.refused == {"replayed": 1}


def test_a_message_that_was_overtaken_is_not_heard(door: Door) -> None:
    door.hello()
    first, second = door.station.say("up/rq", TimeGet(n=1)), door.station.say("up/rq", TimeGet(n=2))
    assert door.keeper.hear(*second) is not None
    assert door.keeper.hear(*first) is None


def test_what_was_said_on_an_older_connection_is_not_heard_on_the_next(door: Door) -> None:
    door.hello()
    assert door.hears()
    old = door.station.say("up/rq", TimeGet(n=4))
    door.hello()
    assert door.hears()
    assert door.keeper.hear(*old) is None


def test_a_hello_of_an_older_connection_does_not_bring_it_back(door: Door) -> None:
    old = door.station.connect()
    door.offers(old)
    assert door.hears()
    door.hello()
    assert door.hears()
    assert door.keeper.hear(*old) is None
    assert door.hears()


def test_a_hello_of_long_ago_is_answered_and_changes_nothing(door: Door) -> None:
    old = door.station.connect()
    door.keeper = Doorkeeper(ROOM, [door.keys])  # this hub began after it, and does not know it
    door.hello()
    assert door.hears()
    life, session = door.station.life, door.station.session
    for _ in range(OFFERED):
        assert door.keeper.hear(*old) is None or door.hears()
    door.keeper.offer("cave-1", door.station.hello(life="long ago"), "ab" * 16)
    assert (door.station.life, door.station.session) == (life, session)
    assert door.hears()


def test_the_session_before_goes_on_until_the_next_one_is_taken_up(door: Door) -> None:
    door.hello()
    assert door.hears()
    door.offers(door.station.say("up/rq", door.station.hello()), taken=False)
    assert door.hears()
    before = door.station.say("up/rq", TimeGet(n=9))
    door.offers(door.station.say("up/rq", door.station.hello()))
    assert door.keeper.hear(*before) is not None
    begun = door.keeper.hear(*door.station.say("up/rq", TimeGet(n=4)))
    assert begun is not None
    assert begun.begins is not None
    assert door.keeper.hear(*before) is None
    assert door.keeper.refused == {"not authentic": 1}


def test_an_answer_that_comes_late_still_opens_its_session(door: Door) -> None:
    hello = door.station.connect()
    nonce = door.station.nonce
    heard = door.keeper.hear(*hello)
    assert heard is not None
    assert isinstance(heard.message, Hello)
    door.keeper.offer("cave-1", heard.message, "cd" * 16)
    door.offers(door.station.say("up/rq", door.station.hello()), taken=False)
    door.station.nonce = nonce
    door.station.stretch("cd" * 16)
    assert door.hears()


def test_a_second_hello_on_the_same_connection_is_heard(door: Door) -> None:
    door.hello()
    assert door.hears()
    heard = door.keeper.hear(*door.station.say("up/rq", door.station.hello()))
    assert heard is not None
    assert isinstance(heard.message, Hello)


def test_a_will_has_a_low_counter_and_is_heard_all_the_same(door: Door) -> None:
    door.hello()
    will = door.station.say("up/state", door.station.state(online=False))
    for n in range(3):
        assert door.keeper.hear(*door.station.say("up/rq", TimeGet(n=n))) is not None
    assert door.keeper.hear(*will) is not None


def test_another_station_cannot_speak_in_this_ones_name(door: Door) -> None:
    door.hello()
    other = Door()
    other.station.record = msgspec.structs.replace(other.station.record, room=ROOM)
    other.station.life = door.station.life
    assert door.keeper.hear(*other.station.say("up/rq", TimeGet(n=4))) is None
    assert door.keeper.refused == {"not authentic": 1}


def test_strangers_other_rooms_and_stations_that_were_shut_out_are_not_heard(door: Door) -> None:
    door.hello()
    topic, payload = door.station.say("up/rq", TimeGet(n=4))
    for other in (
        topic.replace("cave-1", "attic-1"),
        topic.replace(ROOM, "f" * 16),
        "nonsense",
        "",
        "ws/1/x/up/y/rq",
    ):
        assert door.keeper.hear(other, payload) is None
    door.keeper.shut_out("cave-1")
    assert door.keeper.hear(*door.station.say("up/rq", TimeGet(n=5))) is None
    door.keeper.let_in(door.keys)
    door.hello()


def test_a_message_on_the_wrong_topic_is_not_heard(door: Door) -> None:
    door.hello()
    batch = EventBatch(epoch="e", first=1, last=1, events=(msgspec.Raw(b"{}"),))
    assert door.keeper.hear(*door.station.say("up/rq", batch)) is None
    assert door.keeper.refused == {"unreadable": 1}


@given(
    st.binary(max_size=400),
    st.sampled_from(["up/rq", "up/ev", "up/state", "up/beat", "up/media"]),
    st.booleans(),
)
def test_no_bytes_from_the_room_break_the_door(data: bytes, channel: str, signed: bool) -> None:
    door = Door()
    door.hello()
    topic = door.station.topic(channel)  # type: ignore[arg-type]
    payload = data
    if signed:
        door.station.counter += 1
        payload = seal.authenticate(
            door.station.session[0], topic, door.station.life, door.station.counter, data
        )
    heard = door.keeper.hear(topic, payload)
    assert heard is None or channel == "up/media"
