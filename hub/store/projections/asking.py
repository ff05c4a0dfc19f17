"""What learners asked for by themselves, and what staff answered: the fold of `classroom.asking`, kept by request."""

from typing import Final

import msgspec

from classroom.asking import JUMP_STAGES, Asked, AskKind, Request, Said, Stage, heard
from classroom.facts import (
    DisagreeAnswered,
    DisagreeRaised,
    JumpAnswered,
    JumpAsked,
    ReassessAgreed,
    ReassessAsked,
    ReassessClosed,
    ReassessSet,
)
from classroom.ids import LearnerId, TargetId
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE asks (
    request TEXT PRIMARY KEY, learner TEXT NOT NULL, target TEXT NOT NULL, stage TEXT NOT NULL, open INTEGER NOT NULL,
    asked_ms INTEGER NOT NULL, body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asks_learner ON asks (learner, target);
CREATE INDEX asks_open ON asks (asked_ms) WHERE open;
"""
TABLES: Final = ("asks",)
_DECODER: Final = msgspec.json.Decoder(Request)
_Question = ReassessAsked | JumpAsked | DisagreeRaised
_Answer = ReassessAgreed | ReassessSet | ReassessClosed | JumpAnswered | DisagreeAnswered


def _ask(tables: Tables, stored: Stored, fact: _Question) -> None:
    if not stored.learners:
        raise FactRefused("whoever asks is a learner")
    _take(tables, fact.request, stored.learners[0], _asked(stored, fact))


def _answer(tables: Tables, stored: Stored, fact: _Answer) -> None:
    _take(tables, fact.request, fact.learner, _said(stored, fact))


_QUESTIONS: Final = (ReassessAsked, JumpAsked, DisagreeRaised)
_ANSWERS: Final = (ReassessAgreed, ReassessSet, ReassessClosed, JumpAnswered, DisagreeAnswered)
HANDLERS: Final = dict.fromkeys(_QUESTIONS, _ask) | dict.fromkeys(_ANSWERS, _answer)
MOVED: Final = HANDLERS


def request(tables: Tables, request_id: str) -> Request | None:
    """One request by its id, open or not."""
    row = tables.one("SELECT body FROM asks WHERE request = ?", request_id)
    return _read(row) if row else None


def open_requests(tables: Tables) -> list[Request]:
    """Every request that waits for somebody of the staff, oldest first."""
    return [_read(row) for row in tables.all("SELECT body FROM asks WHERE open ORDER BY asked_ms, request")]


def open_learners(tables: Tables) -> list[LearnerId]:
    """The learner of each request that waits."""
    return [learner for (learner,) in tables.all("SELECT learner FROM asks WHERE open")]


def of_learner(tables: Tables, learner: LearnerId) -> list[Request]:
    """All that a learner ever asked for, oldest first."""
    rows = tables.all(
        "SELECT body FROM asks WHERE learner = ? AND asked_ms > 0 ORDER BY asked_ms, request", learner
    )
    return [_read(row) for row in rows]


def opened_early(tables: Tables, learner: LearnerId, target: TargetId) -> bool:
    """Whether a person let her start this target before what comes first."""
    row = tables.one(
        "SELECT 1 FROM asks WHERE learner = ? AND target = ? AND stage = ?", learner, target, Stage.OPENED
    )
    return row is not None


def _take(tables: Tables, request_id: str, learner: LearnerId, step: Asked | Said) -> None:
    known = heard(request(tables, request_id) or Request(id=request_id), step)
    asked = known.asked
    tables.run(
        "INSERT OR REPLACE INTO asks VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            request_id, asked.learner if asked else learner, asked.target if asked else "", known.stage,
            asked is not None and known.open, asked.order.at_ms if asked else 0, msgspec.json.encode(known),
        ),
    )  # fmt: skip


def _asked(stored: Stored, fact: _Question) -> Asked:
    learner, target, order = stored.learners[0], fact.target, stored.order
    match fact:
        case ReassessAsked(how=how, since=since):
            kind = AskKind.AGAIN
            return Asked(kind=kind, learner=learner, target=target, order=order, how=how, since=since)
        case JumpAsked():
            return Asked(kind=AskKind.EARLY, learner=learner, target=target, order=order)
    return Asked(kind=AskKind.DIFFERENTLY, learner=learner, target=target, order=order)


def _said(stored: Stored, fact: _Answer) -> Said:
    meeting = fact.meeting if isinstance(fact, ReassessSet | DisagreeAnswered) else None
    return Said(stage=_stage(fact), by=fact.by, order=stored.order, words=fact.words, meeting=meeting)


def _stage(fact: _Answer) -> Stage:
    match fact:
        case ReassessAgreed():
            return Stage.AGREED
        case ReassessClosed(outcome=outcome):
            return Stage(outcome)
        case JumpAnswered(answer=answer):
            return JUMP_STAGES[answer]
        case DisagreeAnswered(meeting=None):
            return Stage.TALKED
    return Stage.SET


def _read(row: Row) -> Request:
    return _DECODER.decode(row[0])
