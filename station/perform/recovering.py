"""What a power cut left undone, said at the next start: drafts put aside, visits closed. No key is needed for it."""

from collections.abc import Iterator

from classroom.facts import DraftParked, VisitClosed
from station.session.effects import Record
from station.store.keep import Keep, Store


def sweep_out(keep: Keep, store: Store) -> None:
    """Remove files that nothing names, because what was to name them never came to the disk."""
    for orphan in set(keep.made.ids()) - store.media.all_made() - store.drafts.all_photos():
        keep.made.delete(orphan)


def left_aside(store: Store) -> Iterator[Record]:
    """Yield what is to be said of drafts that nobody works on and that nobody has put aside."""
    for row in store.drafts.unparked():
        fact = DraftParked(draft=row.draft, kind=row.kind, continues=row.continues, target=row.target or None)
        yield Record(tag="", facts=(fact,), visit=row.visit, learner=row.learner)


def left_undone(store: Store) -> Iterator[Record]:
    """Yield what is to be recorded: the drafts that were open first, then the visits on whose screens they were."""
    yield from left_aside(store)
    for visit in store.visits.left_open():
        if visit.mode == "at_screen":
            closed = (VisitClosed(reason="recovered"),)
            yield Record(tag="", facts=closed, visit=visit.visit, learner=visit.learner)
