"""U28: one target, why it stands where it stands, what is asked and what is in, and what she may ask. Pure."""

from collections.abc import Iterator
from datetime import date

from classroom.asking import AskKind
from classroom.documents import PieceCard, TargetLine
from classroom.mastery import MASTERED_STATES, State
from classroom.path import NextLine
from classroom.why import Why, why
from station.session import asks, catalog
from station.session.mapping import best_piece, may_show_again
from station.session.overview import TargetCard
from station.session.overview_touches import DifferentlyPressed, EarlyPressed, IdeaPicked, ShowAgainPressed
from station.session.touches import TargetPicked
from station.views import asked_for
from station.views.board_shapes import TargetView, Tick
from station.views.feedback import piece_look
from station.views.idle import trouble_of
from station.views.mapping import mark_of
from station.views.overview_words import OnCard
from station.views.scene import Scene, back, frame, heard, i_can, short
from station.views.shapes import Choice
from station.views.words import Always, OnPath

_AT_WORK = frozenset({State.NOW, State.HANDED_IN, State.READY})


def target_view(scene: Scene, screen: TargetCard) -> TargetView:
    """Return the card of a target of hers."""
    say, target = scene.say, catalog.target(scene.state.room, screen.target)
    line = _line(scene, screen.target)
    card = asks.about(scene.visit, screen.target)
    asked = asked_for.mark_of(scene, card) if card else None
    said = asked_for.said_of(scene, card) if card else ""
    piece, best = best_piece(scene.document, screen.target)
    title, here = i_can(scene, screen.target), why_here(scene, line)
    matters = target.why if target else ""
    ticks = () if scene.young else tuple(_ticks(scene, line))
    note = _note(scene, screen)
    sounds = heard(
        scene,
        [title, here, asked.words if asked else "", said, note, matters, *(tick.words for tick in ticks)],
        trouble_of(scene.state, say),
    )
    return TargetView(
        **sounds,
        frame=frame(scene, target.code if target and not scene.young else "", sounds["spoken"]),
        i_can=title,
        state=mark_of(scene, line.state),
        why_here=here,
        why_title=say(OnCard.WHY),
        why=matters,
        looks_title=say(OnCard.LOOKS),
        looks=target.looks(scene.lang) if target else "",
        ticks_title=say(OnCard.WANTED),
        ticks=ticks,
        piece_title=_piece_title(scene, piece, best=best),
        piece=piece_look(scene, piece) if piece else None,
        asked=asked,
        said=said,
        note=note,
        back=back(scene),
        actions=tuple(_actions(scene, screen, line)),
    )


def why_here(scene: Scene, line: TargetLine) -> str:
    """Return the one sentence that says why a target stands where it stands."""
    following = _next(scene, line)
    sentence = why(line.state, following.reason if following else None, planned=line.role == "now")
    needs = (catalog.target(scene.state.room, need) for need in line.opens_after)
    waits = ", ".join(short(need.line(scene.lang)) for need in needs if need)
    if sentence is Why.OPEN_AFTER and following:
        return scene.say(sentence, because=_named(scene, following.because))
    return scene.say(sentence, day=_day(scene, line.star_day), teacher=scene.teacher, needs=waits)


def _line(scene: Scene, target: str) -> TargetLine:
    nothing = TargetLine(target=target, state=State.LATER)
    return next((line for line in scene.document.lines if line.target == target), nothing)


def _next(scene: Scene, line: TargetLine) -> NextLine | None:
    return next((one for one in scene.document.next if one.target == line.target), None)


def _named(scene: Scene, code: str) -> str:
    """Return the target with a code as one reads it; codes are for grown-ups."""
    for document in scene.state.room.frameworks:
        for target in document.framework.targets:
            if target.code == code:
                return short(target.line(scene.lang))
    return code


def _day(scene: Scene, day: str) -> str:
    if not day:
        return ""
    then = date.fromisoformat(day)
    return scene.say(Always.DATE, day=then.day, month=scene.say(Always.MONTHS).split("|")[then.month - 1])


def _ticks(scene: Scene, line: TargetLine) -> Iterator[Tick]:
    """Return what is asked; once she can do it, all of it is in."""
    say, there = scene.say, line.state in MASTERED_STATES
    if line.pieces_asked > 1:
        words = say(OnCard.PIECES, asked=line.pieces_asked)
        yield Tick(words=words, done=there or line.pieces >= line.pieces_asked)
    elif line.pieces_asked:
        yield Tick(words=say(OnCard.ONCE), done=there or line.pieces >= 1)
    if line.kinds_asked > 1:
        words = say(OnCard.KINDS, asked=line.kinds_asked)
        yield Tick(words=words, done=there or line.kinds >= line.kinds_asked)
    if line.days_asked > 1:
        yield Tick(words=say(OnCard.DAYS, asked=line.days_asked), done=there or line.days >= line.days_asked)


def _piece_title(scene: Scene, piece: PieceCard | None, *, best: bool) -> str:
    if piece is None:
        return scene.say(OnCard.NO_PIECE)
    return scene.say(OnCard.BEST if best else OnCard.NEWEST)


def _note(scene: Scene, screen: TargetCard) -> str:
    many = asks.hindered(scene.visit, AskKind.AGAIN, screen.target) == "many"
    return scene.say(OnCard.MANY) if many and may_show_again(scene.document, screen.target) else ""


def _actions(scene: Scene, screen: TargetCard, line: TargetLine) -> Iterator[Choice]:
    """Return what she can do with it, the main thing last; a question that waits is not asked again."""
    say, target = scene.say, screen.target
    again = may_show_again(scene.document, target)
    at_work = line.state in _AT_WORK
    if line.state is State.LATER and not asks.hindered(scene.visit, AskKind.EARLY, target):
        yield Choice(words=say(OnCard.EARLY), event=EarlyPressed(), icon="lock-open", kind="choice")
    if again and not asks.hindered(scene.visit, AskKind.DIFFERENTLY, target):
        yield Choice(words=say(OnCard.DIFFERENTLY), event=DifferentlyPressed(), icon="messages-square")
    hindered = asks.hindered(scene.visit, AskKind.AGAIN, target)
    following = _next(scene, line)
    if again and hindered != "waits":
        yield Choice(
            words=say(OnCard.SHOW_AGAIN),
            event=ShowAgainPressed(),
            icon="rotate-ccw",
            kind="plain" if at_work else "main",
            enabled=not hindered,
        )
    if at_work:
        words = say(OnPath.KEEP_GOING)
        yield Choice(words=words, event=TargetPicked(target=target), icon="footprints", kind="main")
    elif line.state is State.OPEN and following:
        way = catalog.first_way(scene.state.room, scene.document, target)
        picked = IdeaPicked(target=target, activity=way, reason=following.reason.value)
        yield Choice(words=say(OnCard.START), event=picked, icon="footprints", kind="main")
