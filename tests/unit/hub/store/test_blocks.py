"""The life of a block: it is opened, things are said of its learners, it is over; the hub keeps the same account."""

import sqlite3
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from classroom import block as blocks
from classroom.block import Attendance, Meetings
from classroom.facts import AttendanceMarked, BlockClosed, BlockOpened
from hub.store import projections
from hub.store.facts import Stored
from hub.store.projections import attendance
from hub.store.projections import blocks as kept
from hub.store.tables import Tables

CLASSES, LEARNERS, IDS = ("heron", "comet"), ("amal", "bao"), ("b1", "b2", "b3", "b4")
Fact = BlockOpened | BlockClosed | AttendanceMarked


def facts() -> st.SearchStrategy[list[Fact]]:
    ids, marks = st.sampled_from(IDS), st.sampled_from(get_args(Attendance))
    return st.lists(
        st.one_of(
            st.builds(BlockOpened, by=st.just("ms-r"), block=ids, class_=st.sampled_from(CLASSES)),
            st.builds(BlockClosed, by=st.just("ms-r"), block=ids),
            st.builds(
                AttendanceMarked,
                by=st.just("ms-r"), block=ids, learner=st.sampled_from(LEARNERS), mark=marks, place=st.just(""),
            ),
        ),
        max_size=20,
    )  # fmt: skip


def after(meetings: Meetings, fact: Fact) -> Meetings:
    match fact:
        case BlockOpened():
            return blocks.opened(meetings, fact.block, fact.class_)
        case BlockClosed():
            return blocks.closed(meetings, fact.block)
    return blocks.marked(meetings, fact.block, fact.learner, fact.mark)


def stored(rev: int) -> Stored:
    return Stored(rev, f"ev{rev}", "hub", "e", rev, "", (), None, rev, rev, b"", b"")


def test_what_is_said_after_the_end_is_not_heard() -> None:
    meetings = blocks.opened({}, "b1", "heron")
    meetings = blocks.marked(meetings, "b1", "amal", "out")
    over = blocks.closed(meetings, "b1")
    assert blocks.marked(over, "b1", "amal", "present") == over
    assert blocks.opened(over, "b1", "heron") == over, "what is over is not opened again"
    assert over["b1"].marks == {"amal": "out"}


@given(said=facts())
@settings(max_examples=60, deadline=None)
def test_of_a_class_at_most_one_block_is_open_and_the_hub_counts_as_we_do(said: list[Fact]) -> None:
    tables = Tables(sqlite3.connect(":memory:", isolation_level=None))
    tables.run("CREATE TABLE stale (doc TEXT PRIMARY KEY)")
    projections.create(tables)
    meetings: Meetings = {}
    for rev, fact in enumerate(said, 1):
        meetings = after(meetings, fact)
        projections.apply(tables, stored(rev), fact)
        for class_ in CLASSES:
            now = [one.block for one in meetings.values() if one.class_ == class_ and one.open]
            assert len(now) <= 1
            assert kept.open_block(tables, class_) == next(iter(now), None)
    for id_, one in meetings.items():
        found = {learner: marked.mark for learner, marked in attendance.marks(tables, id_).items()}
        assert found == one.marks
    tables.connection.close()
