"""The chain of who did what: it grows only at its end, and every change to it is seen."""

from itertools import combinations
from pathlib import Path

import pytest

from hub.store import audit
from hub.store.audit import Sought
from hub.store.migrations import LOG
from hub.store.tables import Tables
from plumbing.database import open_database


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(open_database(tmp_path / "hub.db", LOG))


def fill(tables: Tables, rows: int = 6) -> None:
    for number in range(rows):
        learners = ("amal",) if number % 2 else ("bao", "amal")
        audit.note(tables, 1_000 * number, "ms-r", "media.opened", f"media/{number}", learners=learners)


def test_an_untouched_chain_is_whole(tables: Tables) -> None:
    assert audit.check(tables) == (1, 0, "", 0)
    fill(tables)
    first, last, head, broken = audit.check(tables)
    assert (first, last, broken) == (1, 6, 0)
    assert (last, head) == audit.head(tables)


@pytest.mark.parametrize(
    ("deed", "broken"),
    [
        ("UPDATE audit SET actor = 'mr-t' WHERE seq = 3", 3),
        ("UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1", 1),
        ("UPDATE audit SET reason = 'agreed' WHERE seq = 6", 6),
        ("UPDATE audit SET learners = '[]' WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 4", 5),
        ("DELETE FROM audit WHERE seq = 1", 2),
        ("UPDATE audit SET seq = 99 WHERE seq = 6", 99),
        (
            "INSERT INTO audit SELECT 7, at_ms, actor, action, object, learners, reason, h FROM audit WHERE seq = 6",
            7,
        ),
    ],
)
def test_a_row_that_was_changed_or_taken_out_is_named(tables: Tables, deed: str, broken: int) -> None:
    fill(tables)
    tables.run(deed)
    assert audit.check(tables).broken == broken


def test_a_family_asks_for_one_child(tables: Tables) -> None:
    fill(tables)
    assert [entry.seq for entry in audit.entries(tables, Sought(learner="bao"))] == [5, 3, 1]
    assert [entry.seq for entry in audit.entries(tables, Sought(from_ms=1_000, until_ms=3_000))] == [3, 2]
    assert audit.entries(tables, Sought(actor="mr-t")) == []
    assert len(audit.entries(tables, Sought(actor="ms-r", most=2))) == 2


def test_what_is_three_years_old_goes_and_the_chain_holds_at_its_anchor(tables: Tables) -> None:
    fill(tables)
    assert audit.cut(tables, 2_500) == 3
    assert audit.check(tables)[:2] == (4, 6)
    assert audit.check(tables).broken == 0
    assert [entry.seq for entry in audit.entries(tables, Sought(learner="bao"))] == [5]
    tables.run("DELETE FROM audit WHERE seq = 4")
    assert audit.check(tables).broken == 5
    assert audit.cut(tables, 0) == 0


def test_a_chain_that_was_cut_wholly_goes_on_from_its_anchor(tables: Tables) -> None:
    fill(tables)
    before = audit.head(tables)
    assert audit.cut(tables, 1_000_000) == 6
    assert audit.head(tables) == before
    assert audit.note(tables, 7_000, "", "defined", "staff/x").seq == 7
    assert audit.check(tables).broken == 0


@pytest.mark.parametrize(
    "lacking", [set(some) for size in range(5) for some in combinations(range(3, 7), size)], ids=str
)
def test_another_copy_is_taken_over_as_far_as_it_continues_the_chain(
    tables: Tables, lacking: set[int]
) -> None:
    fill(tables)
    rows = audit.after(tables, 0)
    tables.run("DELETE FROM audit WHERE seq > 2")
    tables.run("DELETE FROM audit_learners WHERE seq > 2")
    reach = min(lacking, default=7) - 1
    assert audit.put(tables, [row for row in rows if row.seq not in lacking]) == reach - 2
    assert audit.after(tables, 0) == rows[:reach]
    assert audit.check(tables)[1::2] == (reach, 0)
