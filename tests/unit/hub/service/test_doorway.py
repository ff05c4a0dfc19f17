"""The door: one station, some minutes, one claim; whoever is sent away does not hear why."""

import logging

import pytest

from classroom.wire import enrolling as talk
from classroom.wire.claims import SECRET
from hub.errors import ServiceRefused
from hub.service.doorway import LOOK_S, Doorway
from hub.service.strikes import ADDRESSES, TRIES
from plumbing import seal
from tests.unit.hub.at_the_gate import HERE, PRINT, ROOM, Visitor

THERE = "10.0.0.8"


class At:
    """A door, and a clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.door = Doorway(seal.random_bytes, lambda: self.now_s, lambda: (ROOM, PRINT))

    def open(self, minutes: float = 4) -> str:
        return talk.in_letters(self.door.open("cave", ("heron",), "ms-r", minutes=minutes))

    def knock(self, claim: str, source: str = HERE) -> Visitor:
        return Visitor(self.door, claim, source)


@pytest.fixture
def at() -> At:
    return At()


NO = talk.Refused(why="code")


def test_a_station_with_the_claim_shows_the_pictures_that_the_hub_shows(at: At) -> None:
    secret = at.door.open("cave", ("heron",), "ms-r")
    visitor = at.knock(talk.in_letters(secret))
    assert at.door.guests() == []
    assert visitor.reveal() == talk.Wait()
    (guest,) = at.door.guests()
    assert guest.pictures == visitor.pictures(secret)
    assert visitor.poll() == talk.Wait()
    assert at.door.window() is None


def test_a_claim_opens_once(at: At, caplog: pytest.LogCaptureFixture) -> None:
    claim = at.open()
    at.knock(claim)
    with caplog.at_level(logging.WARNING):
        assert at.knock(claim, THERE).met == NO
    assert at.door.sent_away() == {"used claim": 1}
    assert f"used claim, from {THERE}" in caplog.text
    assert claim not in caplog.text


def test_the_door_closes_by_time_by_a_person_and_by_use(at: At) -> None:
    claim = at.open(minutes=4)
    at.now_s = 4 * 60
    assert at.knock(claim).met == NO
    claim = at.open()
    at.door.close()
    assert at.knock(claim).met == NO
    at.knock(at.open())
    assert at.door.window() is None
    assert at.door.sent_away() == {"closed": 2}


def test_a_new_window_takes_the_place_of_the_one_before(at: At) -> None:
    before = at.open()
    now = at.open()
    assert at.knock(before).met == NO
    assert isinstance(at.knock(now).met, talk.Met)


@pytest.mark.parametrize("claim", ["", "A" * 26, "é" * 26, "A" * 64])
def test_a_wrong_claim_and_a_closed_door_sound_the_same(at: At, claim: str) -> None:
    assert at.knock(claim).met == NO
    at.open()
    assert at.knock(claim).met == NO
    assert at.door.sent_away() == {"closed": 1, "wrong claim": 1}
    assert at.door.window() is not None


def test_whoever_changes_its_mind_on_the_way_is_sent_away(at: At) -> None:
    visitor = at.knock(at.open())
    visitor.nonce = seal.random_bytes(talk.NONCE)
    assert visitor.reveal() == NO
    assert visitor.poll() == NO
    assert at.door.sent_away() == {"broken promise": 1, "no ticket": 1}
    assert at.door.guests() == []


def test_what_was_revealed_is_not_revealed_again(at: At) -> None:
    visitor = at.knock(at.open())
    visitor.reveal()
    assert visitor.reveal() == NO
    assert len(at.door.guests()) == 1


def test_a_ticket_that_nobody_has_opens_nothing(at: At) -> None:
    assert at.door.hear(talk.Poll(ticket="0" * 32), HERE) == NO
    assert at.door.hear(talk.Reveal(ticket="0" * 32, nonce="0" * 32), HERE) == NO


def test_one_person_decides_once(at: At) -> None:
    visitor = at.knock(at.open())
    visitor.reveal()
    (guest,) = at.door.guests()
    taken = at.door.take(guest.id.lower())
    assert visitor.poll() == talk.Wait()
    with pytest.raises(ServiceRefused, match="Nobody of that name"):
        at.door.take(guest.id)
    at.door.settle(taken, b"box")
    assert visitor.poll() == talk.Admitted(box=talk.in_text(b"box"))


def test_nobody_is_let_in_before_the_pictures_stand(at: At) -> None:
    visitor = at.knock(at.open())
    (guest,) = at.door._guests.values()
    with pytest.raises(ServiceRefused):
        at.door.take(guest.id)
    assert visitor.poll() == talk.Wait()


def test_a_station_that_is_refused_hears_that_a_person_did(at: At) -> None:
    visitor = at.knock(at.open())
    visitor.reveal()
    at.door.refuse(at.door.guests()[0].id)
    assert visitor.poll() == talk.Refused(why="person")


def test_a_station_that_knocked_late_may_still_be_looked_at(at: At) -> None:
    claim = at.open(minutes=4)
    at.now_s = 4 * 60 - 1
    visitor = at.knock(claim)
    visitor.reveal()
    at.now_s += LOOK_S - 1
    assert len(at.door.guests()) == 1
    at.now_s += 1
    assert at.door.guests() == []
    assert visitor.poll() == NO


def test_a_flood_from_one_address_is_not_listened_to_and_others_are(
    at: At, caplog: pytest.LogCaptureFixture
) -> None:
    claim = at.open()
    with caplog.at_level(logging.WARNING):
        for _ in range(TRIES):
            assert at.door.listens_to(HERE)
            at.knock("WRONG")
        for _ in range(1_000):
            assert not at.door.listens_to(HERE)
    assert len(caplog.records) < 15
    with caplog.at_level(logging.WARNING):
        at.knock("WRONG", THERE)
    assert f"wrong claim, from {THERE}" in caplog.text, "a flood hides nobody"
    assert at.door.listens_to(THERE)
    assert isinstance(at.knock(claim, THERE).met, talk.Met)
    assert at.door.sent_away() == {"wrong claim": TRIES + 1, "too many tries": 1_000}
    at.now_s = 61
    assert at.door.listens_to(HERE)


def test_many_addresses_fill_no_memory(at: At) -> None:
    for number in range(ADDRESSES * 3):
        at.knock("WRONG", f"10.1.{number // 256}.{number % 256}")
    assert len(at.door._strikes._of) <= ADDRESSES


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_the_door_stands_open_for_minutes_and_not_for_days(at: At, minutes: float) -> None:
    with pytest.raises(ServiceRefused):
        at.open(minutes)


def test_nothing_of_a_window_or_a_guest_shows_its_secrets(at: At) -> None:
    secret = at.door.open("cave", ("heron",), "ms-r")
    found = at.door.window()
    assert found is not None
    assert repr(secret) not in repr(found[0])
    visitor = at.knock(talk.in_letters(secret))
    visitor.reveal()
    assert visitor.ticket not in repr(at.door.guests()[0])
    assert len(secret) == SECRET
