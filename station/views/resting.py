"""U24: a zone that rests, and where there is room meanwhile. Pure."""

from station.session import catalog
from station.session.state import State, lang_of
from station.views.idle import free_elsewhere, trouble_of
from station.views.scene import spoken
from station.views.staff_shapes import LockedView
from station.views.words import AtStaff, Say, is_right_to_left, words


def locked_view(state: State) -> LockedView:
    """Return the words of a zone that rests; it names up to two others that are open."""
    lang = lang_of(state)
    say = words(lang)
    zone = catalog.zone(state.room, state.face.zone)
    title = say(AtStaff.RESTS, zone=zone.name if zone else state.face.zone_name)
    trouble = trouble_of(state, say)
    text = trouble or _elsewhere(state, say)
    return LockedView(
        spoken=spoken(title, text),
        error=trouble,
        lang=lang,
        rtl=is_right_to_left(lang),
        title=title,
        words=text,
    )


def _elsewhere(state: State, say: Say) -> str:
    free = sorted(free_elsewhere(state), key=lambda found: -found[1])
    if not free:
        return say(AtStaff.RESTS_ASK)
    (zone, seats), others = free[0], free[1:]
    if not others:
        return say(AtStaff.RESTS_TRY, zone=zone, free=seats)
    return say(AtStaff.RESTS_TRY_TWO, zone=zone, free=seats, other=others[0][0])
