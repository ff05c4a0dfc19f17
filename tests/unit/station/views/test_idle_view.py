"""The idle screen: counts and places, nobody's name."""

from msgspec.structs import replace

from classroom.documents import ZoneLine
from station.session.events import LinkChanged, RoomLoaded
from station.session.visitor import RoomKnown
from station.views.door_shapes import IdleView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import room


def with_zone(known: RoomKnown, zone: str, taken: int | None = None, *, is_open: bool = True) -> RoomKnown:
    def changed(line: ZoneLine) -> ZoneLine:
        if line.zone.id != zone:
            return line
        return ZoneLine(zone=replace(line.zone, open=is_open), taken=taken)

    return replace(known, zones=tuple(changed(line) for line in known.zones))


def test_the_zone_its_seats_and_the_room_stand_there() -> None:
    shown = PlayedStation().shows(IdleView)
    assert (shown.zone, shown.icon, shown.seats) == (
        "Reading Porch",
        "book-open",
        "4 of 6 seats free · quiet voices",
    )
    assert [(row.name, row.words) for row in shown.rooms] == [
        ("Quiet Cave", "3 free"),
        ("Campfire", "full"),
        ("Watering Hole", "5 free"),
        ("Make Bench", "1 free"),
        ("Listening Nook", "2 free"),
        ("Reading Porch", "4 free"),
        ("Show-It Table", "3 free"),
        ("Garden Door", "not known"),
    ]
    assert (shown.agreement_title, shown.agreement) == (
        "We agreed:",
        "ask two friends, then raise your hand.",
    )
    assert shown.language is None


def test_what_is_not_known_is_never_drawn_as_empty() -> None:
    station = PlayedStation()
    assert [row.name for row in station.shows(IdleView).rooms if not row.known] == ["Garden Door"]
    station.post(LinkChanged(live=False))
    shown = station.shows(IdleView)
    assert not any(row.known for row in shown.rooms)
    assert (shown.seats, shown.seats_known) == ("Free seats not known", False)
    assert shown.banner == "Saving here for now"


def test_a_full_zone_names_another_that_is_free() -> None:
    station = PlayedStation(known=with_zone(room(), "porch", 6))
    assert station.shows(IdleView).seats == "Full now. 5 free at Watering Hole."


def test_more_people_than_seats_is_full_and_a_closed_zone_rests() -> None:
    station = PlayedStation(known=with_zone(room(), "nook", 5))
    assert station.shows(IdleView).rooms[4].words == "full"
    station.post(RoomLoaded(room=with_zone(room(), "nook", 0, is_open=False)))
    assert station.shows(IdleView).rooms[4].words == "resting"


def test_a_room_full_everywhere_says_so_and_no_more() -> None:
    known = room()
    full = replace(known, zones=tuple(replace(line, taken=line.zone.seats) for line in known.zones))
    assert PlayedStation(known=full).shows(IdleView).seats == "Full now."


def test_before_any_document_came_the_station_knows_its_own_name() -> None:
    shown = PlayedStation(known=RoomKnown()).shows(IdleView)
    assert (shown.zone, shown.seats_known, shown.rooms) == ("Reading Porch", False, ())


def test_languages_go_round() -> None:
    station = PlayedStation(known=room(langs=("en", "es", "ar")))
    seen = []
    for _ in range(4):
        choice = station.shows(IdleView).language
        assert choice is not None
        seen.append(choice.words)
        station.post(choice.event)
    assert seen == ["English", "Español", "العربية", "English"]
