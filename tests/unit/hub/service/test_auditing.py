"""Who saw and changed what, written down beside the act or soon after the look."""

import pytest

from classroom.facts import BlockOpened
from classroom.staff import Role, Staff
from hub.errors import AuditFull, NotYours, ServiceRefused
from hub.service.audit_page import Asked
from hub.service.auditing import AGAIN_MS, MOST_WAITING, Auditing
from hub.service.shapes import Answer
from hub.store import audit
from hub.store.audit import Entry, Sought
from hub.store.store import looking
from hub.store.tables import Tables
from plumbing.errors import DatabaseUnreachable
from tests.factories_hub import HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, learner


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


def test_an_old_line_that_was_changed_is_found_a_day_later_at_the_latest(school: SchoolAtWork) -> None:
    def page() -> int:
        return school.office.audit_page(Asked(), MS_R).broken

    assert page() == 0
    school.back.writer.do(lambda tables: tables.run("UPDATE audit SET actor = 'x' WHERE seq = 2").rowcount)
    school.clock.advance(86_401)
    assert page() == 2
    assert page() == 2


def test_a_teacher_reads_of_her_own_learners_and_nothing_else(school: SchoolAtWork) -> None:
    school.office.learner_page("kofi", MR_T)
    school.office.learner_page("amal", MS_R)
    school.office.check_password("Ms R", "wrong", "10.0.0.9")
    page = school.office.audit_page(Asked(), MR_T)
    assert {name for line in page.lines for name in line.learners} == {"Kofi K."}
    assert "sign-in.failed" not in {line.action for line in page.lines}
    with pytest.raises(NotYours):
        school.office.audit_page(Asked(learner="amal"), MR_T)
    with pytest.raises(NotYours):
        school.office.audit_page(Asked(), MS_ODE)
    everything = school.office.audit_page(Asked(), MX_B)
    assert {"sign-in.failed", "learner.opened"} <= {line.action for line in everything.lines}
    assert "wrong" not in str(everything)
    assert school.office.audit_page(Asked(day="2026-09-21"), MX_B).lines
    assert school.office.audit_page(Asked(day="1999-01-01"), MX_B).lines == ()
    with pytest.raises(ServiceRefused, match="date such as"):
        school.office.audit_page(Asked(day="yesterday"), MX_B)


def test_what_was_typed_in_place_of_a_name_is_written_nowhere(school: SchoolAtWork) -> None:
    school.office.check_password("my secret password", "Ms R", "10.0.0.9")
    school.back.settle_audit()
    held = b"".join(path.read_bytes() for path in school.folder.glob("hub.db*"))
    assert b"my secret password" not in held


def test_a_judgement_and_a_badge_name_the_learner(school: SchoolAtWork) -> None:
    piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
    school.send()
    school.office.answer(piece, MS_R, Answer(decision="mastered", reason="Seen in person"))
    school.clock.advance(11)
    school.office.print_badges(("amal",), MS_R)
    school.office.revoke_badge("amal", MS_R, "lost")
    found = {line.action: line for line in written(school, learner="amal")}
    assert (found["judgement.made"].actor, found["judgement.made"].learners) == (MS_R, ("amal",))
    assert found["badge.printed"].learners == found["badge.revoked"].learners == ("amal",)
    assert found["badge.revoked"].reason == "lost"


def test_whoever_has_a_station_do_something_or_gives_a_pin_is_named_with_what_it_was(
    school: SchoolAtWork,
) -> None:
    school.back.codes.cost = (1, 64)
    name = school.cave.record.station
    school.office.admit("amal", name, MS_R)
    school.office.command(name, "lock", {}, MS_R)
    school.office.set_pin(MS_R, "4711", MS_R)
    school.office.new_pictures("amal", MS_R)
    found = [(line.action, line.object, line.reason, line.learners) for line in written(school, actor=MS_R)]
    assert found[:4] == [
        ("pictures.set", "learner/amal", "", ("amal",)),
        ("pin.set", f"staff/{MS_R}", "", ()),
        ("station.commanded", f"station/{name}", "lock", ()),
        ("station.commanded", f"station/{name}", "admit", ("amal",)),
    ]


def test_words_about_a_child_stay_out_of_the_chain_where_no_erasing_reaches(school: SchoolAtWork) -> None:
    piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
    school.send()
    school.office.answer(piece, MS_R, Answer(decision="mastered", reason="Seen in person"))
    school.clock.advance(11)
    assert "Seen in person" not in str(written(school))
    (judged,) = [line for line in written(school, learner="amal") if line.action == "judgement.made"]
    assert judged.reason == ""
    with school.back.store.reading() as tables:
        (kept,) = [row[0] for row in tables.all("SELECT reason FROM judgements")]
    assert kept == "Seen in person", "the judgement itself has it, and goes when she is erased"


def test_a_hub_that_is_switched_off_each_night_lets_go_too(school: SchoolAtWork) -> None:
    written(school)
    for days in (4 * 366, 1.5):
        school.clock.advance(days * 86_400)
        school.reopen()
    assert [entry for entry in written(school) if entry.at_ms < school.clock() - audit.KEPT_MS] == []
