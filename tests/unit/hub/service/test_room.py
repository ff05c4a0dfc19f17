"""The room as it is now: who is where, what is known, and what is not."""

import pytest

from classroom.facts import ChoiceMade, HelpCancelled, HelpOpened, VisitModeChanged
from classroom.wire.messages import StationState
from classroom.zone import Zone
from hub.errors import NotYours
from hub.service.shapes import RoomNow, ZoneNow
from tests.factories_hub import COMET, DAY_MS, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.stub_station import StubStation


def zone(room: RoomNow, zone_id: str) -> ZoneNow:
    return next(zone for zone in room.zones if zone.zone.id == zone_id)


def test_a_learner_stands_in_her_zone_with_what_she_does(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    visit = school.cave.open_visit("amal")
    school.cave.write(ChoiceMade(target="M01", activity="ribbon"), ("amal",), visit)
    school.clock.advance(60)
    school.cave.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    school.send()
    school.hear(school.cave)
    (person,) = zone(school.office.room(HERON, MS_R), "cave").people
    assert (person.full, person.doing, person.mode) == ("Amal K.", "Fraction Ribbon", "at_table")
    assert person.since_ms == school.clock()


def test_without_an_activity_she_works_on_an_i_can(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    visit = school.cave.open_visit("amal")
    school.cave.write(ChoiceMade(target="G01"), ("amal",), visit)
    school.send()
    (person,) = zone(school.office.room(HERON, MS_R), "cave").people
    assert person.doing == "I can find the verb."


def test_a_zone_is_live_then_late_then_offline(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    seen = []
    for seconds in (0, 12, 1, 7, 1):
        school.clock.advance(seconds)
        seen.append(zone(school.office.room(HERON, MS_R), "cave").freshness)
    assert seen == ["live", "live", "late", "late", "offline"]


def test_who_was_last_in_an_offline_zone_is_unknown_and_never_gone(school: SchoolAtWork) -> None:
    school.hear(school.cave, school.make)
    school.cave.open_visit("amal")
    school.cave.open_visit("bao")
    school.make.open_visit("maya")
    school.send()
    heard = school.clock()
    school.clock.advance(15)
    school.hear(school.make)
    school.clock.advance(10)
    room = school.office.room(HERON, MS_R)
    assert (room.here, room.unknown, room.unknown_since_ms) == (1, 2, heard)
    cave = zone(room, "cave")
    assert (cave.people, cave.were_here, cave.freshness, cave.heard_ms) == ((), 2, "offline", heard)
    assert room.nowhere == ()


def test_a_will_of_the_present_connection_says_offline_at_once(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    sid = school.cave.record.station
    assert not school.back.presence.said(sid, StationState(online=False, life="an older life"))
    assert zone(school.office.room(HERON, MS_R), "cave").freshness == "live"
    assert school.back.presence.said(sid, StationState(online=False, life="life"))
    assert zone(school.office.room(HERON, MS_R), "cave").freshness == "offline"


def test_a_zone_without_a_station_says_so(school: SchoolAtWork) -> None:
    school.office.publish(_zones())
    assert zone(school.office.room(HERON, MS_R), "porch").freshness == "none"


def _zones() -> tuple[Zone, ...]:
    return (Zone(id="porch", name="Reading Porch", kind="read", seats=6),)


def test_what_a_station_holds_back_is_shown_at_its_zone(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    said = StationState(online=True, life="life", queue=7, oldest=90, app="1.0")
    school.back.presence.said(school.cave.record.station, said)
    cave = zone(school.office.room(HERON, MS_R), "cave")
    assert (cave.holding, cave.stations[0].oldest_s, cave.stations[0].app) == (7, 90, "1.0")


def test_hands_stand_oldest_first_and_go_down(school: SchoolAtWork) -> None:
    school.hear(school.cave, school.make)
    raised = [raise_hand(school, school.cave, "amal", "h1"), raise_hand(school, school.make, "bao", "h2")]
    school.send()
    room = school.office.room(HERON, MS_R)
    assert [(hand.full, hand.zone_name) for hand in room.hands] == [
        ("Amal K.", "Quiet Cave"),
        ("Bao T.", "Make Bench"),
    ]
    assert zone(room, "cave").people[0].hand == room.hands[0]
    school.office.see_help("h1", "coming", MS_R)
    assert school.office.room(HERON, MS_R).hands[0].state == "coming"
    school.office.see_help("h1", "done", MS_ODE)
    school.make.write(HelpCancelled(help="h2"), ("bao",), raised[1])
    school.send()
    assert school.office.room(HERON, MS_R).hands == ()
    assert school.office.counts(MS_R).hands == 0


def raise_hand(school: SchoolAtWork, station: StubStation, name: str, help_id: str) -> str:
    school.clock.advance(5)
    visit = station.open_visit(name)
    station.write(HelpOpened(help=help_id), (name,), visit)
    return visit


def test_a_visit_that_nobody_closed_yesterday_says_nothing_of_today(school: SchoolAtWork) -> None:
    school.cave.open_visit("amal")
    school.send()
    school.clock.now += DAY_MS
    school.hear(school.cave)
    room = school.office.room(HERON, MS_R)
    assert (room.here, room.unknown) == (0, 0)
    assert "Amal K." in [person.full for person in room.nowhere]


def test_the_bell_ends_the_visits_of_the_class(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    school.office.open_block(HERON, MS_R)
    school.office.open_block(HERON, MS_R)
    assert school.office.room(HERON, MS_R).block_open
    school.cave.open_visit("amal")
    school.cave.open_visit("kofi")
    school.send()
    school.office.close_block(HERON, MS_R)
    room = school.office.room(HERON, MS_R)
    assert (room.block_open, room.here) == (False, 0)
    assert school.office.room(COMET, MR_T).here == 1


@pytest.mark.parametrize(
    ("who", "class_id"), [(MS_R, COMET), (MR_T, HERON), ("nobody", HERON), (MS_R, "no-such")]
)
def test_another_class_is_nobodys_business(school: SchoolAtWork, who: str, class_id: str) -> None:
    with pytest.raises(NotYours):
        school.office.room(class_id, who)


def test_a_leader_sees_every_room_and_no_work(school: SchoolAtWork) -> None:
    assert [line.name for line in school.office.classes(MX_B)] == ["Comet", "Heron"]
    assert school.office.room(HERON, MX_B).class_name == "Heron"
    assert school.office.review_queue(MX_B) == ()
    with pytest.raises(NotYours):
        school.office.learner_page("amal", MX_B)
