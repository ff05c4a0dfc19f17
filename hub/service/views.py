"""The part of the office where people look: each view is one reading of the latest commit."""

from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId, TargetId
from classroom.learner import Learner
from classroom.zone import ClassGroup, School
from hub.errors import NotYours
from hub.service import helping, requests_page, reviewing
from hub.service.backoffice import Backoffice
from hub.service.decisions import PageOf
from hub.service.permissions import Act
from hub.service.plain_eyes import without_levels, without_levels_of
from hub.service.room import room
from hub.service.shapes import (
    BadgeRow,
    ClassLine,
    Counts,
    LearnerPage,
    ReviewItem,
    ReviewPiece,
    RoomNow,
    StationsPage,
)
from hub.service.stations import Eyes, stations_page, troubles
from hub.store.projections import blocks, erasures, roster
from hub.store.tables import Tables


class Views:
    """What there is to see. Another class's people and work raise NotYours."""

    def __init__(self, back: Backoffice) -> None:
        self._back = back

    def school(self) -> School:
        """The school: its name, time zone and languages."""
        with self._back.store.reading() as tables:
            return tables.definitions.school()

    def classes(self, staff: StaffId, act: Act = "see room") -> tuple[ClassLine, ...]:
        """The classes that this person may open, or for which she may do something, by name."""
        with self._back.store.reading() as tables:
            mine = self._classes(tables, staff, act)
            lines = [
                _class_line(tables, class_)
                for class_ in tables.definitions.all(ClassGroup)
                if class_.id in mine
            ]
        return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))

    def counts(self, staff: StaffId) -> Counts:
        """The numbers in the navigation."""
        with self._back.store.reading() as tables:
            mine = self._classes(tables, staff, "see room")
            eyes = self._eyes(tables, staff)
            return Counts(
                reviews=reviewing.count(tables, self._classes(tables, staff, "give words")),
                hands=sum(1 for _ in helping.line_of(tables, mine)) if mine else None,
                call=helping.call_waiting(tables, self._classes(tables, staff, "be called")),
                stations=troubles(tables, eyes) if eyes.everything or eyes.classes else None,
                data=self._wishes(tables, staff),
                requests=self._requests(tables, staff),
            )

    def _requests(self, tables: Tables, staff: StaffId) -> int | None:
        """How many learners' requests wait for this person; None for whoever answers none."""
        mine = self._classes(tables, staff, "answer requests")
        return requests_page.count(tables, mine) if mine else None

    def _wishes(self, tables: Tables, staff: StaffId) -> int | None:
        """How many erasures wait for this person; None for whoever has no business with data."""
        mine = self._back.permissions
        if mine.everywhere(tables, staff, "approve erase"):
            return sum(one.state == "asked" for one in erasures.all_erasures(tables))
        return 0 if mine.classes(tables, staff, "export") or mine.everywhere(tables, staff, "erase") else None

    def ask_room(self, class_id: ClassId, staff: StaffId) -> None:
        """Raise NotYours unless this person may see the class in the room."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_class(tables, staff, "see room", class_id)

    def room(self, class_id: ClassId, staff: StaffId) -> RoomNow:
        """One class in the room, now (H01)."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_class(tables, staff, "see room", class_id)
            waiting = reviewing.count(tables, frozenset({class_id}))
            return room(tables, self._back.presence, class_id, self._back.now(), waiting)

    def review_queue(self, staff: StaffId) -> tuple[ReviewItem, ...]:
        """The pieces that wait for this person, in the order in which to look at them (H03)."""
        with self._back.store.reading() as tables:
            return self._queue(tables, staff)

    def review_piece(self, evidence: EvidenceId, staff: StaffId, target: TargetId = "") -> ReviewPiece:
        """One piece with all that its answer needs, for one of its targets; it may be answered already."""
        with self._back.store.reading() as tables:
            table = reviewing.PieceOnTable(tables, self._back.shelf, self._queue(tables, staff), staff)
            piece = table.show(evidence, self._classes(tables, staff, "see work"), target)
            levels = self._reaches(tables, staff, "see levels", (piece.learner,))
        self._back.audit.saw(staff, "evidence.opened", f"evidence/{evidence}", (piece.learner,))
        return piece if levels else without_levels_of(piece)

    def media(self, media_id: str, staff: StaffId) -> tuple[str, bytes]:
        """The mime type and the opened bytes of a file or of its small picture. Raises MediaAway."""
        with self._back.store.reading() as tables:
            owners = self._back.shelf.owner(tables, media_id).learners
            self._back.permissions.ask_learners(tables, staff, "see work", owners)
            opened = self._back.shelf.opened(tables, media_id)
        self._back.audit.saw(staff, "media.opened", f"media/{media_id}", owners)
        return opened

    def learner_page(self, learner: LearnerId, staff: StaffId, day: str = "") -> LearnerPage:
        """One learner (H05), now or as she stood at the end of a past day (ISO)."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_learners(tables, staff, "see work", (learner,))
            judge = self._reaches(tables, staff, "judge", (learner,)) and not day
            page = PageOf(tables, self._back.shelf, learner).show(staff, day, self._back.now(), judge=judge)
            levels = self._reaches(tables, staff, "see levels", (learner,))
        self._back.audit.saw(staff, "learner.opened", f"learner/{learner}", (learner,))
        return page if levels else without_levels(page)

    def learners(self, class_id: ClassId, staff: StaffId) -> tuple[Learner, ...]:
        """The learners of a class, by full name."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_class(tables, staff, "see room", class_id)
            return roster.members(tables, class_id)

    def badges(self, class_id: ClassId, staff: StaffId) -> tuple[BadgeRow, ...]:
        """The badges of a class and of its staff (H13)."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_class(tables, staff, "badges", class_id)
            return self._back.badging.rows(tables, class_id)

    def stations(self, staff: StaffId) -> StationsPage:
        """The stations that serve this person's classes (H15); raises NotYours when she may see none."""
        with self._back.store.reading() as tables:
            eyes = self._eyes(tables, staff)
            if not (eyes.everything or eyes.classes):
                raise NotYours
            return stations_page(tables, self._back.about_stations(), eyes)

    def _eyes(self, tables: Tables, staff: StaffId) -> Eyes:
        mine = self._back.permissions
        return Eyes(
            everything=mine.everywhere(tables, staff, "see stations"),
            classes=mine.classes(tables, staff, "see stations"),
            work=mine.classes(tables, staff, "see work"),
            may_act=bool(mine.classes(tables, staff, "stations")),
            may_back_up=mine.everywhere(tables, staff, "stations"),
        )

    def roster(self) -> tuple[tuple[ClassGroup, ...], tuple[Learner, ...]]:
        """All classes and all learners; for commands and the dry run of an import."""
        with self._back.store.reading() as tables:
            return tables.definitions.all(ClassGroup), tables.definitions.all(Learner)

    def _classes(self, tables: Tables, staff: StaffId, act: Act) -> frozenset[ClassId]:
        return self._back.permissions.classes(tables, staff, act)

    def _reaches(self, tables: Tables, staff: StaffId, act: Act, learners: tuple[LearnerId, ...]) -> bool:
        return self._back.permissions.reaches(tables, staff, act, learners)

    def _queue(self, tables: Tables, staff: StaffId) -> tuple[ReviewItem, ...]:
        mine = self._classes(tables, staff, "give words")
        return reviewing.queue(tables, mine, self._back.presence.reachable, self._back.now())


def _class_line(tables: Tables, class_: ClassGroup) -> ClassLine:
    return ClassLine(
        id=class_.id,
        name=class_.name,
        learners=len(roster.members(tables, class_.id)),
        block_open=blocks.open_block(tables, class_.id) is not None,
    )
