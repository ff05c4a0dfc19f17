"""The badges that were printed: whose, which print, alive or dead."""

from typing import Final, Literal, NamedTuple

from classroom.facts import BadgePrinted, BadgeRevoked, BadgeSucceeded, PicturesSet, PinSet, VisitOpened
from hub.store.facts import Stored
from hub.store.projections import roster
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE badges (
    badge TEXT PRIMARY KEY, owner TEXT NOT NULL, owner_kind TEXT NOT NULL, print_no INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX badges_owner ON badges (owner, print_no);
CREATE TABLE badges_succeeded (badge TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("badges", "badges_succeeded")
_COLUMNS = "badge, owner, owner_kind, print_no, state"


class Badge(NamedTuple):
    """One badge; `badge` is its look-up id."""

    badge: str
    owner: str
    owner_kind: Literal["learner", "staff"]
    print_no: int
    state: Literal["active", "lost", "replaced"]


def _print(tables: Tables, _stored: Stored, fact: BadgePrinted) -> None:
    tables.run(
        "INSERT OR IGNORE INTO badges VALUES (?, ?, ?, ?, 'active')",
        (fact.badge, fact.owner, fact.owner_kind, fact.print_no),
    )
    _reissue(tables, fact.owner)


def _revoke(tables: Tables, _stored: Stored, fact: BadgeRevoked) -> None:
    tables.run("UPDATE badges SET state = ? WHERE badge = ? AND state != 'lost'", (fact.reason, fact.badge))
    found = badge(tables, fact.badge)
    if found:
        _reissue(tables, found.owner)


def _scan(tables: Tables, _stored: Stored, fact: VisitOpened) -> None:
    """A reprinted badge was shown for the first time: what was printed before it dies."""
    shown = badge(tables, fact.badge) if fact.badge else None
    if shown is None or shown.state != "active":
        return
    older = tables.all(
        "SELECT badge FROM badges WHERE owner = ? AND state = 'active' AND print_no < ?",
        shown.owner,
        shown.print_no,
    )
    for (old,) in older:
        tables.run("UPDATE badges SET state = 'replaced' WHERE badge = ?", (old,))
    if older:
        _reissue(tables, shown.owner)


def _succeed(tables: Tables, _stored: Stored, fact: BadgeSucceeded) -> None:
    """A replay without the showing of the newer one ends here as it ended there."""
    tables.run("INSERT OR IGNORE INTO badges_succeeded VALUES (?)", (fact.badge,))
    tables.run("UPDATE badges SET state = 'replaced' WHERE badge = ? AND state = 'active'", (fact.badge,))


def _reissue(tables: Tables, owner: str) -> None:
    roster.mark_badges_stale(tables, owner)


def _set_pin(tables: Tables, _stored: Stored, fact: PinSet) -> None:
    roster.mark_badges_stale(tables, fact.staff)


def _set_pictures(tables: Tables, _stored: Stored, fact: PicturesSet) -> None:
    roster.mark_faces_stale(tables, fact.learner)


HANDLERS: Final = {
    BadgePrinted: _print,
    BadgeRevoked: _revoke,
    BadgeSucceeded: _succeed,
    PinSet: _set_pin,
    PicturesSet: _set_pictures,
    VisitOpened: _scan,
}


def badge(tables: Tables, badge_id: str) -> Badge | None:
    """One badge by its look-up id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM badges WHERE badge = ?", badge_id)  # noqa: S608
    return Badge(*row) if row else None


def badges_of(tables: Tables, owner: str) -> list[Badge]:
    """The badges of a person, newest print first."""
    sql = f"SELECT {_COLUMNS} FROM badges WHERE owner = ? ORDER BY print_no DESC, badge"  # noqa: S608
    return [Badge(*row) for row in tables.all(sql, owner)]


def untold(tables: Tables, owner: str) -> list[str]:
    """The dead prints of a person of which no fact says that they are, but the showing of a newer one."""
    sql = "SELECT badge FROM badges LEFT JOIN badges_succeeded AS told USING (badge) WHERE owner = ? AND "
    return [badge for (badge,) in tables.all(f"{sql} state = 'replaced' AND told.badge IS NULL", owner)]
