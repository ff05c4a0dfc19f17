"""Half-finished pieces: what was put aside, what it continues, what ended; ids and sizes, nothing a child made."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from classroom.facts import (
    BlockOpened,
    Defined,
    DraftDropped,
    DraftParked,
    EraseOrdered,
    EraseUndone,
    EvidenceHandedIn,
)
from classroom.learner import Learner
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.projections import erasures, roster
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE drafts (
    draft TEXT PRIMARY KEY, learner TEXT NOT NULL, visit TEXT NOT NULL, kind TEXT NOT NULL, target TEXT,
    continues TEXT NOT NULL, at_ms INTEGER NOT NULL, station TEXT NOT NULL, ev TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_learner ON drafts (learner, at_ms);
CREATE INDEX drafts_continued ON drafts (continues, learner);
CREATE TABLE draft_media (
    draft TEXT NOT NULL, place INTEGER NOT NULL, media TEXT NOT NULL, size INTEGER NOT NULL, mime TEXT NOT NULL,
    PRIMARY KEY (draft, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_draft ON draft_media (media);
CREATE TABLE draft_ends (
    draft TEXT NOT NULL, learner TEXT NOT NULL, station TEXT NOT NULL, PRIMARY KEY (draft, learner, station)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("drafts", "draft_media", "draft_ends")
KEPT_DAYS: Final = 14
"""School days on which the class met: so long a draft waits for its child."""
_LONGEST: Final = 64
"""Drafts that continue one another are followed so far: a ring of them would have no end."""
_COLUMNS: Final = "draft, learner, visit, kind, target, continues, at_ms, station"
_MEETINGS: Final = 256


class Draft(NamedTuple):
    """One draft as it was put aside. `at_ms` is UTC ms."""

    draft: str
    learner: str
    visit: str
    kind: str
    target: str | None
    continues: str
    at_ms: int
    station: str


def _park(tables: Tables, stored: Stored, fact: DraftParked) -> None:
    """Of two with one name the last stands: stations of an older release park a draft again under its name."""
    if len(stored.learners) != 1 or stored.visit is None:
        raise FactRefused("a draft is of one learner and of one visit")
    (learner,) = stored.learners
    known = draft(tables, fact.draft)
    if known is not None and known.learner != learner:
        raise FactRefused("a draft with this name is another learner's")
    about = (fact.draft, learner, stored.visit, fact.kind, fact.target, fact.continues)
    tables.run(
        "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*about, stored.at_ms, stored.station, stored.ev),
    )
    tables.run("DELETE FROM draft_media WHERE draft = ?", (fact.draft,))
    for place, media in enumerate(decode_envelope(stored.raw).media):
        row = (fact.draft, place, media.id, media.size, media.mime)
        tables.run("INSERT INTO draft_media VALUES (?, ?, ?, ?, ?)", row)
    mark_line_stale(tables, fact.draft)


def _move(tables: Tables, stored: Stored, fact: DraftParked) -> None:
    row = (stored.at_ms, fact.draft, stored.ev)
    tables.run("UPDATE drafts SET at_ms = ? WHERE draft = ? AND ev = ?", row)
    tables.mark_stale(f"draft/{fact.draft}")


def _drop(tables: Tables, stored: Stored, fact: DraftDropped) -> None:
    _end(tables, stored, (fact.draft, fact.continues) if fact.continues else (fact.draft,))


def _hand_in(tables: Tables, stored: Stored, fact: EvidenceHandedIn) -> None:
    _end(tables, stored, fact.drafts)


def _end(tables: Tables, stored: Stored, drafts: tuple[str, ...]) -> None:
    for learner in stored.learners:
        for id_ in drafts:
            row = (id_, learner, stored.station)
            tables.run("INSERT OR IGNORE INTO draft_ends VALUES (?, ?, ?)", row)
            mark_line_stale(tables, id_)


def _define(tables: Tables, _stored: Stored, fact: Defined) -> None:
    """A learner who changed her classes takes her drafts along."""
    if isinstance(fact.entity, Learner):
        mark_open_stale(tables, fact.entity.id)


def _hide(tables: Tables, _stored: Stored, fact: EraseOrdered) -> None:
    for learner in fact.learners:
        mark_open_stale(tables, learner)


def _show(tables: Tables, _stored: Stored, fact: EraseUndone) -> None:
    undone = erasures.erasure(tables, fact.erasure)
    for learner in undone.learners if undone else ():
        mark_open_stale(tables, learner)


def _meet(tables: Tables, stored: Stored, fact: BlockOpened) -> None:
    """With each meeting of a class its learners' oldest drafts may have waited long enough."""
    for draft in old_ones(tables, fact.class_, stored.at_ms):
        tables.mark_stale(f"draft/{draft.draft}")
        tables.mark_stale(f"learner/{draft.learner}")


HANDLERS: Final = {
    DraftParked: _park,
    DraftDropped: _drop,
    EvidenceHandedIn: _hand_in,
    Defined: _define,
    BlockOpened: _meet,
    EraseOrdered: _hide,
    EraseUndone: _show,
}
MOVED: Final = {DraftParked: _move, BlockOpened: _meet}


def mark_line_stale(tables: Tables, draft: str) -> None:
    """The documents of a draft and of all that it continues must be looked at anew."""
    for _ in range(_LONGEST):
        tables.mark_stale(f"draft/{draft}")
        row = tables.one("SELECT continues FROM drafts WHERE draft = ?", draft)
        if row is None or not row[0]:
            return
        draft = row[0]


def mark_all_stale(tables: Tables) -> None:
    """Whatever may be open must be looked at anew: a file may have come just before the hub went down."""
    tips = tables.all(
        "SELECT draft FROM drafts AS d WHERE NOT EXISTS (SELECT 1 FROM drafts AS c WHERE c.continues = d.draft) "
        "AND NOT EXISTS (SELECT 1 FROM draft_ends AS e WHERE e.draft = d.draft AND e.learner = d.learner)"
    )
    for (tip,) in tips:
        mark_line_stale(tables, tip)


def mark_open_stale(tables: Tables, learner: str) -> None:
    """The documents of all drafts that a learner may have open must be looked at anew."""
    for draft in open_of(tables, learner):
        tables.mark_stale(f"draft/{draft.draft}")


def draft(tables: Tables, id_: str) -> Draft | None:
    """One draft by id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM drafts WHERE draft = ?", id_)  # noqa: S608
    return Draft(*row) if row else None


def all_of(tables: Tables, learner: str) -> list[Draft]:
    """Every draft that a learner ever put aside, oldest first."""
    rows = tables.all(f"SELECT {_COLUMNS} FROM drafts WHERE learner = ? ORDER BY at_ms, draft", learner)  # noqa: S608
    return [Draft(*row) for row in rows]


def media_of(tables: Tables, id_: str) -> list[MediaRef]:
    """The sealed files of a draft: its box, then its picture; none for one that stayed at its station."""
    rows = tables.all("SELECT media, size, mime FROM draft_media WHERE draft = ? ORDER BY place", id_)
    return [MediaRef(id=media, size=size, mime=mime) for media, size, mime in rows]


def is_named(tables: Tables, ref: MediaRef) -> bool:
    """Whether a draft has this file, with this size."""
    return tables.one("SELECT 1 FROM draft_media WHERE media = ? AND size = ?", ref.id, ref.size) is not None


def is_waited_for(tables: Tables, media: str) -> bool:
    """Whether a draft that did not end has this file."""
    sql = (
        "SELECT 1 FROM draft_media JOIN drafts USING (draft) WHERE media = ? AND NOT EXISTS "
        "(SELECT 1 FROM draft_ends AS e WHERE e.draft = drafts.draft AND e.learner = drafts.learner)"
    )
    return tables.one(sql, media) is not None


def drafts_with(tables: Tables, media: str) -> list[Draft]:
    """The drafts to which a sealed file belongs."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM drafts WHERE draft IN (SELECT draft FROM draft_media WHERE media = ?)",  # noqa: S608
        media,
    )
    return [Draft(*row) for row in rows]


def is_ended(tables: Tables, one: Draft) -> bool:
    """Whether a draft was handed in or let go."""
    sql = "SELECT 1 FROM draft_ends WHERE draft = ? AND learner = ?"
    return tables.one(sql, one.draft, one.learner) is not None


def going_on(tables: Tables, one: Draft) -> Iterator[Draft]:
    """The drafts that continue this one."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM drafts WHERE continues = ? AND learner = ? ORDER BY draft",  # noqa: S608
        one.draft,
        one.learner,
    )
    return (Draft(*row) for row in rows)


def open_of(tables: Tables, learner: str, target: str | None = None) -> list[Draft]:
    """A learner's drafts that did not end, for one target or all; another may continue them."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM drafts WHERE learner = ?1 AND (?2 IS NULL OR target = ?2) AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM draft_ends AS e WHERE e.draft = drafts.draft AND e.learner = ?1) ORDER BY at_ms, draft",
        learner,
        target,
    )
    return [Draft(*row) for row in rows]


def begun(tables: Tables, learner: str) -> frozenset[str]:
    """The targets for which a learner has a draft that she neither handed in nor let go, however old it is."""
    mine = open_of(tables, learner)
    return frozenset(one.target for one in mine if one.target and next(going_on(tables, one), None) is None)


def old_ones(tables: Tables, class_: str, now_ms: int) -> list[Draft]:
    """The drafts of a class that may have waited for as many school days as they are kept."""
    learners = [learner.id for learner in roster.members(tables, class_)]
    before_ms = now_ms - (KEPT_DAYS - 1) * 86_400_000
    found = (one for learner in learners for one in open_of(tables, learner))
    return [one for one in found if one.at_ms < before_ms]


def forgotten_before(tables: Tables, learner: str) -> int:
    """Drafts from before this time (UTC ms) have waited for KEPT_DAYS days on which a class of hers met; else 0."""
    rows = tables.all(
        "SELECT opened_ms FROM blocks JOIN class_members USING (class) WHERE learner = ? "
        "ORDER BY opened_ms DESC LIMIT ?",
        learner,
        _MEETINGS,
    )
    first_of_day: dict[str, int] = {}
    for (opened_ms,) in rows:
        day = tables.definitions.day(opened_ms)
        if day not in first_of_day and len(first_of_day) == KEPT_DAYS:
            break
        first_of_day[day] = opened_ms
    return min(first_of_day.values()) if len(first_of_day) == KEPT_DAYS else 0


def has_any(tables: Tables, learner: str) -> bool:
    """Whether a learner ever put a draft aside."""
    return tables.one("SELECT 1 FROM drafts WHERE learner = ? LIMIT 1", learner) is not None


def ended_elsewhere(tables: Tables, learner: str, oldest_ms: int, limit: int) -> list[Draft]:
    """The newest drafts that another station than theirs may have brought to an end, or that are too old."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM drafts AS d WHERE learner = ?1 AND (at_ms < ?2 OR EXISTS "  # noqa: S608
        "(SELECT 1 FROM draft_ends AS e WHERE e.draft = d.draft AND e.learner = ?1 AND e.station != d.station) "
        "OR EXISTS (SELECT 1 FROM drafts AS c WHERE c.continues = d.draft AND c.learner = ?1 "
        "AND c.station != d.station)) ORDER BY at_ms DESC, draft LIMIT ?3",
        learner,
        oldest_ms,
        limit,
    )
    return [Draft(*row) for row in rows]
