"""U27, U28, U20: the map of all targets, the card of one, and what she asks from there. Pure."""

from msgspec.structs import replace

from classroom.asking import AskKind
from classroom.documents import LearnerDocument, PieceCard
from classroom.facts import DisagreeRaised, Fact, JumpAsked, ReassessAsked
from classroom.ids import TargetId
from classroom.mastery import MASTERED_STATES
from classroom.mastery import State as Mastery
from classroom.target import LearningTarget
from station.session import answers, asks, choosing, path
from station.session.effects import Effect, FetchMedia
from station.session.events import Event
from station.session.overlay import standing
from station.session.overview import Overview, ShowAgain, TargetCard
from station.session.overview_touches import (
    AskPressed,
    DifferentlyPressed,
    EarlyPressed,
    HowPicked,
    IdeaPicked,
    LeafTurned,
    ShowAgainPressed,
    SinceTicked,
    StrandPicked,
    TargetOpened,
)
from station.session.recording import record
from station.session.state import Moment, Path, State, Step, Visit, present
from station.session.touches import BackPressed, TargetPicked
from station.session.visitor import RoomKnown

_SHOWN = MASTERED_STATES | {Mastery.LOOK_AGAIN}


def targets_of(room: RoomKnown, document: LearnerDocument) -> tuple[LearningTarget, ...]:
    """Return the targets of the room's frameworks that are hers, in the school's order."""
    hers = {line.target for line in document.lines}
    return tuple(target for one in room.frameworks for target in one.framework.targets if target.id in hers)


def strands(targets: tuple[LearningTarget, ...]) -> tuple[str, ...]:
    """Return the strands in the order in which the school thinks of them."""
    return tuple(dict.fromkeys(target.strand for target in targets))


def strand_of(state: State, screen: Overview) -> str:
    """Return the strand that is open: the one picked, else that of what she works on, else the first."""
    visit = present(state)
    targets = targets_of(state.room, visit.visitor.document)
    known = strands(targets)
    if screen.strand in known:
        return screen.strand
    stand = standing(visit.visitor)
    item = visit.item or stand.item
    at_work = item.target if item else next((line.target for line in path.now_lines(stand)), "")
    return next((target.strand for target in targets if target.id == at_work), next(iter(known), ""))


def may_show_again(document: LearnerDocument, target: TargetId) -> bool:
    """Say whether there is something to show again, or to see differently: it was mastered, or a piece was answered."""
    line = next((line for line in document.lines if line.target == target), None)
    answered = any(piece.target == target and piece.state == "answered" for piece in document.pieces)
    return line is not None and (line.state in _SHOWN or answered)


def best_piece(document: LearnerDocument, target: TargetId) -> tuple[PieceCard | None, bool]:
    """Return the piece of a target to look at, and whether it is the one that was liked best; else it is the newest."""
    line = next((line for line in document.lines if line.target == target), None)
    mine = [piece for piece in document.pieces if piece.target == target]
    best = next((piece for piece in mine if line and piece.evidence == line.best), None)
    return (best, True) if best else (max(mine, key=lambda piece: piece.at_ms, default=None), False)


def touched(state: State, screen: Overview, event: Event) -> Step:
    """What a touch does on the map."""
    match event:
        case LeafTurned(by=by):
            return replace(state, screen=replace(screen, page=max(0, screen.page + by))), ()
        case StrandPicked(strand=strand):
            return replace(state, screen=Overview(strand=strand)), ()
        case TargetOpened(target=target):
            came = replace(screen, strand=strand_of(state, screen))
            return open_card(state, TargetCard(target=target, came=came))
        case BackPressed():
            return replace(state, screen=Path()), ()
    return state, ()


def open_card(state: State, card: TargetCard) -> Step:
    """Open the card of a target of hers, with the picture of her piece."""
    visit = present(state)
    if all(line.target != card.target for line in visit.visitor.document.lines):
        return state, ()
    return replace(state, screen=card), _pictures(visit, card.target)


def card_touched(state: State, screen: TargetCard, event: Event, moment: Moment) -> Step:
    """What a touch does on the card of a target."""
    visit, target = present(state), screen.target
    document = visit.visitor.document
    match event:
        case ShowAgainPressed() if may_show_again(document, target):
            free = not asks.hindered(visit, AskKind.AGAIN, target)
            return replace(state, screen=ShowAgain(card=screen) if free else screen), ()
        case DifferentlyPressed() if may_show_again(document, target):
            return _ask(
                state, AskKind.DIFFERENTLY, target, DisagreeRaised(request=moment.fresh_id, target=target)
            )
        case EarlyPressed() if _waits(document, target):
            return _ask(state, AskKind.EARLY, target, JumpAsked(request=moment.fresh_id, target=target))
        case IdeaPicked(activity=activity, reason=reason):
            return choosing.pick(state, target, activity, reason)
        case TargetPicked():
            return path.pick(state, target, moment)
        case BackPressed():
            return replace(state, screen=screen.came or Path()), ()
    return state, ()


def asking(state: State, screen: ShowAgain, event: Event, moment: Moment) -> Step:
    """What a touch does before she asks to show it again."""
    target = screen.card.target
    match event:
        case HowPicked(how=how):
            return replace(state, screen=replace(screen, how=how)), ()
        case SinceTicked(since=since):
            others = tuple(one for one in screen.since if one != since)
            ticked = others if since in screen.since else (*others, since)
            return replace(state, screen=replace(screen, since=ticked)), ()
        case AskPressed() if screen.how is not None:
            fact = ReassessAsked(request=moment.fresh_id, target=target, how=screen.how, since=screen.since)
            return _ask(replace(state, screen=screen.card), AskKind.AGAIN, target, fact)
        case BackPressed():
            return replace(state, screen=screen.card), ()
    return state, ()


def _ask(state: State, kind: AskKind, target: TargetId, fact: Fact) -> Step:
    if asks.hindered(present(state), kind, target):
        return state, ()
    return record(state, fact)


def _waits(document: LearnerDocument, target: TargetId) -> bool:
    return any(line.target == target and line.state is Mastery.LATER for line in document.lines)


def _pictures(visit: Visit, target: TargetId) -> tuple[Effect, ...]:
    picture = answers.picture_of(best_piece(visit.visitor.document, target)[0])
    if picture is None or any(known == picture.media for known, _ in visit.media):
        return ()
    return (FetchMedia(media=picture),)
