"""Half-finished pieces of whoever is here: begun, kept, gone on with, dropped. Pure."""

from msgspec.structs import replace

from classroom.evidence import Medium
from classroom.facts import DraftDropped, DraftParked, DraftResumed
from station.session import catalog
from station.session.effects import StartPreview
from station.session.recording import journal, record
from station.session.state import Item, Moment, Photo, State, Step, Write, present
from station.session.visitor import DraftCard


def begin(state: State, item: Item, kind: str, moment: Moment) -> Step:
    """Open the editor of a kind for an item, with what she has begun of it already."""
    visit = present(state)
    offered = catalog.kinds(state.room, visit.visitor.document, item)
    chosen = next((one for one in offered if one.name == kind), None)
    if chosen is None or (catalog.medium(chosen) is Medium.PHOTO and not state.photos_ok):
        return state, ()
    begun = next((one for one in visit.visitor.drafts if one.kind == kind and item_of(one) == item), None)
    if begun is not None:
        return resume(state, begun)
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


def resume(state: State, draft: DraftCard) -> Step:
    """Go on with a piece that was put aside."""
    state = replace(state, visit=replace(present(state), item=item_of(draft)))
    state, opened = edit(state, draft)
    state, said = record(state, DraftResumed(draft=draft.draft))
    return state, (*opened, *said)


def edit(state: State, draft: DraftCard) -> Step:
    """Open the editor of a draft as it is."""
    if not is_photo(draft):
        keys = Write(draft=draft, keys="small" if draft.text else "capital")
        return replace(state, screen=keys), ()
    if draft.photo:
        return replace(state, screen=Photo(draft=draft, stage="taken")), ()
    return live(state, draft)


def live(state: State, draft: DraftCard) -> Step:
    """Show what the camera sees, or that it sleeps."""
    if state.camera == "asleep":
        return replace(state, screen=Photo(draft=draft, stage="away")), ()
    return replace(state, screen=Photo(draft=draft)), (StartPreview(),)


def keep(state: State, draft: DraftCard) -> Step:
    """Keep the latest form of a draft, the newest of all, here and in the journal."""
    state = without(state, draft)
    visit = present(state)
    return _with_drafts(state, (draft, *visit.visitor.drafts)), (journal(visit, draft),)


def park(state: State, draft: DraftCard) -> Step:
    """Put a draft aside; one that is empty is dropped, one that nobody kept never was."""
    if not is_kept(state, draft):
        return state, ()
    if is_empty(draft):
        return drop(state, draft)
    return record(state, DraftParked(draft=draft.draft, kind=draft.kind))


def drop(state: State, draft: DraftCard) -> Step:
    """Let a draft go for good."""
    if not is_kept(state, draft):
        return state, ()
    return record(without(state, draft), DraftDropped(draft=draft.draft), closes_draft=draft.draft)


def without(state: State, draft: DraftCard) -> State:
    """Return the state without a draft in memory."""
    drafts = present(state).visitor.drafts
    return _with_drafts(state, tuple(one for one in drafts if one.draft != draft.draft))


def is_kept(state: State, draft: DraftCard) -> bool:
    """Say whether a draft stands in the journal."""
    return any(one.draft == draft.draft for one in present(state).visitor.drafts)


def is_empty(draft: DraftCard) -> bool:
    """Say whether there is nothing of a piece yet."""
    return not draft.text.strip() and not draft.photo


def is_photo(draft: DraftCard) -> bool:
    """Say whether a draft is a picture; a kind that is not known any more goes by what there is."""
    kind = catalog.kind(draft.kind)
    if kind is None or not catalog.has_editor(kind):
        return bool(draft.photo)
    return catalog.medium(kind) is Medium.PHOTO


def item_of(draft: DraftCard) -> Item:
    """Return what a draft is for."""
    return Item(target=draft.target, activity=draft.activity, revises=draft.revises, attempt=draft.attempt)


def _with_drafts(state: State, drafts: tuple[DraftCard, ...]) -> State:
    visit = present(state)
    return replace(state, visit=replace(visit, visitor=replace(visit.visitor, drafts=drafts)))
