"""What staff said to the pieces: levels, words, judgements; and what the learner did with the words."""

from typing import Final, Literal, NamedTuple

import msgspec

from classroom.evidence import Order
from classroom.facts import FeedbackGiven, FeedbackReplied, FeedbackSeen, JudgementMade, PieceLevelled
from classroom.mastery import Judgement
from hub.store.facts import Stored
from hub.store.projections import evidence
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE levels (
    evidence TEXT NOT NULL, by TEXT NOT NULL, target TEXT NOT NULL, level INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (evidence, by)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
    feedback TEXT PRIMARY KEY, evidence TEXT NOT NULL, learner TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    by TEXT NOT NULL, at_ms INTEGER NOT NULL, rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_learner ON feedback (learner, at_ms);
CREATE INDEX feedback_piece ON feedback (evidence);
CREATE TABLE feedback_seen (feedback TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE feedback_replies (
    feedback TEXT PRIMARY KEY, reply TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE judgements (
    judgement TEXT PRIMARY KEY, learner TEXT NOT NULL, target TEXT NOT NULL, decision TEXT NOT NULL, level INTEGER,
    evidence TEXT NOT NULL, by TEXT NOT NULL, supersedes TEXT, reason TEXT NOT NULL, policy_met INTEGER NOT NULL,
    target_version INTEGER NOT NULL, day TEXT NOT NULL, at_ms INTEGER NOT NULL, station TEXT NOT NULL,
    epoch TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX judgements_learner ON judgements (learner, target);
"""
TABLES: Final = ("levels", "feedback", "feedback_seen", "feedback_replies", "judgements")
_TEXTS = msgspec.json.Decoder(tuple[str, ...])


class Words(NamedTuple):
    """One line of feedback; `seen` by the learner, `reply` "" or hers. Time is UTC ms."""

    feedback: str
    evidence: str
    kind: Literal["glow", "grow", "ask", "next"]
    text: str
    by: str
    at_ms: int
    seen: bool
    reply: str


def _level(tables: Tables, stored: Stored, fact: PieceLevelled) -> None:
    tables.run(
        "INSERT INTO levels VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET target = ?3, level = ?4, at_ms = ?5 "
        "WHERE at_ms <= ?5",
        (fact.evidence, fact.by, fact.target, fact.level, stored.at_ms),
    )
    evidence.mark_answered(tables, fact.evidence)


def _give_words(tables: Tables, stored: Stored, fact: FeedbackGiven) -> None:
    tables.run(
        "INSERT OR IGNORE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (fact.feedback, fact.evidence, fact.learner, fact.kind, fact.text, fact.by, stored.at_ms, stored.rev),
    )
    evidence.mark_answered(tables, fact.evidence)


def _see(tables: Tables, stored: Stored, fact: FeedbackSeen) -> None:
    tables.run("INSERT OR IGNORE INTO feedback_seen VALUES (?, ?)", (fact.feedback, stored.at_ms))


def _reply(tables: Tables, stored: Stored, fact: FeedbackReplied) -> None:
    tables.run(
        "INSERT INTO feedback_replies VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET reply = ?2, at_ms = ?3 "
        "WHERE at_ms <= ?3",
        (fact.feedback, fact.reply, stored.at_ms),
    )


def _judge(tables: Tables, stored: Stored, fact: JudgementMade) -> None:
    tables.run(
        "INSERT OR IGNORE INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            fact.judgement, fact.learner, fact.target, fact.decision, fact.level,
            msgspec.json.encode(fact.evidence).decode(), fact.by, fact.supersedes, fact.reason, fact.policy_met,
            fact.target_version, tables.definitions.day(stored.at_ms), stored.at_ms, stored.station, stored.epoch,
            stored.seq,
        ),
    )  # fmt: skip
    for piece in fact.evidence:
        evidence.mark_answered(tables, piece)


HANDLERS: Final = {
    PieceLevelled: _level,
    FeedbackGiven: _give_words,
    FeedbackSeen: _see,
    FeedbackReplied: _reply,
    JudgementMade: _judge,
}

_WORDS = (
    "SELECT feedback.feedback, evidence, kind, text, by, feedback.at_ms, feedback_seen.feedback IS NOT NULL, "
    "coalesce(reply, '') FROM feedback LEFT JOIN feedback_seen USING (feedback) "
    "LEFT JOIN feedback_replies USING (feedback) "
)


def words_to(tables: Tables, learner: str, limit: int) -> list[Words]:
    """The latest feedback to a learner, newest first."""
    rows = tables.all(
        _WORDS + "WHERE learner = ? ORDER BY feedback.at_ms DESC, rev DESC LIMIT ?", learner, limit
    )
    return [Words._make((*row[:6], bool(row[6]), row[7])) for row in rows]


def words_on(tables: Tables, piece: str) -> list[Words]:
    """The feedback on one piece, oldest first."""
    rows = tables.all(_WORDS + "WHERE evidence = ? ORDER BY feedback.at_ms, rev", piece)
    return [Words._make((*row[:6], bool(row[6]), row[7])) for row in rows]


def judgements_of(tables: Tables, learner: str, target: str | None = None) -> list[Judgement]:
    """The judgements of a learner, oldest first, for one target or all."""
    about, values = ("", (learner,)) if target is None else ("AND target = ? ", (learner, target))
    rows = tables.all(
        "SELECT judgement, at_ms, station, epoch, seq, day, decision, level, by, supersedes, evidence, "  # noqa: S608
        f"target_version FROM judgements WHERE learner = ? {about}ORDER BY at_ms, station, epoch, seq",
        *values,
    )
    return [_judgement(row) for row in rows]


def level_of(tables: Tables, piece: str, by: str | None = None) -> int | None:
    """The level that a piece was given last, by anyone or by one person."""
    row = tables.one(
        "SELECT level FROM levels WHERE evidence = ?1 AND (?2 IS NULL OR by = ?2) ORDER BY at_ms DESC, by LIMIT 1",
        piece,
        by,
    )
    return int(row[0]) if row else None


def _judgement(row: Row) -> Judgement:
    return Judgement(
        id=row[0],
        order=Order(at_ms=row[1], station=row[2], epoch=row[3], seq=row[4]),
        day=row[5],
        decision=row[6],
        level=row[7],
        by=row[8],
        supersedes=row[9],
        evidence=_TEXTS.decode(row[10]),
        target_version=row[11],
    )
