"""Erasing learners: looked at before, asked for, approved, undone within seven days, and then for good."""

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final

from classroom.facts import EraseAsked, EraseOrdered, EraseUndone, LearnerErased
from classroom.ids import LearnerId, StaffId
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.wire.codec import kind_of
from hub.errors import HubError, ScrubDelayed, ServiceRefused
from hub.live import Live
from hub.service.auditing import Auditing
from hub.service.erase_listing import EraseListing
from hub.service.permissions import OPERATOR
from hub.service.recording import Recording
from hub.service.safekeeping import Safekeeping
from hub.store import desk, erasing
from hub.store.projections import erasures
from hub.store.projections.erasures import Erasure
from hub.store.scrubbing import scrub
from hub.store.store import Store
from hub.store.tables import Tables
from hub.store.writer import Writer
from plumbing.errors import PlumbingError

DAYS: Final = 7
UNDO_MS: Final = DAYS * 86_400_000
_SCRUB: Final = "scrub"

Told = EraseAsked | EraseOrdered | EraseUndone | LearnerErased

log = logging.getLogger(__name__)


class Erasing:
    """`ask`, `order` and `undo` run in the writer's transactions; `tick` in a thread of its own. `now` is UTC ms."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        recording: Recording,
        audit: Auditing,
        safekeeping: Safekeeping,
        live: Live,
    ) -> None:
        self._store, self._writer, self._recording = store, writer, recording
        self._audit, self._safekeeping, self._live = audit, safekeeping, live
        self._listing = EraseListing(store, writer, safekeeping)
        self._one = threading.Lock()

    # ── what people decide ───────────────────────────────────────────────────────────────────────────

    def ask(self, tables: Tables, erasure: str, learners: Iterable[LearnerId], by: StaffId) -> Erasure:
        """Somebody wants learners erased; nothing happens to them before it is ordered."""
        wanted = tuple(dict.fromkeys(learners))
        if not wanted:
            raise ServiceRefused("Nobody is named who is to be erased.")
        waiting = {
            one for each in erasures.all_erasures(tables) if each.state in _OPEN for one in each.learners
        }
        for learner in wanted:
            if tables.definitions.get(Learner, learner) is None:
                raise ServiceRefused("There is no such learner here.")
            if learner in waiting:
                raise ServiceRefused("This learner is about to be erased already. Look at the page Data.")
        self._note(tables, EraseAsked(by=by, erasure=erasure, learners=wanted), wanted)
        return _known(tables, erasure)

    def may_alone(self, tables: Tables, found: Erasure, by: StaffId) -> bool:
        """Whether this person may approve it: not what she asked for herself, if it is more than one learner.

        The operator's own console may, and a person who is the whole staff.
        """
        active = [person.id for person in tables.definitions.all(Staff) if person.status == "active"]
        return len(found.learners) == 1 or by != found.asked_by or by == OPERATOR or active == [by]

    def order(self, tables: Tables, erasure: str, by: StaffId, due_ms: int) -> Erasure:
        """It is approved: they are hidden from now, and gone at `due_ms`. Two people erase a class."""
        found = _known(tables, erasure)
        sooner = found.state == "ordered" and found.due_ms is not None and due_ms < found.due_ms
        if not (sooner or found.state == "asked"):
            raise ServiceRefused("This was decided already. Load the page again.")
        if not (sooner or self.may_alone(tables, found, by)):
            raise ServiceRefused("Two people erase more than one learner. Ask somebody else to approve it.")
        fact = EraseOrdered(by=by, erasure=erasure, learners=found.learners, due_ms=due_ms)
        self._note(tables, fact, found.learners)
        return _known(tables, erasure)

    def undo(self, tables: Tables, erasure: str, by: StaffId) -> Erasure:
        """Everything is back as it was; raises ServiceRefused when it is too late."""
        found = _known(tables, erasure)
        if found.state not in _OPEN:
            raise ServiceRefused("This cannot be undone any more.")
        self._note(tables, EraseUndone(by=by, erasure=erasure), found.learners)
        return _known(tables, erasure)

    # ── what follows ─────────────────────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """After a restore: leave a tombstone for everybody on the list; then go on with what a cut left undone."""

        def job(tables: Tables) -> None:
            known = {stone.learner for stone in erasures.tombstones(tables)}
            for learner in sorted(erasing.erased(tables) - known):
                self._note(tables, LearnerErased(learner=learner), (learner,))

        self._writer.do(job)

    def tick(self, now_ms: int) -> int:
        """Carry out what is due, put the list beside the backups, clean up; how many learners went.

        The list goes first, then the keys, then the facts: wherever a cut comes, the next tick does the rest.
        """
        with self._one:
            with self._store.reading() as tables:
                due = erasures.due(tables, now_ms)
            for one in due:
                self._carry_out(one, now_ms)
            self._listing.write({})
            self._clean_up()
        if due:
            with suppress(HubError):
                self._safekeeping.begin()
        return sum(len(one.learners) for one in due)

    def _carry_out(self, one: Erasure, now_ms: int) -> None:
        self._listing.write(dict.fromkeys(one.learners, now_ms))
        with self._store.reading() as tables:
            owned = [
                tables.all("SELECT badge FROM badges WHERE owner = ?", learner) for learner in one.learners
            ]
        self._store.keys.destroy(one.learners, [badge for rows in owned for (badge,) in rows])

        def job(tables: Tables) -> None:
            for learner, gone in erasing.take_out(tables, one.learners, now_ms).items():
                fact = LearnerErased(learner=learner, erasure=one.erasure, facts=gone.facts, files=gone.files)
                self._note(tables, fact, (learner,))
            desk.set_meta(tables, _SCRUB, "due")

        self._writer.do(job)
        self._live.touch("people", "room", "review", "badges", "stations")
        log.info("%d learners were erased", len(one.learners))

    def _note(self, tables: Tables, fact: Told, learners: Sequence[LearnerId]) -> None:
        """Into the log, and into the audit under everybody's id: these facts are no part of what they erase."""
        self._recording.note(tables, fact)
        by = "" if isinstance(fact, LearnerErased) else fact.by
        self._audit.note(tables, by, kind_of(fact), f"erasure/{fact.erasure}", "", learners)

    def _clean_up(self) -> None:
        """Delete the files that are doomed, and overwrite what was deleted in the databases."""
        with self._store.reading() as tables:
            files, scrubs = erasing.doomed(tables), desk.meta(tables, _SCRUB)
        for media in files:
            self._store.blobs.delete(media)
            self._store.blobs.drop_part(media)
        if files:
            self._writer.do(lambda tables: erasing.deleted(tables, files))
        if not (files or scrubs):
            return
        try:
            self._store.keys.scrub()
            self._writer.alone(lambda tables: scrub(tables.connection))
        except (ScrubDelayed, PlumbingError) as error:
            log.warning("%s", error)
        else:
            self._writer.do(lambda tables: desk.set_meta(tables, _SCRUB, ""))


_OPEN: Final = frozenset({"asked", "ordered"})


def _known(tables: Tables, erasure: str) -> Erasure:
    found = erasures.erasure(tables, erasure)
    if found is None:
        raise ServiceRefused("There is no such erasure. Load the page again.")
    return found
