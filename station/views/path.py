"""U04: what she can do, what she works on, what can come next; never a level, never "not yet". Pure."""

from collections.abc import Sequence
from typing import Final, Literal, TypeVar

from classroom.asking import AskCard
from classroom.documents import TargetLine
from classroom.facts import EvidenceHandedIn
from classroom.ids import TargetId
from classroom.mastery import MASTERED_STATES, State
from classroom.path import NextLine, Reason
from station.session import catalog
from station.session.path import keep_going, next_lines, now_lines
from station.session.state import Path
from station.session.touches import (
    KeepGoingPressed,
    NextPicked,
    PageTurned,
    TargetPicked,
)
from station.views.asked_for import appointment_card, appointment_picture, on_path
from station.views.idle import trouble_of
from station.views.path_shapes import NextTile, NowCard, PathView, PictureCard
from station.views.path_ways import choose_way, mail_way, see_all_way, started_way
from station.views.scene import Scene, activity_name, frame, heard, i_can, short
from station.views.shapes import Choice, Dots, Tone
from station.views.words import OnPath

_LONG: Final = 64
_Line = TypeVar("_Line")
_TONES: Final[tuple[Tone, ...]] = ("now", "mastered", "next")
_REASONS: Final = {
    Reason.PICKED: (OnPath.PICKED, "compass"),
    Reason.PLANNED: (OnPath.PLANNED, "compass"),
    Reason.OPENS: (OnPath.OPENS, "lock-open"),
    Reason.GOAL: (OnPath.GOAL, "goal"),
    Reason.EVERYONE: (OnPath.EVERYONE, "users-round"),
}


def path_view(scene: Scene, screen: Path) -> PathView:
    """Return her path: three groups, always there, each with a kind line when it is empty."""
    say, lines, coming = scene.say, _entries(scene), next_lines(scene.stand)
    now = _page(lines, screen.now, _now_size(scene, lines))
    soon = _page(coming, screen.next, 1 if scene.big_text else 2)
    cards = tuple(_now_card(scene, line) for line in now)
    tiles = tuple(_next_tile(scene, line) for line in soon)
    mastered, started = _mastered(scene), started_way(scene)
    pictures = _pictures(scene, lines, coming) if scene.young else ()
    sounds = heard(
        scene,
        [picture.title for picture in pictures]
        or [
            f"{say(OnPath.CAN_DO)}: {mastered}",
            started.words if started else "",
            *_said(scene, cards, tiles),
        ],
        trouble_of(scene.state, say),
    )
    return PathView(
        **sounds,
        frame=frame(scene, _zone_name(scene), sounds["spoken"]),
        mastered=mastered,
        mastered_words=say(OnPath.CAN_DO),
        now_title=say(OnPath.NOW),
        now=cards,
        now_empty="" if cards else _empty(scene, bool(coming)),
        more_now=_more(scene, "now", len(lines), len(now)),
        next_title=say(OnPath.NEXT),
        next=tiles,
        next_empty="" if tiles else say(OnPath.NEXT_EMPTY),
        more_next=_more(scene, "next", len(coming), len(soon)),
        keep_going=_keep_going(scene),
        started=started,
        mail=mail_way(scene),
        see_all=see_all_way(scene),
        choose=choose_way(scene, len(lines) + len(coming), there=bool(coming)),
        cards=pictures,
        stars=min(3, mastered),
    )


def _said(scene: Scene, cards: tuple[NowCard, ...], tiles: tuple[NextTile, ...]) -> list[str]:
    now, coming = (
        (f"{card.title}, {card.line}" for card in cards),
        (f"{tile.title}, {tile.reason}" for tile in tiles),
    )
    return [*now, scene.say(OnPath.NEXT), *coming]


def dots_of(line: TargetLine) -> Dots | None:
    """Return how much of what is asked is in: what is still wanted most counts."""
    asked = max(line.pieces_asked, line.kinds_asked)
    if asked == 0:
        return None
    wanted = max(
        line.pieces_asked - line.pieces, line.kinds_asked - line.kinds, line.days_asked - line.days, 0
    )
    return Dots(filled=max(0, asked - wanted), asked=asked)


def reason_mark(line: NextLine) -> str:
    """Return the icon of the reason why a line stands in Next."""
    return _REASONS[line.reason][1]


def reason_words(scene: Scene, line: NextLine) -> str:
    """Return why a line stands in Next."""
    phrase, _ = _REASONS[line.reason]
    return scene.say(phrase, teacher=scene.teacher, because=line.because)


def _page(lines: Sequence[_Line], page: int, size: int) -> tuple[_Line, ...]:
    pages = max(1, -(-len(lines) // size))
    start = page % pages * size
    return tuple(lines[start : start + size])


def _entries(scene: Scene) -> tuple[AskCard | TargetLine, ...]:
    """Return what she works on; what she asked and has its day, or its answer, stands first."""
    asked = on_path(scene)
    named = {card.target for card in asked if card.meeting}
    return (*asked, *(line for line in now_lines(scene.stand) if line.target not in named))


def _now_size(scene: Scene, lines: Sequence[AskCard | TargetLine]) -> int:
    """Return how many cards stand on one page: the arrow and long lines take the place of one."""
    if scene.big_text:
        return 1
    long = any(len(short(i_can(scene, line.target))) > _LONG for line in lines)
    return 2 if long or len(lines) > 3 else 3


def _more(scene: Scene, what: Literal["now", "next"], there: int, shown: int) -> Choice | None:
    if there <= shown:
        return None
    return Choice(
        words=scene.say(OnPath.MORE), event=PageTurned(what=what), icon="chevron-right", kind="quiet"
    )


def _now_card(scene: Scene, line: AskCard | TargetLine) -> NowCard:
    if isinstance(line, AskCard):
        return appointment_card(scene, line)
    title, words = short(i_can(scene, line.target)), _line_words(scene, line)
    found = catalog.activity(scene.state.room, _activity_of(scene, line.target))
    return NowCard(
        title=title,
        icon=found.icon if found else "footprints",
        line=words,
        dots=dots_of(line),
        fresh=scene.say(OnPath.FRESH) if line.target in _answered(scene) else "",
        choice=Choice(
            words=title,
            event=TargetPicked(target=line.target),
            icon="chevron-right",
            says=f"{title}, {words}",
        ),
    )


def _line_words(scene: Scene, line: TargetLine) -> str:
    """Return how far a target is, in counts and places; what a grown-up decided stays inside."""
    say, dots = scene.say, dots_of(line)
    if line.state in {State.HANDED_IN, State.READY}:
        here = line.target in _only_here(scene)
        return say(OnPath.HANDED_IN_HERE if here else OnPath.HANDED_IN_THERE, teacher=scene.teacher)
    if line.pieces == 0 or dots is None:
        return _begun(scene, line)
    if line.kinds < line.kinds_asked:
        return say(OnPath.WAYS_SHOWN, filled=line.kinds, asked=line.kinds_asked)
    if line.pieces < line.pieces_asked:
        return say(OnPath.PIECES_SHOWN, filled=line.pieces, asked=line.pieces_asked)
    if line.days < line.days_asked:
        return say(OnPath.ANOTHER_DAY)
    return say(OnPath.PIECES_SHOWN, filled=dots.filled, asked=dots.asked)


def _begun(scene: Scene, line: TargetLine) -> str:
    if line.target not in scene.stand.started:
        return scene.say(OnPath.FOR_YOU)
    found = catalog.activity(scene.state.room, _activity_of(scene, line.target))
    zone = catalog.zone(scene.state.room, found.zones[0]) if found and found.zones else None
    return scene.say(OnPath.STARTED_AT, zone=zone.name) if zone else scene.say(OnPath.STARTED)


def _activity_of(scene: Scene, target: TargetId) -> str | None:
    """Return the activity that a card of Now opens."""
    for item in (scene.visit.item, scene.stand.item):
        if item is not None and item.target == target:
            return item.activity
    return catalog.first_way(scene.state.room, scene.document, target)


def _next_tile(scene: Scene, line: NextLine) -> NextTile:
    title, reason = short(i_can(scene, line.target)), reason_words(scene, line)
    found = catalog.activity(
        scene.state.room, catalog.first_way(scene.state.room, scene.document, line.target)
    )
    return NextTile(
        title=title,
        icon=found.icon if found else "compass",
        reason=reason,
        reason_icon=reason_mark(line),
        choice=Choice(
            words=title,
            event=NextPicked(target=line.target, reason=line.reason.value),
            kind="choice",
            says=f"{title}, {reason}",
        ),
    )


def _pictures(
    scene: Scene, lines: tuple[AskCard | TargetLine, ...], coming: tuple[NextLine, ...]
) -> tuple[PictureCard, ...]:
    """Return at most three big cards for a young learner: what she is at, then what can come."""
    dated = [appointment_picture(scene, line) for line in lines if isinstance(line, AskCard)]
    now = [(line.target, TargetPicked(target=line.target)) for line in lines if isinstance(line, TargetLine)]
    soon = [(line.target, NextPicked(target=line.target, reason=line.reason.value)) for line in coming]
    cards = dated[:3]
    for tone, (target, event) in zip(_TONES[len(cards) :], [*now, *soon], strict=False):
        activity = _activity_of(scene, target)
        found = catalog.activity(scene.state.room, activity)
        title = activity_name(scene, activity) or short(i_can(scene, target))
        icon = found.icon if found else "footprints"
        cards.append(
            PictureCard(title=title, icon=icon, tone=tone, choice=Choice(words=title, event=event, icon=icon))
        )
    return tuple(cards)


def _keep_going(scene: Scene) -> Choice:
    goes = keep_going(scene.stand) is not None
    return Choice(
        words=scene.say(OnPath.KEEP_GOING),
        event=KeepGoingPressed(),
        icon="footprints",
        kind="main",
        enabled=goes,
    )


def _mastered(scene: Scene) -> int:
    return sum(line.state in MASTERED_STATES for line in scene.document.lines)


def _empty(scene: Scene, coming: bool) -> str:  # noqa: FBT001
    if coming:
        return scene.say(OnPath.NOW_EMPTY)
    return scene.say(OnPath.BOTH_EMPTY, teacher=scene.teacher)


def _zone_name(scene: Scene) -> str:
    zone = catalog.zone(scene.state.room, scene.state.face.zone)
    return zone.name if zone else scene.state.face.zone_name


def _answered(scene: Scene) -> set[TargetId]:
    """Return the targets with an answer that she has not seen."""
    fresh = {card.evidence for card in scene.document.feedback if not card.seen}
    return {piece.target for piece in scene.document.pieces if piece.evidence in fresh}


def _only_here(scene: Scene) -> set[TargetId]:
    """Return the targets of pieces that the hub has not heard of yet."""
    return {
        target
        for own in scene.visit.visitor.own
        if isinstance(own.fact, EvidenceHandedIn) and not own.acknowledged
        for target in own.fact.targets
    }
