"""The hub's own clock: it never runs back, follows a time server, and remembers who set it."""

from collections.abc import Iterator

import pytest

from hub.store import facts
from tests.folders import quick_folder
from tests.property.clock_room import ClockRoom
from tests.stub_station import START_MS
from tests.waiting import until

HOUR_MS, YEAR_MS = 3_600_000, 365 * 86_400_000


@pytest.fixture
def room() -> Iterator[ClockRoom]:
    with quick_folder() as folder:
        room = ClockRoom(folder)
        yield room
        room.close()


def corrections(room: ClockRoom) -> list[str]:
    with room.back.store.reading() as tables:
        return [fact.by for fact in facts.after(tables, 0) if fact.type == "clock.corrected"]


@pytest.mark.parametrize("error_ms", [-START_MS, -YEAR_MS, -HOUR_MS])
def test_a_hub_without_a_clock_goes_on_where_its_log_ends(room: ClockRoom, error_ms: int) -> None:
    room.pass_ms(14 * HOUR_MS)
    room.reboot_hub(error_ms)
    assert START_MS <= room.back.now() <= room.true_ms


def test_a_clock_that_is_set_back_while_the_hub_runs_is_not_followed(room: ClockRoom) -> None:
    before = room.back.now()
    room.hub_error_ms = -YEAR_MS
    room.pass_ms(1_000)
    assert room.back.now() == before + 1_000


def test_a_time_server_that_sets_the_clock_forward_corrects_what_was_noted_before(room: ClockRoom) -> None:
    room.pass_ms(14 * HOUR_MS)
    room.reboot_hub(-START_MS)
    station = room.stations[0]
    station.meet([(5, 5)] * 3)
    station.record()
    station.send(9)
    assert room.told(station)[-1].at_ms < room.true_ms - 13 * HOUR_MS
    room.hub_error_ms = 0
    room.back.writer.do(lambda _: None)
    until(lambda: corrections(room) == [""])
    assert abs(room.told(station)[-1].at_ms - room.true_ms) <= 20
    assert room.back.now() == room.true_ms
    assert room.differs() == []


def test_a_clock_that_is_always_as_wrong_is_right_again_after_the_next_boot(room: ClockRoom) -> None:
    room.pass_ms(HOUR_MS)
    room.reboot_hub(-2 * HOUR_MS)
    room.set_hub_right()
    room.pass_ms(HOUR_MS)
    room.reboot_hub(-2 * HOUR_MS)
    assert room.back.now() == room.true_ms


def test_how_long_something_lasts_does_not_depend_on_what_time_it_is(room: ClockRoom) -> None:
    before = room.back.clock.steady_ms()
    session = room.back.people.open_session("ms-r")
    for error_ms in (-START_MS, YEAR_MS, -YEAR_MS, 0):
        room.hub_error_ms = error_ms
        room.pass_ms(1_000)
        with room.back.store.reading() as tables:
            assert room.back.people.session(tables, session) is not None
    assert room.back.clock.steady_ms() == before + 4_000
    room.pass_ms(12 * HOUR_MS)
    with room.back.store.reading() as tables:
        assert room.back.people.session(tables, session) is None


@pytest.mark.parametrize("error_ms", [-YEAR_MS, YEAR_MS])
def test_after_a_boot_with_a_wrong_clock_no_session_lasts_longer_than_its_twelve_hours(
    room: ClockRoom, error_ms: int
) -> None:
    session = room.back.people.open_session("ms-r")
    room.reboot_hub(error_ms)
    with room.back.store.reading() as tables:
        assert room.back.people.session(tables, session) is None


def test_whatever_was_told_in_an_era_is_corrected_even_if_it_comes_later(room: ClockRoom) -> None:
    room.reboot_hub(YEAR_MS)
    station = room.stations[0]
    station.record()
    station.meet([(5, 5)] * 3)
    room.set_hub_right()
    station.send(9)
    told = room.told(station)
    assert all(fact.from_ms == fact.at_ms for fact in told)
    assert all(abs(fact.at_ms - room.true_ms) <= 100 for fact in told)
    assert room.differs() == []
