"""Half-finished pieces of whoever is here: begun, kept, gone on with, dropped. Pure.

A draft that was put aside is never changed again: going on with it makes another one, which continues it and takes
its place as soon as something in it is new.
"""

from msgspec.structs import replace

from classroom.drawing import Drawing
from classroom.evidence import Medium
from classroom.facts import DraftDropped, DraftParked, DraftResumed
from station.session import catalog
from station.session.drawing import Draw
from station.session.effects import StartPreview
from station.session.overlay import open_drafts
from station.session.recording import journal, record
from station.session.state import Item, Moment, Photo, State, Step, Write, present
from station.session.visitor import DraftCard
from station.session.voice import Voice


def begin(state: State, item: Item, kind: str, moment: Moment) -> Step:
    """Open the editor of a kind for an item, with what she has begun of it already."""
    visit = present(state)
    offered = catalog.kinds(state, visit.visitor.document, item)
    chosen = next((one for one in offered if one.name == kind), None)
    if chosen is None or (catalog.medium(chosen) is Medium.PHOTO and not state.photos_ok):
        return state, ()
    begun = (one for one in open_drafts(visit.visitor) if one.kind == kind and not one.away)
    found = next((one for one in begun if item_of(one) == item), None)
    if found is not None:
        return resume(state, found, moment)
    draft = DraftCard(
        draft=moment.fresh_id,
        kind=kind,
        target=item.target,
        activity=item.activity,
        revises=item.revises,
        attempt=item.attempt,
        at_ms=moment.wall_ms,
    )
    return edit(state, draft)


def resume(state: State, draft: DraftCard, moment: Moment) -> Step:
    """Go on with a piece that was put aside, here or elsewhere."""
    state = replace(state, visit=replace(present(state), item=item_of(draft)))
    state, opened = edit(state, replace(anew(draft, moment), continues=draft.draft))
    state, said = record(state, DraftResumed(draft=draft.draft))
    return state, (*opened, *said)


def anew(draft: DraftCard, moment: Moment) -> DraftCard:
    """Return the same piece as a draft of its own, made here and now."""
    return replace(draft, draft=moment.fresh_id, continues="", at_ms=moment.wall_ms, zone="")


def another(state: State, draft: DraftCard, moment: Moment) -> DraftCard:
    """Return a draft for another picture or voice; the one that was kept stays until the new one is."""
    continues = draft.draft if is_kept(state, draft) else draft.continues
    return replace(anew(draft, moment), continues=continues, photo=b"", sound=b"")


def edit(state: State, draft: DraftCard) -> Step:
    """Open the editor of a draft as it is."""
    match medium_of(draft):
        case Medium.VOICE:
            return replace(state, screen=Voice(draft=draft, stage="made" if draft.sound else "ready")), ()
        case Medium.DRAWING:
            return replace(state, screen=Draw(draft=replace(draft, painted=b""))), ()
        case Medium.PHOTO if draft.photo:
            return replace(state, screen=Photo(draft=draft, stage="taken")), ()
        case Medium.PHOTO:
            return live(state, draft)
    return replace(state, screen=Write(draft=draft, keys="small" if draft.text else "capital")), ()


def live(state: State, draft: DraftCard) -> Step:
    """Show what the camera sees, or that it sleeps."""
    if state.camera == "asleep":
        return replace(state, screen=Photo(draft=draft, stage="away")), ()
    return replace(state, screen=Photo(draft=draft)), (StartPreview(),)


def keep(state: State, draft: DraftCard) -> Step:
    """Keep the latest form of a draft, here and in the journal, if there is anything new in it."""
    if not is_kept(state, draft) and not _is_news(state, draft):
        return state, ()
    visit = present(state)
    others = tuple(one for one in visit.visitor.drafts if one.draft not in draft.ids)
    return _with_drafts(state, (draft, *others)), (journal(visit, draft),)


def park(state: State, draft: DraftCard) -> Step:
    """Put a draft aside; one that is empty is dropped, one that nobody kept never was."""
    if not is_kept(state, draft):
        return state, ()
    if draft.empty:
        return drop(state, draft)
    fact = DraftParked(
        draft=draft.draft, kind=draft.kind, continues=draft.continues, target=draft.target or None
    )
    return record(state, fact)


def drop(state: State, draft: DraftCard) -> Step:
    """Let a draft go for good, and what it continued."""
    fact = DraftDropped(draft=draft.draft, continues=draft.continues)
    return record(without(state, draft), fact, closes_drafts=draft.ids)


def without(state: State, draft: DraftCard) -> State:
    """Return the state without a draft in memory, and without the one that it continues."""
    visit = present(state)
    elsewhere = tuple(one for one in visit.visitor.elsewhere if one.draft not in draft.ids)
    visitor = replace(visit.visitor, elsewhere=elsewhere)
    state = replace(state, visit=replace(visit, visitor=visitor))
    return _with_drafts(state, tuple(one for one in visitor.drafts if one.draft not in draft.ids))


def is_kept(state: State, draft: DraftCard) -> bool:
    """Say whether a draft stands in the journal."""
    return any(one.draft == draft.draft for one in present(state).visitor.drafts)


def medium_of(draft: DraftCard) -> Medium:
    """Return what a draft is made of; a kind that is not known any more goes by what there is."""
    known = catalog.medium_of(draft.kind)
    if known is None:
        return _looks_like(draft)
    return known


def item_of(draft: DraftCard) -> Item:
    """Return what a draft is for."""
    return Item(target=draft.target, activity=draft.activity, revises=draft.revises, attempt=draft.attempt)


def _is_news(state: State, draft: DraftCard) -> bool:
    """Say whether a draft is more than an empty page, and other than the one that it continues."""
    if not draft.continues:
        return not draft.empty
    visitor = present(state).visitor
    known = (one for one in (*visitor.drafts, *visitor.elsewhere) if one.draft == draft.continues)
    before = next(known, None)
    return before is None or _made(before) != _made(draft)


def _looks_like(draft: DraftCard) -> Medium:
    if draft.drawing.strokes:
        return Medium.DRAWING
    if draft.photo:
        return Medium.PHOTO
    return Medium.VOICE if draft.sound else Medium.TEXT


def _made(draft: DraftCard) -> tuple[str, bytes, Drawing]:
    return draft.text, draft.source, draft.drawing


def _with_drafts(state: State, drafts: tuple[DraftCard, ...]) -> State:
    visit = present(state)
    return replace(state, visit=replace(visit, visitor=replace(visit.visitor, drafts=drafts)))
