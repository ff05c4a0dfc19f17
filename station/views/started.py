"""All that she has begun: each piece with its picture or first words, its place, its day. Pure."""

from classroom.ids import ZoneId
from station.session import catalog
from station.session.state import Started
from station.session.touches import DraftPicked, PageTurned
from station.session.visitor import DraftCard
from station.views.feedback import day_words
from station.views.idle import trouble_of
from station.views.kinds import what_of
from station.views.making import look_of
from station.views.path_shapes import StartedCard, StartedView
from station.views.scene import ZONE_ICONS, Scene, activity_name, back, frame, heard, i_can, short
from station.views.shapes import Choice
from station.views.words import OnPath

FIRST_WORDS = 60
"""Letters of a writing that are read aloud."""


def started_view(scene: Scene, screen: Started) -> StartedView:
    """Return what she has begun, newest first; what is at the hub alone says when it comes."""
    begun, size = scene.stand.drafts, 2 if scene.big_text else 3
    pages = max(1, -(-len(begun) // size))
    start = screen.page % pages * size
    cards = tuple(_card(scene, draft) for draft in begun[start : start + size])
    title = scene.say(OnPath.WHICH_ONE)
    more = Choice(words=scene.say(OnPath.MORE), event=PageTurned(what="started"), icon="chevron-right")
    sounds = heard(scene, [title, *(card.choice.says for card in cards)], trouble_of(scene.state, scene.say))
    return StartedView(
        **sounds,
        frame=frame(scene, title, sounds["spoken"]),
        title=title,
        drafts=cards,
        more=more if pages > 1 else None,
        back=back(scene),
    )


def _card(scene: Scene, draft: DraftCard) -> StartedCard:
    title, where = _title(scene, draft), _where(scene, draft)
    comes = OnPath.DRAFT_COMING if scene.state.live else OnPath.DRAFT_AWAY
    line = scene.say(comes) if draft.away else ""
    says = ", ".join(part for part in (title, _first_words(draft), where, line) if part)
    return StartedCard(
        piece=look_of(scene, draft),
        title=title,
        where=where,
        icon=_icon(scene, draft.zone or scene.state.face.zone),
        away=line,
        choice=Choice(words=title, event=DraftPicked(draft=draft.draft), enabled=not draft.away, says=says),
    )


def _title(scene: Scene, draft: DraftCard) -> str:
    if not draft.target:
        return scene.say(what_of(draft))
    return activity_name(scene, draft.activity) or short(i_can(scene, draft.target))


def _where(scene: Scene, draft: DraftCard) -> str:
    day = day_words(scene, draft.at_ms)
    zone = catalog.zone(scene.state.room, draft.zone) if draft.zone else None
    if zone is None or zone.id == scene.state.face.zone:
        return scene.say(OnPath.BEGUN_HERE, day=day)
    return scene.say(OnPath.BEGUN_AT, zone=zone.name, day=day)


def _icon(scene: Scene, zone: ZoneId) -> str:
    found = catalog.zone(scene.state.room, zone)
    return ZONE_ICONS[found.kind] if found else "map-pin"


def _first_words(draft: DraftCard) -> str:
    text = " ".join(draft.text.split())
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
