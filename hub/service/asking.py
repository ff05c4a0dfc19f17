"""What becomes of a learner's request: agreed, set, closed with words, opened early; each step names who decided."""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal, NamedTuple

from classroom.asking import (
    JUMP_STAGES,
    LONGEST_WORDS,
    Asked,
    AskKind,
    Meeting,
    Request,
    Stage,
    check_step,
    check_words,
)
from classroom.errors import AnswerRefused
from classroom.facts import (
    DisagreeAnswered,
    Fact,
    JumpAnswered,
    ReassessAgreed,
    ReassessClosed,
    ReassessSet,
)
from classroom.ids import StaffId
from classroom.zone import Zone
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.store.projections import asking
from hub.store.tables import Tables

Step = Literal["agree", "set", "done", "talked", "waive", "check", "talk"]
STAGES: Final[dict[Step, Stage]] = {
    "agree": Stage.AGREED,
    "set": Stage.SET,
    "done": Stage.DONE,
    "talked": Stage.TALKED,
    "waive": JUMP_STAGES["waive"],
    "check": JUMP_STAGES["check"],
    "talk": JUMP_STAGES["talk"],
}


class Reply(NamedTuple):
    """What a form says: the step, the words to the learner, and when and where (as typed) for what is set."""

    step: Step
    words: str = ""
    day: str = ""
    time: str = ""
    zone: str = ""


class Asking:
    """Used in the writer's transactions; `now` is UTC ms."""

    def __init__(self, recording: Recording, now: Callable[[], int]) -> None:
        self._recording, self._now = recording, now

    def answer(self, tables: Tables, request: Request, by: StaffId, reply: Reply) -> None:
        """Write one step; raises ServiceRefused with what is missing."""
        try:
            check_step(request, STAGES[reply.step])
            fact = self._fact(tables, request, by, reply)
        except AnswerRefused as refused:
            raise ServiceRefused(str(refused)) from None
        asked = _asked(request)
        self._recording.note(tables, fact, (asked.learner,))

    def _fact(self, tables: Tables, request: Request, by: StaffId, reply: Reply) -> Fact:
        asked, said = _asked(request), " ".join(reply.words.split())[:LONGEST_WORDS]
        match reply.step:
            case "agree":
                return ReassessAgreed(by=by, request=request.id, learner=asked.learner, words=said)
            case "set":
                meeting = self._meeting(tables, reply)
                return _set(request.id, asked, by, meeting, said)
            case "done" | "talked" as outcome:
                return _closed(request.id, asked, by, outcome, check_words(reply.words))
            case "waive" | "check" | "talk" as answer:
                return JumpAnswered(
                    by=by, request=request.id, learner=asked.learner, target=asked.target, answer=answer,
                    words=check_words(reply.words),
                )  # fmt: skip

    def _meeting(self, tables: Tables, reply: Reply) -> Meeting:
        """Read when and where; a day that is over, or a place that is not, is refused."""
        try:
            day = date.fromisoformat(reply.day).isoformat()
        except ValueError:
            raise AnswerRefused("Say on which day.") from None
        if day < tables.definitions.day(self._now()):
            raise AnswerRefused("That day is over. Choose today or a day to come.")
        if tables.definitions.get(Zone, reply.zone) is None:
            raise AnswerRefused("Say at which place.")
        return Meeting(day=day, time=_time(reply.time), zone=reply.zone)


def request_of(tables: Tables, request_id: str) -> Request:
    """The request with this id; raises ServiceRefused when nobody asked."""
    found = asking.request(tables, request_id)
    if found is None or found.asked is None:
        raise ServiceRefused("This request is not here.")
    return found


def _asked(request: Request) -> Asked:
    if request.asked is None:
        raise ServiceRefused("This request is not here.")
    return request.asked


def _set(request_id: str, asked: Asked, by: StaffId, meeting: Meeting, words: str) -> Fact:
    if asked.kind is AskKind.DIFFERENTLY:
        return DisagreeAnswered(
            by=by, request=request_id, learner=asked.learner, words=words, meeting=meeting
        )
    return ReassessSet(by=by, request=request_id, learner=asked.learner, meeting=meeting, words=words)


def _closed(
    request_id: str, asked: Asked, by: StaffId, outcome: Literal["done", "talked"], words: str
) -> Fact:
    if asked.kind is AskKind.DIFFERENTLY:
        return DisagreeAnswered(by=by, request=request_id, learner=asked.learner, words=words)
    return ReassessClosed(by=by, request=request_id, learner=asked.learner, outcome=outcome, words=words)


def _time(text: str) -> str:
    hour, _, minute = text.partition(":")
    if not text:
        return ""
    if hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return f"{int(hour)}:{int(minute):02}"
    raise AnswerRefused("Say the time like 10:30, or leave it open.")
