"""What grown-ups answered: opened newest first, marked seen, replied to, worked on. Pure."""

from typing import Literal

from msgspec.structs import replace

from classroom.documents import FeedbackCard, LearnerDocument, MediaKey, PieceCard
from classroom.facts import FeedbackReplied, FeedbackSeen
from classroom.ids import EvidenceId
from station.session import listening
from station.session.effects import Effect, FetchMedia
from station.session.events import Event, MediaAway, MediaReady
from station.session.items import work_on
from station.session.overlay import standing
from station.session.recording import record
from station.session.spoken import SpokenPressed
from station.session.state import Feedback, Item, Moment, Path, State, Step, Visit, present
from station.session.touches import BackPressed, NextTryPressed, OnwardPressed, PageTurned, ReplyPicked
from station.session.voice import VoicePlayed

_PICTURES_IN_MEMORY = 6


def newest_first(document: LearnerDocument) -> tuple[FeedbackCard, ...]:
    """Return her answers in the order of the screen."""
    return tuple(sorted(document.feedback, key=lambda card: (-card.at_ms, card.evidence)))


def position(document: LearnerDocument, evidence: EvidenceId) -> int:
    """Return which answer is open: the one to this piece, else the newest."""
    order = [card.evidence for card in newest_first(document)]
    return order.index(evidence) if evidence in order else 0


def piece_of(document: LearnerDocument, card: FeedbackCard) -> PieceCard | None:
    """Return the piece that an answer speaks of."""
    return next((piece for piece in document.pieces if piece.evidence == card.evidence), None)


def picture_of(piece: PieceCard | None) -> MediaKey | None:
    """Return the picture to show of a piece, the small one when there is one."""
    pictures = [media for media in piece.media if media.mime.startswith("image/")] if piece else []
    return min(pictures, key=lambda media: not media.thumb, default=None)


def open_newest(state: State, moment: Moment) -> Step:
    """Open the newest answer that she has not seen, else the newest."""
    visit = present(state)
    cards = newest_first(standing(visit.visitor, moment.offset_min).document)
    first = next((card for card in cards if not card.seen), next(iter(cards), None))
    return _show(state, visit, first) if first else (state, ())


def touched(state: State, screen: Feedback, event: Event, moment: Moment) -> Step:
    """What a touch does before the words of a grown-up."""
    visit = present(state)
    cards = newest_first(visit.visitor.document)
    if not cards:
        return replace(state, screen=Path()), ()
    at = position(visit.visitor.document, screen.evidence)
    match event:
        case PageTurned(what="feedback", by=by) if 0 <= at + by < len(cards):
            return _show(state, visit, cards[at + by])
        case SpokenPressed():
            return listening.pressed(state, screen, cards[at], event, visit)
        case ReplyPicked(reply=reply):
            return _reply(state, visit, cards[at], reply)
        case NextTryPressed(evidence=evidence) if evidence == cards[at].evidence:
            known = standing(visit.visitor, moment.offset_min).document
            return _next_try(state, known, cards[at])
        case BackPressed() | OnwardPressed():
            return replace(state, screen=Path()), ()
    return state, ()


def media_ready(state: State, event: MediaReady) -> Step:
    """A picture of hers is open; one of anybody else is not kept."""
    visit = state.visit
    if visit is None or event.media not in _media_of(visit.visitor.document):
        return state, ()
    others = tuple(one for one in visit.media if one[0] != event.media)
    media = (*others, (event.media, event.data))[-_PICTURES_IN_MEMORY:]
    state = replace(state, visit=replace(visit, media=media))
    return listening.happened(state, event, visit.visitor.document.feedback)


def sound_told(state: State, event: MediaAway | VoicePlayed) -> Step:
    """A voice of a grown-up is not to be had, or has come to its end."""
    cards = state.visit.visitor.document.feedback if state.visit else ()
    return listening.happened(state, event, cards)


def _show(state: State, visit: Visit, card: FeedbackCard) -> Step:
    state, said = record(replace(state, screen=Feedback(evidence=card.evidence)), *_newly_seen(visit, card))
    picture = picture_of(piece_of(visit.visitor.document, card))
    fetch: tuple[Effect, ...] = ()
    if picture is not None and all(known != picture.media for known, _ in visit.media):
        fetch = (FetchMedia(media=picture),)
    return state, (*said, *fetch)


def _newly_seen(visit: Visit, card: FeedbackCard) -> tuple[FeedbackSeen, ...]:
    facts = [one.fact for one in visit.visitor.own] + [fact for one in visit.pending for fact in one.facts]
    known = {fact.feedback for fact in facts if isinstance(fact, FeedbackSeen)}
    if card.seen:
        return ()
    return tuple(FeedbackSeen(feedback=line.feedback) for line in card.lines if line.feedback not in known)


def _reply(state: State, visit: Visit, card: FeedbackCard, reply: Literal["try", "unclear", "talk"]) -> Step:
    """Answer the line that asks for something, else the first."""
    if not card.lines or (card.evidence, reply) in visit.replies:
        return state, ()
    line = next((line for line in card.lines if line.kind != "glow"), card.lines[0])
    others = tuple(one for one in visit.replies if one[0] != card.evidence)
    visit = replace(visit, replies=(*others, (card.evidence, reply)))
    return record(replace(state, visit=visit), FeedbackReplied(feedback=line.feedback, reply=reply))


def _next_try(state: State, document: LearnerDocument, card: FeedbackCard) -> Step:
    """Work on the newest version of the piece."""
    piece, after = piece_of(document, card), {one.revises: one for one in document.pieces if one.revises}
    if piece is None:
        return state, ()
    while piece.evidence in after:
        piece = after.pop(piece.evidence)
    item = Item(
        target=piece.target,
        activity=piece.activity,
        revises=piece.evidence,
        attempt=piece.attempt + 1,
    )
    return work_on(state, item)


def _media_of(document: LearnerDocument) -> set[str]:
    lines = (line for card in document.feedback for line in card.lines)
    spoken = {line.voice.media for line in lines if line.voice}
    return spoken | {media.media for piece in document.pieces for media in piece.media}
