"""Amal at a station, and Bao who shows her badge too."""

from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, bao

HERS_ALONE = ("although gives a clear reason", "ev-old", "Half a thought")


def second(station: PlayedStation | None = None) -> PlayedStation:
    """Amal is here, Bao shows her badge."""
    station = station or PlayedStation()
    station.come_in(amal())
    station.scan(station.knows(bao()))
    return station


def paired() -> PlayedStation:
    station = second()
    station.press("Work together")
    station.scan("badge of amal")
    return station


def records(station: PlayedStation, kind: type) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Under whose visit facts of a kind were recorded: (visit, learner, partners)."""
    found = [one for one in station.world.records if any(isinstance(fact, kind) for fact in one.facts)]
    return [(one.visit, one.learner, one.partners) for one in found]
