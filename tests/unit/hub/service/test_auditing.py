"""Who saw and changed what, written down beside the act or soon after the look."""

import pytest

from classroom.facts import BlockOpened
from classroom.staff import Role, Staff
from hub.errors import AuditFull, NotYours
from hub.service.auditing import AGAIN_MS, MOST_WAITING, Auditing
from hub.store import audit
from hub.store.audit import Entry, Sought
from hub.store.store import looking
from hub.store.tables import Tables
from plumbing.errors import DatabaseUnreachable
from tests.factories_hub import HERON, MR_T, MS_R, SchoolAtWork, learner


def written(school: SchoolAtWork, learner: str = "", actor: str | None = None) -> list[Entry]:
    school.back.writer.do(lambda _: None)
    school.back.writer.do(lambda _: None)  # what waited is written between the two
    with school.back.store.reading() as tables:
        assert audit.check(tables).broken == 0
        return audit.entries(tables, Sought(learner, actor))


def test_what_a_person_changes_stands_in_the_same_transaction(school: SchoolAtWork) -> None:
    school.office.publish((learner("amal", initial="Z"),), by=MS_R)
    newest = written(school)[0]
    assert newest[2:6] == (MS_R, "defined", "learner/amal", ("amal",))
    assert newest.at_ms == school.clock()


def test_an_act_that_is_refused_leaves_no_row(school: SchoolAtWork) -> None:
    before = len(written(school))
    with pytest.raises(NotYours):
        school.office.publish((learner("amal", initial="Q"),), by=MR_T)
    assert len(written(school)) == before


def test_a_change_of_roles_says_which(school: SchoolAtWork) -> None:
    school.office.publish((Staff(id="new", name="New", roles=frozenset({Role.ADMIN, Role.AIDE})),), by=MS_R)
    newest = written(school)[0]
    assert (newest.object, newest.reason) == ("staff/new", "admin, aide")


def test_what_is_opened_again_soon_is_one_row(school: SchoolAtWork) -> None:
    look = school.back.audit
    before = len(written(school))
    for _ in range(20):
        look.saw(MS_R, "media.opened", "media/1", ("amal",))
    look.saw(MR_T, "media.opened", "media/1", ("amal",))
    assert len(written(school)) == before + 2
    school.clock.advance(AGAIN_MS / 1000)
    look.saw(MS_R, "media.opened", "media/1", ("amal",))
    assert len(written(school, learner="amal", actor=MS_R)) == 2


def test_looks_outlive_a_stop(school: SchoolAtWork) -> None:
    school.back.audit.saw(MS_R, "learner.opened", "learner/bao", ("bao",))
    school.reopen()
    assert written(school, learner="bao")[0].action == "learner.opened"


def test_nothing_more_is_opened_when_nothing_can_be_written_down() -> None:
    auditing = Auditing(lambda: 0)
    for number in range(MOST_WAITING):
        auditing.saw(MS_R, "media.opened", f"media/{number}")
    with pytest.raises(AuditFull):
        auditing.saw(MS_R, "media.opened", "media/one-more")


def test_what_could_not_be_written_is_written_later(school: SchoolAtWork) -> None:
    school.back.audit.saw(MS_R, "learner.opened", "learner/bao", ("bao",))
    with looking(school.folder) as blind:
        blind.run("ROLLBACK")
        with pytest.raises(DatabaseUnreachable, match="readonly"):
            school.back.audit._write_waiting(blind)
    assert [entry.object for entry in written(school, learner="bao", actor=MS_R)] == ["learner/bao"]


def test_three_years_later_it_is_gone_and_a_clock_that_leaps_takes_nothing_along(
    school: SchoolAtWork,
) -> None:
    def go(days: int) -> None:
        school.clock.advance(days * 86_400)
        school.back.writer.do(lambda _: None)

    first = len(written(school))
    go(4 * 366)
    assert len(written(school)) >= first
    go(2)
    kept = written(school)
    assert [entry for entry in kept if entry.at_ms < school.clock() - audit.KEPT_MS] == []


def test_facts_of_the_past_that_are_brought_in_are_no_acts_of_today(school: SchoolAtWork) -> None:
    def job(tables: Tables) -> None:
        school.back.recording.note(tables, BlockOpened(by=MS_R, block="b", class_=HERON), at_ms=1)

    before = len(written(school))
    school.back.writer.do(job)
    assert len(written(school)) == before
