"""Visits and raised hands are detail for a year, then counts without names; everything else is as it was."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.facts import HelpOpened, VisitClosed, VisitModeChanged
from hub.service.backoffice import Backoffice
from hub.store import facts, projections
from hub.store.copying import examine
from hub.store.projections import badges, evidence, hands, visits
from hub.store.rebuild import differences
from hub.store.safe import raise_safe_marks
from hub.store.tables import Tables
from tests.factories_hub import DAY_MS, HERON, MS_R, Clock, SchoolAtWork, open_school
from tests.folders import quick_folder
from tests.stub_station import StubStation
from tests.unit.hub.service.test_keeping import go_to, line, make_safe, today
from tests.unit.hub.store.test_projections import STEPS, Day, Step

ABOUT_VISITS = {
    "visits", "visit_turns", "visit_ends", "hands", "hand_facts", "badge_scans", "badges_succeeded",
    "counted_visits", "counted_helps", "counted_places", "times", "runs",
}  # fmt: skip
Counts = dict[tuple[str, str], int]


def counts(tables: Tables) -> Counts:
    """Visits by day and zone, hands by day and kind: those that are still known one by one, and the others."""
    found: Counts = {}
    day = tables.definitions.day
    told = tables.all("SELECT opened_ms, zone FROM visits WHERE reason IS NOT 'not_me'")
    told += tables.all("SELECT since_ms, kind FROM hands")
    rows = [(day(at_ms), what, 1) for at_ms, what in told]
    rows += tables.all("SELECT * FROM counted_visits UNION ALL SELECT * FROM counted_helps")
    for on, what, count in rows:
        found[on, what] = found.get((on, what), 0) + count
    return found


def others(tables: Tables) -> dict[str, bytes]:
    """Whatever is not about visits."""
    return {table: digest for table, digest in projections.dump(tables) if table not in ABOUT_VISITS}


def a_visit(school: SchoolAtWork, name: str = "maya", badge: str = "") -> tuple[str, str]:
    """Maya comes, works at her table, asks for help, hands something in, and goes; the visit and the piece."""
    cave = school.cave
    visit = cave.open_visit(name, badge)
    school.clock.advance(60)
    cave.write(VisitModeChanged(mode="at_table", target="M01"), (name,), visit)
    cave.write(HelpOpened(help=cave.fresh_id(), kind="stuck"), (name,), visit)
    piece, _ = cave.hand_in(visit, name)
    school.send(cave)
    school.office.see_help(school.office.room(HERON, MS_R).hands[0].help, "done", MS_R)
    cave.write(VisitClosed(reason="signed_out"), (name,), visit)
    school.send(cave)
    return visit, piece


def count_them(school: SchoolAtWork) -> None:
    """The rule is on, people were told, and two weeks later it goes."""
    school.office.switch_keeping("visits", MS_R, on=True)
    go_to(school, date(2027, 9, 21))
    assert school.back.keeping.tick() == 0
    go_to(school, today(school) + timedelta(days=14))
    school.back.keeping.tick()


def test_after_a_year_a_visit_is_a_count_and_her_piece_is_as_it_was(school: SchoolAtWork) -> None:
    visit, piece = a_visit(school)
    make_safe(school)
    with school.back.store.reading() as tables:
        before, rest = counts(tables), others(tables)
    count_them(school)
    with school.back.store.reading() as tables:
        assert counts(tables) == before == {("2026-09-21", "cave"): 1, ("2026-09-21", "stuck"): 1}
        assert others(tables) == rest
        assert visits.visit(tables, visit) is None
        assert evidence.piece(tables, piece) is not None
        assert visits.stations_of(tables, "maya") == (school.cave.record.station,)
        kept = [stored for stored in facts.after(tables, 0) if "maya" in stored.learners]
        assert {one.type for one in kept if one.station != "hub"} == {"self.assessed", "evidence.handed_in"}
        assert not any(one.type.startswith(("help.", "visit.")) for one in facts.after(tables, 0))
        assert differences(tables)[0] == []
        stations = frozenset(keys.station for keys in school.back.keys.stations())
        assert examine(tables, stations, school.back.store.blobs.has).missing == ()
    assert (line(school, "visits").count, line(school, "visits").counted) == (0, 1)


def test_switched_off_it_says_what_it_would_do_and_does_nothing(school: SchoolAtWork) -> None:
    visit, _ = a_visit(school)
    make_safe(school)
    go_to(school, date(2027, 12, 1))
    assert (line(school, "visits").on, line(school, "visits").count) == (False, 1)
    assert school.back.keeping.tick() == 0
    with school.back.store.reading() as tables:
        assert visits.visit(tables, visit) is not None


def test_what_no_backup_holds_is_no_count_and_what_came_after_it_waits_its_turn(school: SchoolAtWork) -> None:
    first, _ = a_visit(school)
    school.clock.advance(60)
    other = school.make.open_visit("maya")
    school.make.write(VisitClosed(reason="signed_out"), ("maya",), other)
    school.send(school.make)
    station = school.make
    school.back.writer.do(
        lambda tables: raise_safe_marks(tables, {(station.record.station, station.epoch): station.seq})
    )
    count_them(school)
    with school.back.store.reading() as tables:
        assert None not in {visits.visit(tables, one) for one in (first, other)}
    make_safe(school)
    go_to(school, today(school) + timedelta(days=1))
    assert school.back.keeping.tick() == 2
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []


def test_whoever_is_here_is_untouched_and_an_open_visit_never_goes(school: SchoolAtWork) -> None:
    old, _ = a_visit(school)
    forgotten = school.make.open_visit("bao")
    school.send(school.make)
    make_safe(school)
    school.office.switch_keeping("visits", MS_R, on=True)
    go_to(school, date(2027, 9, 21))
    school.back.keeping.tick()
    go_to(school, today(school) + timedelta(days=14))
    here = school.cave.open_visit("maya")
    school.send(school.cave)
    assert school.back.keeping.tick() == 0
    with school.back.store.reading() as tables:
        assert visits.visit(tables, old) is not None
        assert {one.visit for one in visits.open_visits(tables)} == {forgotten, here}
    go_to(school, today(school) + timedelta(days=2))
    assert school.back.keeping.tick() == 1
    with school.back.store.reading() as tables:
        assert {one.visit for one in visits.open_visits(tables)} == {forgotten, here}
        assert differences(tables)[0] == []


def test_a_badge_that_died_by_the_showing_of_a_newer_one_stays_dead(school: SchoolAtWork) -> None:
    for _ in range(2):
        school.office.print_badges(("maya",), MS_R)
    with school.back.store.reading() as tables:
        newer, older = badges.badges_of(tables, "maya")
    a_visit(school, badge=newer.badge)
    make_safe(school)
    count_them(school)
    with school.back.store.reading() as tables:
        assert [one.state for one in badges.badges_of(tables, "maya")] == ["active", "replaced"]
        assert badges.untold(tables, "maya") == []
        assert differences(tables)[0] == []
    assert older.state == "active"


def test_what_a_restore_brings_back_goes_again_and_is_not_counted_twice(school: SchoolAtWork) -> None:
    visit, _ = a_visit(school)
    make_safe(school)
    with school.back.store.reading() as tables:
        before = counts(tables)
        whole = [one for one in facts.after(tables, 0) if one.visit == visit]
    count_them(school)

    def bring_back(tables: Tables) -> None:
        for one in whole:
            facts.redact(tables, one, one.raw, one.body)
        tables.run("UPDATE facts SET cut = 0 WHERE visit = ?", (visit,))

    school.back.writer.do(bring_back)
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []
    go_to(school, today(school) + timedelta(days=1))
    school.back.keeping.tick()
    with school.back.store.reading() as tables:
        assert counts(tables) == before
        assert {one.type for one in facts.after(tables, 0) if one.visit == visit} == {
            "self.assessed",
            "evidence.handed_in",
        }


steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 11)), max_size=40)


@settings(max_examples=15)
@given(steps)
def test_counts_before_are_counts_after_whatever_happened(played: list[Step]) -> None:
    with quick_folder() as folder:
        clock = Clock()
        back = open_school(folder, clock)
        try:
            day = Day(back, clock)
            for step in [("open", 0, 0), ("open", 1, 1), *played, ("send", 0, 0), ("send", 1, 0)]:
                day.play(*step)
            with back.store.reading() as tables:
                before, rest = counts(tables), others(tables)
                open_ = visits.open_visits(tables)
            let_a_year_go_by(back, clock, day.stations)
            with back.store.reading() as tables:
                assert (counts(tables), others(tables)) == (before, rest)
                assert visits.open_visits(tables) == open_
                assert tables.all("SELECT visit FROM visits WHERE closed_ms IS NOT NULL") == []
                assert {hand.visit for hand in hands.hands_up(tables)} <= {one.visit for one in open_}
                assert differences(tables)[0] == []
        finally:
            back.stop()


def let_a_year_go_by(back: Backoffice, clock: Clock, stations: list[StubStation]) -> None:
    back.writer.do(lambda tables: back.keeping.switch(tables, "visits", on=True))
    marks = {(station.record.station, station.epoch): station.seq for station in stations}
    back.writer.do(lambda tables: raise_safe_marks(tables, marks))
    for days in (380, 15):
        clock.now += days * DAY_MS
        back.keeping.tick()
