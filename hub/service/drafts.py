"""Which half-finished pieces wait for their child at every station, and which ended; what is in them stays sealed."""

from collections.abc import Callable
from typing import Final

from classroom.documents import DraftDocument, DraftFile
from classroom.ids import LearnerId
from classroom.learner import Learner
from hub.store.projections import drafts, visits
from hub.store.projections.drafts import Draft
from hub.store.tables import Tables

ENDED: Final = 64
"""Drafts that came to an end elsewhere: so many of the newest are named to her stations."""
_LONGEST: Final = 64


class Drafts:
    """`holds(media)` says whether a file is here, whole.

    A draft is published while all of its files are here, it did not end, and nothing that continues it is here in
    its place. So what a child made is at the hub in one form or another, whichever station fails meanwhile.
    """

    def __init__(self, holds: Callable[[str], bool]) -> None:
        self._holds = holds

    def document(self, tables: Tables, id_: str) -> DraftDocument | None:
        """Return what stations are told of a draft, its wrap still empty; None when it is not theirs to know."""
        draft = drafts.draft(tables, id_)
        if draft is None or not self._is_whole(tables, draft) or not _is_on_roster(tables, draft.learner):
            return None
        if self._is_over(tables, draft, drafts.forgotten_before(tables, draft.learner)):
            return None
        visit = visits.visit(tables, draft.visit)
        if visit is None or visit.learner != draft.learner:
            return None
        return DraftDocument(
            draft=draft.draft,
            learner=draft.learner,
            becomes=draft.kind,
            visit=draft.visit,
            wrap="",
            zone=visit.zone,
            at_ms=draft.at_ms,
            files=tuple(
                DraftFile(media=ref.id, mime=ref.mime, size=ref.size)
                for ref in drafts.media_of(tables, draft.draft)
            ),
            continues=draft.continues,
        )

    def ended_elsewhere(self, tables: Tables, learner: LearnerId) -> tuple[str, ...]:
        """Return the drafts of hers that the stations where they lie should let go, newest first."""
        if not drafts.has_any(tables, learner):
            return ()
        oldest_ms = drafts.forgotten_before(tables, learner)
        found = drafts.ended_elsewhere(tables, learner, oldest_ms, ENDED)
        return tuple(draft.draft for draft in found if self._is_over(tables, draft, oldest_ms))

    def _is_over(self, tables: Tables, draft: Draft, oldest_ms: int, depth: int = _LONGEST) -> bool:
        """Say whether a draft ended, was forgotten, or has its place taken by one that is here, whole."""
        if draft.at_ms < oldest_ms or drafts.is_ended(tables, draft):
            return True
        return depth > 0 and any(
            self._is_whole(tables, later) or self._is_over(tables, later, oldest_ms, depth - 1)
            for later in drafts.going_on(tables, draft)
        )

    def _is_whole(self, tables: Tables, draft: Draft) -> bool:
        files = drafts.media_of(tables, draft.draft)
        return bool(files) and all(self._holds(ref.id) for ref in files)


def _is_on_roster(tables: Tables, learner: LearnerId) -> bool:
    person = tables.definitions.get(Learner, learner)
    return person is not None and person.status != "left"
