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
    evidence TEXT NOT NULL, rev INTEGER NOT NULL, by TEXT NOT NULL, target TEXT NOT NULL, level INTEGER NOT NULL,
    at_ms INTEGER NOT NULL, PRIMARY KEY (evidence, rev)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
    feedback TEXT PRIMARY KEY, evidence TEXT NOT NULL, learner TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    by TEXT NOT NULL, at_ms INTEGER NOT NULL, rev INTEGER NOT NULL, voice TEXT NOT NULL, voice_size INTEGER NOT NULL,
    voice_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_voice ON feedback (voice) WHERE voice != '';
CREATE INDEX feedback_learner ON feedback (learner, at_ms);
CREATE INDEX feedback_piece ON feedback (evidence);
CREATE TABLE feedback_seen (feedback TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE feedback_replies (
    feedback TEXT NOT NULL, rev INTEGER NOT NULL, reply TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (feedback, rev)
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
    """One line of feedback; `seen` by the learner, `reply` "" or hers; `voice` is its sealed file, "" if it is written.

    Time is UTC ms.
    """

    feedback: str
    evidence: str
    kind: Literal["glow", "grow", "ask", "next"]
    text: str
    by: str
    at_ms: int
    seen: bool
    reply: str
    voice: str
    voice_size: int
    voice_s: int


def _level(tables: Tables, stored: Stored, fact: PieceLevelled) -> None:
    tables.run(
        "INSERT OR REPLACE INTO levels VALUES (?, ?, ?, ?, ?, ?)",
        (fact.evidence, stored.rev, fact.by, fact.target, fact.level, stored.at_ms),
    )
    evidence.mark_answered(tables, fact.evidence)


def _give_words(tables: Tables, stored: Stored, fact: FeedbackGiven) -> None:
    tables.run(
        "INSERT OR IGNORE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            fact.feedback, fact.evidence, fact.learner, fact.kind, fact.text, fact.by, stored.at_ms, stored.rev,
            fact.voice, fact.voice_size, fact.voice_s,
        ),
    )  # fmt: skip
    evidence.mark_answered(tables, fact.evidence)


def _move_words(tables: Tables, stored: Stored, fact: FeedbackGiven) -> None:
    row = (stored.at_ms, fact.feedback, stored.rev)
    tables.run("UPDATE feedback SET at_ms = ? WHERE feedback = ? AND rev = ?", row)


def _see(tables: Tables, _stored: Stored, fact: FeedbackSeen) -> None:
    tables.run("INSERT OR IGNORE INTO feedback_seen VALUES (?)", (fact.feedback,))


def _reply(tables: Tables, stored: Stored, fact: FeedbackReplied) -> None:
    tables.run(
        "INSERT OR REPLACE INTO feedback_replies VALUES (?, ?, ?, ?)",
        (fact.feedback, stored.rev, fact.reply, stored.at_ms),
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


def _move_judgement(tables: Tables, stored: Stored, fact: JudgementMade) -> None:
    tables.run(
        "UPDATE judgements SET day = ?, at_ms = ? WHERE judgement = ? AND station = ? AND epoch = ? AND seq = ?",
        (
            tables.definitions.day(stored.at_ms), stored.at_ms, fact.judgement, stored.station, stored.epoch,
            stored.seq,
        ),
    )  # fmt: skip


def date_anew(tables: Tables) -> list[tuple[str, str]]:
    """The school's days begin at another hour: give judgements their days; (learner, target) of those that changed."""
    rows = tables.all("SELECT judgement, learner, target, at_ms, day FROM judgements")
    days = {row[0]: tables.definitions.day(row[3]) for row in rows}
    changed = [row for row in rows if days[row[0]] != row[4]]
    tables.run_many(
        "UPDATE judgements SET day = ? WHERE judgement = ?", [(days[row[0]], row[0]) for row in changed]
    )
    return [(row[1], row[2]) for row in changed]


HANDLERS: Final = {
    PieceLevelled: _level,
    FeedbackGiven: _give_words,
    FeedbackSeen: _see,
    FeedbackReplied: _reply,
    JudgementMade: _judge,
}
MOVED: Final = {
    PieceLevelled: _level,
    FeedbackGiven: _move_words,
    FeedbackReplied: _reply,
    JudgementMade: _move_judgement,
}

_WORDS = (
    "SELECT feedback.feedback, evidence, kind, text, by, feedback.at_ms, feedback_seen.feedback IS NOT NULL, "
    "coalesce((SELECT reply FROM feedback_replies AS reply WHERE reply.feedback = feedback.feedback "
    "ORDER BY reply.at_ms DESC, reply.rev DESC LIMIT 1), ''), voice, voice_size, voice_s "
    "FROM feedback LEFT JOIN feedback_seen USING (feedback) "
)


def words_to(tables: Tables, learner: str, limit: int) -> list[Words]:
    """The latest feedback to a learner, newest first."""
    rows = tables.all(
        _WORDS + "WHERE learner = ? ORDER BY feedback.at_ms DESC, rev DESC LIMIT ?", learner, limit
    )
    return [Words._make((*row[:6], bool(row[6]), *row[7:])) for row in rows]


def words_on(tables: Tables, piece: str, learner: str) -> list[Words]:
    """The feedback on one piece to one of those who made it, oldest first."""
    about = "WHERE evidence = ? AND learner = ? ORDER BY feedback.at_ms, rev"
    rows = tables.all(_WORDS + about, piece, learner)
    return [Words._make((*row[:6], bool(row[6]), *row[7:])) for row in rows]


def piece_spoken_of(tables: Tables, voice: str) -> str:
    """The piece about which a grown-up said this, "" for a file that is no such voice."""
    row = tables.one("SELECT evidence FROM feedback WHERE voice = ? AND voice != '' LIMIT 1", voice)
    return str(row[0]) if row else ""


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
        "SELECT level FROM levels WHERE evidence = ?1 AND (?2 IS NULL OR by = ?2) "
        "ORDER BY at_ms DESC, rev DESC LIMIT 1",
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
