"""An office without a hub behind it: it keeps its state in plain dictionaries, for tests of the pages alone."""

import io
from collections.abc import Sequence
from functools import cache

import msgspec
from PIL import Image, ImageDraw

from classroom.learner import Learner
from classroom.staff import Role, Staff
from classroom.tokens import make_token
from classroom.zone import School
from hub.errors import MediaAway, NotYours, ServiceRefused, TooManyTries
from hub.service.shapes import (
    Answer,
    AnswerKept,
    BadgeRow,
    ClassLine,
    Counts,
    LearnerPage,
    LetInAt,
    PrintedBadge,
    ReviewItem,
    ReviewPiece,
    RoomNow,
)
from tests.unit.hub.web import heron, heron_work
from tests.unit.hub.web.fake_account import FakeAccount
from tests.unit.hub.web.fake_asking import FakeAsking
from tests.unit.hub.web.fake_help import FakeHelp
from tests.unit.hub.web.fake_reviewing import FakeReviewing
from tests.unit.hub.web.fake_room import FakeRoom
from tests.unit.hub.web.fake_stations import FakeStations

RIVERA = Staff(id="st-1", name="Ms Rivera", roles=frozenset({Role.TEACHER}), classes=("c-heron",))
NEWCOMER = Staff(id="st-2", name="Mr Tan", roles=frozenset({Role.TEACHER}))
PASSWORD = "warm paper"
MAX_TRIES = 5


class FakeEntrance:
    """Where people come in."""

    def __init__(self) -> None:
        self.staff = {RIVERA.id: RIVERA, NEWCOMER.id: NEWCOMER}
        self.tries = 0
        self.opened = 0
        self.sessions: dict[str, str] = {}
        self.links: dict[str, str] = {}

    def check_password(self, name: str, password: str, address: str = "") -> str | None:
        if self.tries >= MAX_TRIES:
            raise TooManyTries(30)
        found = [staff.id for staff in self.staff.values() if staff.name == name and password == PASSWORD]
        self.tries = 0 if found else self.tries + 1
        return found[0] if found else None

    def open_session(self, staff: str, device: str = "", address: str = "") -> str:
        self.opened += 1
        token = f"session-{self.opened}-of-{staff}"
        self.sessions[token] = staff
        return token

    def session(self, token: str, *, touched: bool = True) -> Staff | None:
        return self.staff.get(self.sessions.get(token, ""))

    def close_session(self, token: str) -> None:
        self.sessions.pop(token, None)

    def one_time_sign_in(self, staff: str | None = None) -> str:
        token = f"once-{len(self.links)}"
        self.links[token] = staff or RIVERA.id
        return token

    def use_one_time(self, token: str, address: str = "") -> str | None:
        return self.links.pop(token, None)


class FakeBadging:
    """Where badges are made and lost."""

    def __init__(self) -> None:
        self.badge_rows = heron_work.badge_rows()
        self.printed: list[PrintedBadge] = []
        self.pins: dict[str, str] = {}
        self.admitted: list[tuple[str, str, str]] = []

    def badges(self, class_id: str, staff: str) -> tuple[BadgeRow, ...]:
        return self.badge_rows

    def print_badges(self, owners: Sequence[str], by: str) -> tuple[PrintedBadge, ...]:
        rows = {row.owner: row for row in self.badge_rows}
        made = tuple(
            PrintedBadge(
                owner=owner, full=rows[owner].full, token=make_token(bytes([number] * 16)),
                print_no=rows[owner].print_no + 1, class_name="Heron", owner_kind=rows[owner].owner_kind,
            )
            for number, owner in enumerate(owners)
        )  # fmt: skip
        self.printed += made
        self._set_badges(set(owners), "active")
        return made

    def revoke_badge(self, owner: str, by: str, reason: str) -> None:
        self._set_badges({owner}, reason)

    def may_set_pin(self, owner: str, staff: str) -> bool:
        return owner == staff

    def set_pin(self, staff: str, pin: str, by: str) -> None:
        self.pins[staff] = pin

    def new_pictures(self, learner: str, by: str) -> tuple[str, ...]:
        return ("cat", "moon", "apple")

    def let_in_at(self, classes: Sequence[str], staff: str) -> tuple[LetInAt, ...]:
        return (
            LetInAt(station="st-cave", zone_name="Quiet Cave"),
            LetInAt(station="st-porch", zone_name="Reading Porch", there=False),
        )

    def admit(self, learner: str, station: str, by: str) -> str:
        self.admitted.append((learner, station, by))
        return "c1"

    def _set_badges(self, owners: set[str], state: str) -> None:
        self.badge_rows = tuple(
            msgspec.structs.replace(row, state=state) if row.owner in owners else row
            for row in self.badge_rows
        )


class FakeOffice(
    FakeEntrance, FakeAccount, FakeBadging, FakeRoom, FakeStations, FakeReviewing, FakeAsking, FakeHelp
):
    """What the pages ask of the real one, by the same names."""

    def __init__(self) -> None:
        FakeEntrance.__init__(self)
        FakeAccount.__init__(self)
        FakeAsking.__init__(self)
        FakeBadging.__init__(self)
        FakeStations.__init__(self)
        FakeRoom.__init__(self)
        FakeReviewing.__init__(self)
        FakeHelp.__init__(self)
        self.waiting = {piece.evidence: piece for piece in heron_work.pieces()}
        self.started: list[str] = []
        self.undone: list[str] = []
        self.clock_set: list[tuple[int, str]] = []
        self.dates: list[tuple[str, str, str]] = []
        self.files = {"m-photo": ("image/jpeg", photo(1600)), "m-thumb": ("image/jpeg", photo(320))}
        self.trouble: Exception | None = None

    def school(self) -> School:
        return School(id="s-1", name="Cedar Bend Middle", tz="UTC")

    def now_ms(self) -> int:
        return heron.NOW

    def may_set_clock(self, staff: str) -> bool:
        return staff == RIVERA.id

    def set_clock(self, true_ms: int, by: str) -> int:
        self.clock_set.append((true_ms, by))
        return true_ms - heron.NOW

    def set_date(self, evidence: str, day: str, by: str) -> None:
        self.dates.append((evidence, day, by))

    # ── what there is to see ─────────────────────────────────────────────────────────────────────────

    def classes(self, staff: str, act: str = "see room") -> tuple[ClassLine, ...]:
        if self.trouble:
            raise self.trouble
        if staff != RIVERA.id:
            return ()
        return (
            ClassLine(id="c-heron", name="Heron", learners=22, block_open=self.now.block_open),
            ClassLine(id="c-comet", name="Comet", learners=24, block_open=False),
        )

    def counts(self, staff: str) -> Counts:
        troubles = self.posts.troubles if staff == RIVERA.id else None
        return Counts(
            reviews=len(self._queue()),
            hands=len(self.now.hands),
            stations=troubles,
            requests=len(self.wishes),
        )

    def ask_room(self, class_id: str, staff: str) -> None:
        self._mine(class_id)

    def room(self, class_id: str, staff: str) -> RoomNow:
        self._mine(class_id)
        return self.now

    def review_queue(self, staff: str) -> tuple[ReviewItem, ...]:
        return tuple(
            ReviewItem(
                evidence=piece.evidence, learner=piece.learner, full=piece.full,
                target=piece.target.id, code=piece.target.code, at_ms=piece.at_ms,
            )
            for piece in self._queue()
        )  # fmt: skip

    def review_piece(self, evidence: str, staff: str, target: str = "") -> ReviewPiece:
        if evidence not in self.waiting:
            raise NotYours
        return heron_work.turned_to(self.waiting[evidence], target)

    def media(self, media_id: str, staff: str) -> tuple[str, bytes]:
        if media_id not in self.files:
            raise MediaAway
        return self.files[media_id]

    def learner_page(self, learner: str, staff: str, day: str = "") -> LearnerPage:
        found = [who for who in heron.learners() if who.id == learner]
        if not found:
            raise NotYours
        return msgspec.structs.replace(heron_work.learner_page(found[0]), day=day)

    def learners(self, class_id: str, staff: str) -> tuple[Learner, ...]:
        self._mine(class_id)
        return heron.learners()

    # ── what a person may do ─────────────────────────────────────────────────────────────────────────

    def start_review(self, evidence: str, by: str) -> None:
        self.started.append(evidence)

    def answer(self, evidence: str, by: str, answer: Answer) -> AnswerKept:
        piece = self.review_piece(evidence, by)
        if (answer.level or 3) < 3 and not answer.words:
            raise ServiceRefused("Add a next step first: G and a number.")
        name = f"a-{len(self.answers)}"
        self.answers[name] = (evidence, answer)
        rest = [other.evidence for other in self._queue()]
        reached = (answer.level or 0) >= 3
        did = (
            "judged"
            if answer.decision or (reached and piece.policy_met)
            else "counts"
            if reached
            else "words"
        )
        return msgspec.convert(
            {
                "answer": name,
                "evidence": evidence,
                "did": did,
                "until_ms": heron.NOW,
                "next": rest[0] if rest else None,
            },
            AnswerKept,
        )

    def undo(self, answer: str, by: str) -> str:
        if answer not in self.answers:
            raise ServiceRefused("It was sent already.")
        self.undone.append(answer)
        return self.answers.pop(answer)[0]

    # ── for the tests ────────────────────────────────────────────────────────────────────────────────

    def _queue(self) -> list[ReviewPiece]:
        answered = {evidence for evidence, _ in self.answers.values()}
        return [piece for evidence, piece in self.waiting.items() if evidence not in answered]

    def _mine(self, class_id: str) -> None:
        if class_id not in {"c-heron", "c-comet"}:
            raise NotYours


@cache
def photo(side: int) -> bytes:
    """A photo of a page of homework, as far as a test needs one."""
    picture = Image.new("RGB", (side, side * 3 // 4), "#f4efe2")
    pen = ImageDraw.Draw(picture)
    for place in range(side // 10, side * 3 // 4, side // 12):
        pen.line((side // 12, place, side - side // 12, place), fill="#b9cbe4", width=2)
        pen.line(
            (side // 9, place - side // 60, side * 2 // 3, place - side // 45),
            fill="#3b3f66",
            width=max(2, side // 200),
        )
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
