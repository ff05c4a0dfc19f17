"""Records that only the hub edits: learners, classes, frameworks, activities; a new version is a fact."""

import re
from collections.abc import Sequence
from typing import Final

from classroom.errors import FrameworkRefused
from classroom.facts import Defined
from classroom.ids import StaffId
from classroom.learner import Learner
from classroom.playlist import Playlist, check_playlist
from classroom.roster import Entity
from classroom.staff import Staff
from classroom.target import Framework, check_prerequisites
from classroom.zone import ClassGroup
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.service.rekeying import Rekeying, reach
from hub.store import erasing
from hub.store.keys import Keys
from hub.store.tables import Tables

AT_A_TIME: Final = 50
"""Records in one transaction, so that a long import does not keep the stations waiting."""
_ID = re.compile(r"[\w.:-]{1,48}")


class Defining:
    """Used in the writer's transactions."""

    def __init__(self, recording: Recording, keys: Keys, rekeying: Rekeying) -> None:
        self._recording, self._keys, self._rekeying = recording, keys, rekeying

    def define(self, tables: Tables, entities: Sequence[Entity], by: StaffId) -> int:
        """Write those that differ from what is here, and make the keys of learners; return how many differed."""
        for entity in entities:
            check(entity)
        if any(isinstance(entity, Learner) and entity.id in erasing.erased(tables) for entity in entities):
            raise ServiceRefused("This learner was erased. Add her as a new learner if she comes back.")
        changed = [entity for entity in entities if tables.definitions.get(type(entity), entity.id) != entity]
        learners = tuple(entity.id for entity in changed if isinstance(entity, Learner))
        if learners:
            self._keys.learner_keys(learners)
        before = reach(tables) if any(isinstance(entity, Staff | ClassGroup) for entity in changed) else {}
        for entity in changed:
            about = (entity.id,) if isinstance(entity, Learner) else ()
            self._recording.note(tables, Defined(entity=entity, by=by), about)
        self._rekeying.after(tables, before)
        return len(changed)


def check(entity: Entity) -> None:
    """Raise ServiceRefused when a record cannot stand: an id that fits nowhere, prerequisites in a circle."""
    if not _ID.fullmatch(entity.id):
        raise ServiceRefused(
            f"{entity.id[:60]!r} cannot be an id: letters, digits and . : _ - only, at most 48 of them."
        )
    try:
        if isinstance(entity, Framework):
            check_prerequisites(entity.targets)
        elif isinstance(entity, Playlist):
            check_playlist(entity)
    except FrameworkRefused as error:
        raise ServiceRefused(str(error)) from error
