"""Handing in: her claim first, then the piece; what the disk and the hub say to it; taking it back. Pure."""

from msgspec.structs import replace

from classroom.facts import EvidenceHandedIn, EvidenceWithdrawn, SelfAssessed
from classroom.ids import EvidenceId
from station.session import drafts, helping, pairing
from station.session.events import Acknowledged, Event, NotRecorded
from station.session.recording import forget_pending, opening, record
from station.session.state import Assess, HandedIn, Moment, Path, State, Step, present
from station.session.touches import HandInPressed, OnwardPressed, UndoPressed


def hand_in(state: State, piece: Assess, evidence: EvidenceId) -> Step:
    """Record her claim and the piece; a visit whose key could not be made tries that again first."""
    visit, draft = present(state), piece.draft
    if piece.claim is None:
        return state, ()
    again = (opening(visit),) if visit.stuck else ()
    state = drafts.without(replace(state, visit=replace(visit, stuck=False)), draft)
    state, words = pairing.say_claims(state, piece, evidence)
    hers = () if state.pair else (SelfAssessed(evidence=evidence, claim=piece.claim, tricky=piece.tricky),)
    state, said = record(
        state,
        *hers,
        EvidenceHandedIn(
            evidence=evidence,
            targets=(draft.target,),
            kind=draft.kind,
            activity=draft.activity,
            text="" if draft.file else draft.text.strip(),
            lang=visit.lang,
            revises=draft.revises,
            attempt=draft.attempt,
            drafts=draft.ids,
        ),
        file=draft.file,
        closes_drafts=draft.ids,
    )
    screen = HandedIn(piece=piece, evidence=evidence, tag=str(state.tags))
    return replace(state, screen=screen), (*again, *words, *said)


def touched(state: State, screen: HandedIn, event: Event, moment: Moment) -> Step:
    """What a touch does once the piece is handed in, or could not be saved."""
    match event:
        case HandInPressed() if screen.failed:
            return hand_in(state, screen.piece, screen.evidence)
        case UndoPressed() if may_undo(state, screen):
            return _take_back(state, screen, moment)
        case OnwardPressed() if screen.seq is not None:
            return replace(state, screen=Path()), ()
    return state, ()


def may_undo(state: State, screen: HandedIn) -> bool:
    """Say whether she may take the piece back: it is saved, and nobody has begun to look."""
    return screen.seq is not None and not is_looked_at(state, screen)


def is_looked_at(state: State, screen: HandedIn) -> bool:
    """Say whether somebody has begun to look at the piece: from here it stays handed in."""
    document = present(state).visitor.document
    return any(piece.evidence == screen.evidence and piece.state != "handed_in" for piece in document.pieces)


def not_recorded(state: State, event: NotRecorded) -> Step:
    """The disk refused: the piece is still here, and she is told."""
    visit, screen = state.visit, state.screen
    if visit is None:
        return state, ()
    if event.tag == visit.id:
        state = replace(state, visit=replace(visit, stuck=True))
        return (_failed(state, screen, event) if isinstance(screen, HandedIn) else state), ()
    if isinstance(screen, HandedIn) and screen.tag == event.tag:
        return _failed(state, screen, event), ()
    return replace(state, visit=forget_pending(helping.not_recorded(visit, event), event.tag)), ()


def acknowledged(state: State, event: Acknowledged) -> Step:
    """The hub has everything up to here: less than before when it was restored, or the outbox numbered anew."""
    acked = event.upto
    state = replace(state, acked=acked)
    if state.visit is None:
        return state, ()
    visitor = state.visit.visitor
    own = tuple(replace(one, acknowledged=one.acknowledged or one.seq <= acked) for one in visitor.own)
    return replace(state, visit=replace(state.visit, visitor=replace(visitor, own=own))), ()


def _failed(state: State, screen: HandedIn, event: NotRecorded) -> State:
    if screen.seq is not None:
        return state
    visit = forget_pending(present(state), screen.tag)
    return replace(state, screen=replace(screen, failed=event.why), visit=visit)


def _take_back(state: State, screen: HandedIn, moment: Moment) -> Step:
    """The piece is hers again, as a draft with a new name; the journal has closed the old one."""
    piece = replace(screen.piece, draft=drafts.anew(screen.piece.draft, moment))
    state, said = record(state, EvidenceWithdrawn(evidence=screen.evidence))
    state, kept = drafts.keep(replace(state, screen=piece), piece.draft)
    return state, (*said, *kept)
