"""Words to everybody: on the idle screen while they last, spoken once, and once before the work of whoever is here."""

import pytest
from msgspec.structs import replace

from classroom.announcement import Announcing
from classroom.documents import AnnouncementDocument, ZoneLine
from station.session.effects import Say
from station.session.events import RoomLoaded
from station.session.state import Idle, Write
from station.session.visitor import RoomKnown
from station.views.announced import AnnouncedView
from station.views.called import CalledView
from station.views.door_shapes import IdleView, Said
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal, room
from tests.unit.station.session.test_called import call


def said(
    id_: str = "n1", what: Announcing = "move", words: str = "Circle in five minutes."
) -> AnnouncementDocument:
    return AnnouncementDocument(announcement=id_, what=what, text={"en": words, "es": "Círculo."})


def with_(*announcements: AnnouncementDocument, silent: bool = False) -> RoomLoaded:
    known = room(("en", "es"))
    if silent:
        known = replace(known, zones=tuple(_silent(line) for line in known.zones))
    return RoomLoaded(room=replace(known, announcements=announcements))


def _silent(line: ZoneLine) -> ZoneLine:
    return replace(line, zone=replace(line.zone, noise="silent"))


@pytest.mark.parametrize(
    ("what", "icon", "title"),
    [
        ("info", "megaphone", "For everybody:"),
        ("move", "footprints", "Time to move:"),
        ("clear", "brush", "Time to tidy up:"),
    ],
)
def test_it_stands_on_the_idle_screen_while_it_lasts(what: Announcing, icon: str, title: str) -> None:
    station = PlayedStation()
    station.post(with_(said(what=what)))
    shown = station.shows(IdleView)
    assert shown.announcement == Said(title=title, words="Circle in five minutes.", icon=icon)
    station.post(with_())
    assert station.shows(IdleView).announcement is None


def test_it_is_spoken_once_where_nobody_is_and_never_where_nobody_speaks() -> None:
    station = PlayedStation()
    station.post(with_(said()))
    station.post(with_(said()))
    assert station.made(Say) == [Say(text="Circle in five minutes.", lang="en")]
    quiet = PlayedStation()
    quiet.post(with_(said(), silent=True))
    quiet.post(with_(said(), said("n2"), silent=True))
    assert quiet.made(Say) == []


def test_what_stood_there_when_the_station_was_switched_on_is_no_news() -> None:
    station = PlayedStation(known=with_(said()).room)
    assert station.made(Say) == []
    assert station.shows(IdleView).announcement is not None


def test_whoever_is_here_reads_it_once_and_her_work_stands_as_it_was() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.press("Write")
    station.write("It rained")
    station.post(with_(said()))
    shown = station.shows(AnnouncedView)
    assert (shown.title, shown.words, shown.aloud) == ("Time to move", "Circle in five minutes.", True)
    assert not any("rained" in text for text in texts(shown))
    station.press("OK")
    assert isinstance(station.screen, Write)
    assert station.screen.draft.text == "It rained"
    station.post(with_(said()))
    assert not isinstance(station.view, AnnouncedView)


def test_it_goes_by_itself_and_when_it_is_ended() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.post(with_(said()))
    station.wait(15)
    assert isinstance(station.view, PathView)
    station.post(with_(said("n2"), said()))
    assert isinstance(station.view, AnnouncedView)
    station.post(with_())
    assert isinstance(station.view, PathView)


def test_who_comes_later_has_read_it_on_the_idle_screen() -> None:
    station = PlayedStation()
    station.post(with_(said()))
    station.come_in(amal())
    assert isinstance(station.view, PathView)


def test_it_is_said_in_her_language_and_in_a_silent_zone_not_aloud() -> None:
    station = PlayedStation()
    station.post(with_(silent=True))
    station.come_in(amal(lang="es"))
    station.post(with_(said(), silent=True))
    shown = station.shows(AnnouncedView)
    assert (shown.words, shown.aloud) == ("Círculo.", False)


def test_the_bell_comes_first() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.post(with_(said()))
    call(station)
    assert isinstance(station.view, CalledView)
    station.press("I'm going")
    station.wait(2)
    assert isinstance(station.screen, Idle)


def test_a_room_without_any_says_nothing() -> None:
    station = PlayedStation(known=RoomKnown())
    assert station.shows(IdleView).announcement is None
