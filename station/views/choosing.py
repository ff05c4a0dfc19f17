"""U05: what she could do, with its reason beside each; nothing is sorted by how well it went for others. Pure."""

from typing import Final

from classroom.playlist import Activity, Need
from station.session import catalog
from station.session.choosing import Idea, ideas
from station.session.overview import Choosing as Screen
from station.session.overview_touches import FilterTurned, IdeaPicked
from station.views.board_shapes import BoardView, Mark, Tile
from station.views.boards import cells, more, page_of
from station.views.idle import trouble_of
from station.views.overview_words import Choosing
from station.views.path import reason_mark, reason_words
from station.views.scene import ZONE_ICONS, Scene, activity_name, back, frame, heard, i_can, short
from station.views.shapes import Choice, Tone
from station.views.words import Phrase

_NEEDS: Final[dict[Need, tuple[Phrase, str]]] = {
    "must": (Choosing.MUST, "users-round"),
    "should": (Choosing.SHOULD, "thumbs-up"),
    "may": (Choosing.MAY, "sparkles"),
}
_YOUNG: Final[tuple[Tone, ...]] = ("now", "mastered", "next")
_COMPANY: Final = {
    "": (Choosing.ANY_COMPANY, "users"),
    "alone": (Choosing.ALONE, "user"),
    "pair": (Choosing.TOGETHER, "users"),
}
_LENGTH: Final = {
    "": (Choosing.ANY_LENGTH, "clock"),
    "short": (Choosing.SHORT, "clock"),
    "long": (Choosing.LONG, "hourglass"),
}


def choosing_view(scene: Scene, screen: Screen) -> BoardView:
    """Return a page of what she could do, and the filters under it; the young have no filters."""
    say, found, cut = scene.say, ideas(scene.state.room, scene.stand, screen), cells(scene)
    shown = page_of(found, screen.page, cut)
    tiles = tuple(_tile(scene, idea, at) for at, idea in enumerate(shown))
    title, empty = say(Choosing.TITLE), "" if tiles else say(Choosing.NOTHING)
    filters = () if scene.young else _filters(scene, screen)
    sounds = heard(scene, [title, *(tile.choice.says for tile in tiles), empty], trouble_of(scene.state, say))
    return BoardView(
        **sounds,
        frame=frame(scene, title, sounds["spoken"]),
        tiles=tiles,
        columns=cut.columns,
        lines=cut.lines,
        empty=empty,
        back=back(scene),
        bar=(*filters, *more(scene, len(found), len(shown))),
    )


def _tile(scene: Scene, idea: Idea, at: int) -> Tile:
    activity, line = idea.activity, idea.line
    can, reason = short(i_can(scene, idea.target)), reason_words(scene, line)
    title = activity_name(scene, activity.id) if activity else can
    facts = _facts(scene, activity, idea.need) if activity else ()
    says = ", ".join([title, *([can] if activity else []), *(fact.words for fact in facts), reason])
    young = scene.young
    return Tile(
        title=title,
        line=can if activity and not young else "",
        icon=activity.icon if activity else "compass",
        tone=_YOUNG[at % len(_YOUNG)] if young else "now",
        facts=() if young else facts,
        mark=None if young else Mark(icon=reason_mark(line), words=reason, tone="next"),
        choice=Choice(
            words=title,
            event=IdeaPicked(
                target=idea.target, activity=activity.id if activity else None, reason=line.reason.value
            ),
            kind="choice",
            says=says,
        ),
    )


def _facts(scene: Scene, activity: Activity, need: Need) -> tuple[Mark, ...]:
    """Return how long it is, where or with whom, and whether everyone does it."""
    say, (phrase, icon) = scene.say, _NEEDS[need]
    minutes = Mark(icon="clock", words=say(Choosing.MINUTES, minutes=activity.minutes))
    zone = catalog.zone(scene.state.room, activity.zones[0]) if activity.zones else None
    place = (Mark(icon=ZONE_ICONS[zone.kind], words=zone.name),) if zone else ()
    return (minutes, *place, Mark(icon=icon, words=say(phrase)))


def _filters(scene: Scene, screen: Screen) -> tuple[Choice, ...]:
    say = scene.say
    company, company_icon = _COMPANY[screen.company]
    length, length_icon = _LENGTH[screen.length]
    return (
        Choice(
            words=_place(scene, screen), event=FilterTurned(what="place"), icon="map-pin",
            chosen=bool(screen.place),
        ),
        Choice(
            words=say(company), event=FilterTurned(what="company"), icon=company_icon,
            chosen=bool(screen.company),
        ),
        Choice(
            words=say(length), event=FilterTurned(what="length"), icon=length_icon, chosen=bool(screen.length)
        ),
    )  # fmt: skip


def _place(scene: Scene, screen: Screen) -> str:
    if not screen.place:
        return scene.say(Choosing.ANY_PLACE)
    if screen.place == scene.state.face.zone:
        return scene.say(Choosing.HERE)
    zone = catalog.zone(scene.state.room, screen.place)
    return zone.name if zone else scene.say(Choosing.ANY_PLACE)
