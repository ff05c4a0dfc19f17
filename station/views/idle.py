"""U01 and U02: the zone, the room in counts, where to hold a badge. Pure."""

from typing import Final, Literal

from classroom.documents import ZoneLine
from station.session import catalog
from station.session.staff_touches import CodePressed
from station.session.state import Idle, Moment, State, Trouble, lang_of
from station.session.touches import LanguagePressed, NoBadgePressed
from station.views.announced import idle_line
from station.views.days import said_age
from station.views.door_shapes import IdleView, ZoneRow
from station.views.scene import ZONE_ICONS, banner_of, spoken
from station.views.shapes import Choice
from station.views.words import OWN_NAMES, AtDoor, AtStaff, Phrase, Say, is_right_to_left, words

TROUBLES: Final[dict[Trouble, Phrase]] = {
    "foreign": AtDoor.NOT_CLASS_BADGE,
    "torn": AtDoor.CANNOT_READ,
    "unknown": AtDoor.NOT_KNOWN_HERE,
    "bare": AtDoor.NOT_KNOWN_HERE,
    "resting": AtDoor.RESTING,
    "two": AtDoor.ONE_AT_A_TIME,
    "cleared": AtDoor.CLEARED,
    "other_picture": AtDoor.OTHER_PICTURE,
    "zone_rests": AtStaff.RESTS_NOW,
    "card_again": AtStaff.CARD_AGAIN,
}
_NOISE: Final = {
    "silent": AtDoor.SILENT,
    "quiet": AtDoor.QUIET,
    "talk": AtDoor.TALK,
    "lively": AtDoor.LIVELY,
}
_HINTS: Final = {
    "ready": AtDoor.HOLD_BADGE,
    "dark": AtDoor.MORE_LIGHT,
    "glare": AtDoor.TILT,
    "asleep": AtDoor.CAMERA_SLEEPS,
}


def idle_view(state: State, screen: Idle, moment: Moment) -> IdleView:
    """Return the idle screen; no name of anybody can be on it."""
    lang = lang_of(state)
    say = words(lang)
    zone = catalog.zone(state.room, state.face.zone)
    name = zone.name if zone else state.face.zone_name
    seats, known = _seats(state, say)
    camera = _camera(state)
    trouble = trouble_of(state, say)
    agreement = next((one.agreement for one in state.room.classes if one.agreement), "")
    hint, said = say(_HINTS[camera]), idle_line(state, lang)
    return IdleView(
        spoken=spoken(trouble, name, seats, hint, *((said.title, said.words) if said else ())),
        error=trouble,
        lang=lang,
        rtl=is_right_to_left(lang),
        zone=name,
        icon=ZONE_ICONS[zone.kind] if zone else "map-pin",
        seats=seats,
        seats_known=known,
        hint=hint,
        camera=camera,
        found=state.seen is not None and state.seen.looking_up,
        room_title=say(AtDoor.ROOM_TODAY),
        rooms=tuple(_row(state, line, say) for line in _in_order(state)),
        agreement_title=say(AtDoor.WE_AGREED) if agreement else "",
        agreement=agreement,
        announcement=said,
        asking=screen.asking,
        ask=say(AtDoor.ASK_TEACHER),
        no_badge=Choice(
            words=say(AtDoor.BACK_TO_BADGE if screen.asking else AtDoor.NO_BADGE),
            event=NoBadgePressed(),
            icon="badge-check" if screen.asking else "users",
        ),
        language=_language(state, lang),
        code=_code(state, screen, say),
        badge_age=said_age(say, state.badges_ms, moment),
        banner=banner_of(state, say),
    )


def trouble_of(state: State, say: Say) -> str:
    """Return the sentence about the last scan, empty when there is none."""
    return say(TROUBLES[state.notice.what]) if state.notice else ""


def _camera(state: State) -> Literal["ready", "dark", "glare", "asleep"]:
    if state.camera == "asleep":
        return "asleep"
    return "ready" if state.light == "fine" else state.light


def _code(state: State, screen: Idle, say: Say) -> Choice | None:
    """Return the way in for a grown-up where no camera can see her card."""
    if state.camera != "asleep" or not screen.asking:
        return None
    return Choice(words=say(AtStaff.TYPE_CODE), event=CodePressed(), icon="keyboard")


def _language(state: State, lang: str) -> Choice | None:
    if len(state.room.settings.langs) < 2:
        return None
    return Choice(words=OWN_NAMES.get(lang, lang), event=LanguagePressed(), icon="globe")


def _in_order(state: State) -> list[ZoneLine]:
    return sorted(state.room.zones, key=lambda line: (line.zone.order, line.zone.name))


def _free(state: State, line: ZoneLine) -> int | None:
    """Return the free seats, None when nobody can know: the hub is away, or the zone's station is."""
    if line.taken is None or not state.live:
        return None
    return max(0, line.zone.seats - line.taken)


def _row(state: State, line: ZoneLine, say: Say) -> ZoneRow:
    free = _free(state, line)
    text = say(AtDoor.ROW_UNKNOWN)
    if free is not None:
        text = say(AtDoor.ROW_FREE, free=free) if free else say(AtDoor.ROW_FULL)
    return ZoneRow(
        name=line.zone.name,
        icon=ZONE_ICONS[line.zone.kind],
        words=text if line.zone.open else say(AtDoor.ZONE_RESTS),
        known=free is not None or not line.zone.open,
        full=free == 0 and line.zone.open,
        here=line.zone.id == state.face.zone,
    )


def _seats(state: State, say: Say) -> tuple[str, bool]:
    """Return the words on free seats here and whether they are known; a full zone names another."""
    line = next((one for one in state.room.zones if one.zone.id == state.face.zone), None)
    free = _free(state, line) if line else None
    if line is None or free is None:
        return say(AtDoor.SEATS_UNKNOWN), False
    if free == 0:
        return _full(state, say), True
    seats = say(AtDoor.SEATS, free=free, seats=line.zone.seats)
    return f"{seats} · {say(_NOISE[line.zone.noise])}", True


def _full(state: State, say: Say) -> str:
    free = places_free(state)
    if not free:
        return say(AtDoor.ZONE_FULL)
    name, seats = free[0]
    return say(AtDoor.ZONE_FULL_TRY, free=seats, zone=name)


def places_free(state: State) -> list[tuple[str, int]]:
    """Return the names of other zones with their free seats, most seats first; none that rests or is full."""
    others = [(one, _free(state, one) or 0) for one in _in_order(state) if one.zone.open]
    free = [(one.zone.name, seats) for one, seats in others if seats and one.zone.id != state.face.zone]
    return sorted(free, key=lambda found: -found[1])
