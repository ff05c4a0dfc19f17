"""The door to everything a person may see and do at the hub; any thread may come in.

Reads see the latest commit. Acts go to the one writer and return when they are on the disk. Each act names
who does it (`by`) and raises ServiceRefused with a sentence for that person when it may not be.
"""

from collections.abc import Iterable, Sequence

from classroom.ids import ClassId, EvidenceId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.roster import Entity
from classroom.staff import Staff
from hub.live import Live
from hub.service.shapes import (
    Answer,
    AnswerKept,
    BadgeRow,
    ClassLine,
    Counts,
    LearnerPage,
    PrintedBadge,
    ReviewItem,
    ReviewPiece,
    RoomNow,
)


class Office:
    """Made once in the composition root and handed to the pages."""

    live: Live
    """Says that something changed, for pages that watch."""

    # ── who is there ─────────────────────────────────────────────────────────────────────────────────

    def check_password(self, name: str, password: str) -> StaffId | None:
        """Whose name and password these are. Costs the same for unknown names.

        Raises TooManyTries while the name backs off.
        """
        raise NotImplementedError

    def open_session(self, staff: StaffId) -> str:
        """Make a session and return its token, which is kept hashed only."""
        raise NotImplementedError

    def session(self, token: str) -> Staff | None:
        """Who holds this session; None when it ended or never was."""
        raise NotImplementedError

    def close_session(self, token: str) -> None:
        """Sign out."""
        raise NotImplementedError

    def one_time_sign_in(self, staff: StaffId | None = None) -> str:
        """A token that opens one session within 10 minutes; for the first person when none is named."""
        raise NotImplementedError

    def use_one_time(self, token: str) -> StaffId | None:
        """Redeem such a token, once."""
        raise NotImplementedError

    # ── what there is to see ─────────────────────────────────────────────────────────────────────────

    def classes(self, staff: StaffId) -> tuple[ClassLine, ...]:
        """The classes that this person may open, by name."""
        raise NotImplementedError

    def counts(self, staff: StaffId) -> Counts:
        """The numbers in the navigation."""
        raise NotImplementedError

    def room(self, class_id: ClassId, staff: StaffId) -> RoomNow:
        """One class in the room, now (H01)."""
        raise NotImplementedError

    def review_queue(self, staff: StaffId) -> tuple[ReviewItem, ...]:
        """The pieces that wait for this person, in the order in which to look at them (H03)."""
        raise NotImplementedError

    def review_piece(self, evidence: EvidenceId, staff: StaffId) -> ReviewPiece:
        """One piece with all that its answer needs; it may be answered already."""
        raise NotImplementedError

    def media(self, media_id: str, staff: StaffId) -> tuple[str, bytes]:
        """The mime type and the opened bytes of a file or of its small picture. Raises MediaAway."""
        raise NotImplementedError

    def learner_page(self, learner: LearnerId, staff: StaffId) -> LearnerPage:
        """One learner (H05)."""
        raise NotImplementedError

    def learners(self, class_id: ClassId, staff: StaffId) -> tuple[Learner, ...]:
        """The learners of a class, by full name."""
        raise NotImplementedError

    def badges(self, class_id: ClassId, staff: StaffId) -> tuple[BadgeRow, ...]:
        """The badges of a class and of its staff (H13)."""
        raise NotImplementedError

    # ── what a person may do ─────────────────────────────────────────────────────────────────────────

    def start_review(self, evidence: EvidenceId, by: StaffId) -> None:
        """Someone looks at it: from here the learner cannot take it back. Again is no harm."""
        raise NotImplementedError

    def answer(self, evidence: EvidenceId, by: StaffId, answer: Answer) -> AnswerKept:
        """Enter: keep the answer for 10 s, then send it; this person's answer before it is sent at once."""
        raise NotImplementedError

    def undo(self, answer: str, by: StaffId) -> EvidenceId:
        """Take back an answer that was not sent yet; return its piece."""
        raise NotImplementedError

    def see_help(self, help_id: str, state: str, by: StaffId) -> None:
        """Answer a hand: `coming` or `done`."""
        raise NotImplementedError

    def open_block(self, class_id: ClassId, by: StaffId) -> None:
        """The class meets from now."""
        raise NotImplementedError

    def close_block(self, class_id: ClassId, by: StaffId) -> None:
        """The class is over; open visits of its learners end with the bell."""
        raise NotImplementedError

    def print_badges(self, owners: Sequence[str], by: StaffId) -> tuple[PrintedBadge, ...]:
        """Make a new badge for each learner or staff id. The old one lives until the new one is first seen."""
        raise NotImplementedError

    def revoke_badge(self, owner: str, by: StaffId, reason: str) -> None:
        """`lost`: every badge of this person is dead at once. `replaced`: all but the newest."""
        raise NotImplementedError

    # ── definitions ──────────────────────────────────────────────────────────────────────────────────

    def import_learners(self, learners: Iterable[Learner], by: StaffId = "") -> int:
        """Write new and changed learners, make their keys; return how many differed from what was here."""
        raise NotImplementedError

    def publish(self, entities: Iterable[Entity], by: StaffId = "") -> int:
        """Write new versions of records that only the hub edits; return how many differed."""
        raise NotImplementedError
