"""What a grown-up says to everybody: spoken once where nobody is, put before whoever is here, once. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.announcement import said_in
from classroom.documents import AnnouncementDocument
from classroom.ids import ZoneId
from station.session import resting, timing
from station.session.called import Announced
from station.session.effects import Effect, Say
from station.session.state import Idle, Moment, State, Step, Visit, lang_of
from station.session.visitor import RoomKnown

STAYS_S: Final = 8.0
"""How long it stands before her work at the least, if nobody touches it away."""


def room_loaded(state: State, room: RoomKnown, moment: Moment) -> Step:
    """Take the room as it is now in; say what is new of it. What stood there at the start is no news."""
    known = {one.announcement for one in state.room.announcements}
    fresh = [one for one in room.announcements if one.announcement not in known]
    first = not state.room.settings.school
    state = _without_ended(replace(state, room=room))
    if first or not fresh:
        return state, ()
    said = fresh[0]
    if state.visit is None:
        return state, _spoken(state, said)
    until_s = moment.mono_s + STAYS_S + timing.speaking_s(words_of(state, said))
    told = Announced(announcement=said.announcement, until_s=until_s)
    return replace(state, visit=replace(state.visit, announced=told)), ()


def newest(state: State) -> AnnouncementDocument | None:
    """Return what was announced last and lasts."""
    return next(iter(state.room.announcements), None)


def before_her(state: State, visit: Visit) -> AnnouncementDocument | None:
    """Return what stands before her work now."""
    told = visit.announced.announcement if visit.announced else ""
    return next((one for one in state.room.announcements if one.announcement == told), None)


def words_of(state: State, said: AnnouncementDocument) -> str:
    """Return it in the language of the screen, else in the school's first."""
    return said_in(said.text, (lang_of(state), *state.room.settings.langs))


def seen(state: State, visit: Visit, moment: Moment) -> State:
    """Return the state after she has read it: her work, as it was."""
    return replace(state, visit=replace(visit, announced=None, touched_s=moment.mono_s))


def is_silent(state: State, zone: ZoneId) -> bool:
    """Say whether a zone is one in which nobody speaks, a station neither."""
    return any(line.zone.id == zone and line.zone.noise == "silent" for line in state.room.zones)


def _without_ended(state: State) -> State:
    visit = state.visit
    if visit is None or visit.announced is None or before_her(state, visit):
        return state
    return replace(state, visit=replace(visit, announced=None))


def _spoken(state: State, said: AnnouncementDocument) -> tuple[Effect, ...]:
    quiet = state.curtain or resting.rests(state) or not isinstance(state.screen, Idle)
    if quiet or is_silent(state, state.face.zone):
        return ()
    return (Say(text=words_of(state, said), lang=lang_of(state)),)
