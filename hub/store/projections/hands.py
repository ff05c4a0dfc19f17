"""The raised hands: who asked, where, since when, and what a grown-up does about it."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec.structs import astuple

from classroom.facts import (
    Fact,
    HelpCancelled,
    HelpOpened,
    HelpSeen,
    HelpTried,
    VisitClosed,
    VisitEnded,
    VisitNotMe,
    VisitOpened,
)
from classroom.helping import HelpRequest, after
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE hands (
    help TEXT PRIMARY KEY, visit TEXT NOT NULL, learner TEXT NOT NULL, since_ms INTEGER NOT NULL,
    opened INTEGER NOT NULL, kind TEXT NOT NULL, tried_place INTEGER NOT NULL, tried TEXT NOT NULL,
    answer_place INTEGER NOT NULL, answer TEXT NOT NULL, by TEXT NOT NULL, end_place INTEGER NOT NULL,
    "end" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hand_facts (help TEXT NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY (help, rev)) STRICT, WITHOUT ROWID;
CREATE INDEX hands_up ON hands (since_ms) WHERE "end" = '';
CREATE INDEX hands_visit ON hands (visit, opened);
CREATE INDEX hands_learner ON hands (learner, since_ms);
"""
TABLES: Final = ("hands", "hand_facts")


class Hand(NamedTuple):
    """A call for help of one visit; time is UTC ms."""

    visit: str
    learner: str
    since_ms: int
    request: HelpRequest

    @property
    def help(self) -> str:
        return self.request.help


def _fold(tables: Tables, stored: Stored, fact: HelpOpened | HelpTried | HelpCancelled | HelpSeen) -> None:
    """Take a fact about a hand in, also one that comes before the hand itself."""
    opens = isinstance(fact, HelpOpened)
    if opens and (stored.visit is None or not stored.learners):
        raise FactRefused("a hand has a visit and a learner")
    known = hand(tables, fact.help)
    request = after(known.request if known else HelpRequest(help=fact.help), fact, stored.rev)
    visit, learner, since_ms = known[:3] if known else (stored.visit or "", "", 0)
    if opens and not (known and known.request.opened):
        visit, learner, since_ms = stored.visit or "", stored.learners[0], stored.at_ms
    _write(tables, Hand(visit, learner, since_ms, request))
    _remember(tables, stored, fact.help)
    _line_changed(tables)


def _write(tables: Tables, hand: Hand) -> None:
    help_, opened, kind, tried_place, tried, *answered = astuple(hand.request)
    about = (help_, hand.visit, hand.learner, hand.since_ms)
    row = (*about, opened, kind, tried_place, " ".join(tried), *answered)
    tables.run(f"INSERT OR REPLACE INTO hands VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _remember(tables: Tables, stored: Stored, help_id: str) -> None:
    """Which facts told of a hand: they go together when it becomes a count."""
    tables.run("INSERT INTO hand_facts VALUES (?, ?)", (help_id, stored.rev))


def _move(tables: Tables, stored: Stored, fact: HelpOpened) -> None:
    row = (stored.at_ms, fact.help, stored.rev)
    tables.run("UPDATE hands SET since_ms = ? WHERE help = ? AND opened = ?", row)
    _line_changed(tables)


def _visit(tables: Tables, _stored: Stored, _fact: Fact) -> None:
    """With a visit its hand goes down, and whoever waits behind it moves up."""
    _line_changed(tables)


def _line_changed(tables: Tables) -> None:
    tables.later(_tell_the_line)


def _tell_the_line(tables: Tables, _about: object) -> None:
    """Have it told to everybody whose hand is up how many are before her."""
    for one in hands_up(tables):
        tables.mark_stale(f"learner/{one.learner}")


HANDLERS: Final = {
    HelpOpened: _fold,
    HelpTried: _fold,
    HelpCancelled: _fold,
    HelpSeen: _fold,
    VisitOpened: _visit,
    VisitClosed: _visit,
    VisitEnded: _visit,
    VisitNotMe: _visit,
}
MOVED: Final = {HelpOpened: _move}
_READ: Final = (
    "SELECT hands.visit, hands.learner, hands.since_ms, help, opened, kind, tried_place, tried, answer_place, answer, "
    'by, end_place, "end" FROM hands '
)
_LAST: Final = "NOT EXISTS (SELECT 1 FROM hands AS h WHERE h.visit = hands.visit AND h.opened > hands.opened)"


def forget(tables: Tables, visits: Sequence[str]) -> None:
    """No hand was up in these visits."""
    chosen = json.dumps(visits)
    gone = tables.all(
        "DELETE FROM hands WHERE visit IN (SELECT value FROM json_each(?)) RETURNING help", chosen
    )
    tables.run_many("DELETE FROM hand_facts WHERE help = ?", gone)


def hands_up(tables: Tables) -> list[Hand]:
    """Every hand that is up, oldest first: at most one a visit, and it goes down with its visit."""
    rows = tables.all(
        f"{_READ} JOIN visits USING (visit) WHERE \"end\" = '' AND opened > 0 AND visits.closed_ms IS NULL "
        f"AND {_LAST} ORDER BY hands.since_ms, help"
    )
    return [_hand(row) for row in rows]


def hand(tables: Tables, help_id: str) -> Hand | None:
    """One hand by id, up or down."""
    row = tables.one(f"{_READ} WHERE help = ?", help_id)
    return _hand(row) if row else None


def last_of_visit(tables: Tables, visit: str) -> Hand | None:
    """The last call of a visit, up or down."""
    row = tables.one(f"{_READ} WHERE hands.visit = ? AND opened > 0 ORDER BY opened DESC LIMIT 1", visit)
    return _hand(row) if row else None


def of_learner(tables: Tables, learner: str) -> list[Hand]:
    """All calls of a learner, oldest first."""
    return [
        _hand(row)
        for row in tables.all(f"{_READ} WHERE hands.learner = ? ORDER BY hands.since_ms, help", learner)
    ]


def _hand(row: Row) -> Hand:
    visit, learner, since_ms, *request = row
    help_, opened, kind, tried_place, tried, answer_place, answer, by, end_place, end = request
    known = HelpRequest(
        help=help_, opened=opened, kind=kind, tried_place=tried_place, tried=tuple(tried.split()),
        answer_place=answer_place, answer=answer, by=by, end_place=end_place, end=end,
    )  # fmt: skip
    return Hand(visit, learner, since_ms, known)
