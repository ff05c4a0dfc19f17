"""What the screen shows because the hub asked: a zone that rests, its own name, a station that is emptied. Pure."""

from typing import Final

from station.session import catalog
from station.session.state import State, lang_of
from station.views.door_shapes import EmptyingView, NamedView, RestsView
from station.views.idle import places_free, trouble_of
from station.views.scene import spoken
from station.views.words import AtDoor, is_right_to_left, words

NAMED: Final = 2
"""So many other zones are named, those with most room first."""


def rests_view(state: State) -> RestsView:
    """Return U24; without the hub nobody knows where there is room."""
    lang = lang_of(state)
    say = words(lang)
    free = [say(AtDoor.RESTS_FREE, zone=zone, free=seats) for zone, seats in places_free(state)[:NAMED]]
    title = say(AtDoor.RESTS)
    where = say(AtDoor.RESTS_TRY, zones=say(AtDoor.RESTS_OR).join(free)) if free else say(AtDoor.RESTS_ASK)
    trouble = trouble_of(state, say)
    where = trouble or where
    return RestsView(
        title=title,
        words=where,
        spoken=spoken(title, where),
        error=trouble,
        lang=lang,
        rtl=is_right_to_left(lang),
    )


def named_view(state: State) -> NamedView:
    """Return what a grown-up looks for who stands before several screens."""
    lang = lang_of(state)
    zone = catalog.zone(state.room, state.face.zone)
    name = zone.name if zone else state.face.zone_name
    title, which = words(lang)(AtDoor.ITS_ME), f"{name} · {state.face.station}"
    return NamedView(
        title=title, words=which, spoken=spoken(title, name), lang=lang, rtl=is_right_to_left(lang)
    )


def emptying_view(state: State) -> EmptyingView:
    """Return what stands there while everything is destroyed."""
    lang = lang_of(state)
    say = words(lang)
    title, ask = say(AtDoor.EMPTYING), say(AtDoor.EMPTYING_ASK)
    return EmptyingView(
        title=title, words=ask, spoken=spoken(title, ask), lang=lang, rtl=is_right_to_left(lang)
    )
