"""The part of the office where people let substitutes in, and read who saw, changed and exported what."""

from classroom.ids import StaffId
from classroom.staff import Staff
from hub.errors import NotYours
from hub.service.audit_page import Asked, AuditReader
from hub.service.shapes import AuditPage, ClassLine, PassBadge, PassLine
from hub.service.substituting import Pass
from hub.service.time_acts import TimeActs
from hub.store.tables import Tables


class WatchActs(TimeActs):
    """`by` is who does it."""

    # ── day passes ───────────────────────────────────────────────────────────────────────────────────

    def pass_classes(self, staff: StaffId) -> tuple[ClassLine, ...]:
        """The classes for which this person may make a day pass; raises NotYours when there is none."""
        classes = self.classes(staff, "substitutes")
        if not classes:
            raise NotYours
        return classes

    def passes(self, staff: StaffId) -> tuple[PassLine, ...]:
        """The day passes of this person's classes that are open."""
        with self._back.store.reading() as tables:
            mine = self._back.permissions.classes(tables, staff, "substitutes")
            return self._back.substituting.lines(tables, mine)

    def open_pass(
        self, wanted: Pass, by: StaffId, *, badge: bool = False
    ) -> tuple[Staff, str, PassBadge | None]:
        """Let a substitute in: the person, her one-time sign-in, and a badge with its PIN if she is to have one."""
        pin, hashed = self._back.codes.new_pin() if badge else ("", None)

        def job(tables: Tables) -> tuple[Staff, PassBadge | None]:
            self._back.permissions.ask_class(tables, by, "substitutes", wanted.class_id)
            person = self._back.substituting.open(tables, wanted, by)
            if hashed is None:
                return person, None
            self._back.codes.set_pin(tables, person.id, hashed, by)
            (printed,) = self._back.badging.print(tables, (person.id,))
            return person, PassBadge(token=printed.token, pin=pin)

        person, made = self._do(job, "people", "badges")
        return person, self._words_for(person), made

    def again_for_pass(self, staff: StaffId, by: StaffId) -> tuple[Staff, str]:
        """Another one-time sign-in for a pass that is open; what was signed in with before goes on."""
        with self._back.store.reading() as tables:
            person = self._ask_for_pass(tables, staff, by)
        self._back.audit.later(by, "pass.signed-in-again", f"staff/{staff}")
        return person, self._words_for(person)

    def _words_for(self, person: Staff) -> str:
        return self._back.people.pass_words(person.id, person.until_ms - self._back.now())

    def end_pass(self, staff: StaffId, by: StaffId) -> None:
        """End a day pass now; again is no harm."""

        def job(tables: Tables) -> None:
            self._ask_for_pass(tables, staff, by, ended_too=True)
            self._back.substituting.end(tables, staff, by)

        self._do(job, "people", "badges")

    def _ask_for_pass(self, tables: Tables, staff: StaffId, by: StaffId, *, ended_too: bool = False) -> Staff:
        person = tables.definitions.get(Staff, staff)
        if person is None or not person.until_ms or (person.status != "active" and not ended_too):
            raise NotYours
        self._back.permissions.ask_class(tables, by, "substitutes", person.classes[0])
        return person

    # ── who saw, changed, exported what ──────────────────────────────────────────────────────────────

    def may_read_audit(self, staff: StaffId) -> bool:
        """Whether there is a page for this person."""
        with self._back.store.reading() as tables:
            mine = self._back.permissions
            return bool(mine.classes(tables, staff, "read audit")) or mine.everywhere(
                tables, staff, "read audit"
            )

    def audit_page(self, asked: Asked, staff: StaffId) -> AuditPage:
        """What was written down (H18): all of it for who may read it in the whole school, else of own learners."""
        if not self.may_read_audit(staff):
            raise NotYours
        about = (asked.learner,) if asked.learner else ()
        self._back.audit.saw(staff, "audit.read", f"learner/{asked.learner}" if about else "audit", about)
        self._back.settle_audit()
        with self._back.store.reading() as tables:
            whole = self._back.permissions.everywhere(tables, staff, "read audit")
            classes = self._back.permissions.classes(tables, staff, "read audit")
            return AuditReader(tables, classes, whole=whole).page(asked, self._back.audit.check(tables))
