"""The second device is looked after: a backup each day, the acts of staff within seconds, and words when it is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.staff import Role, Staff
from hub.backup.device import journals
from hub.backup.journal import Record, read_journal
from hub.errors import NotYours, ServiceRefused
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from hub.service.safety_words import safety_lines
from hub.service.shapes import Safety
from tests.factories_hub import MR_T, MS_R
from tests.unit.hub.backup.keeping import KEY, Kept, kept
from tests.waiting import until


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Kept]:
    with kept(tmp_path) as school:
        yield school


def records(school: Kept) -> list[Record]:
    newest = max(school.second.glob("*.journal"))
    return list(read_journal(newest, KEY.private).records)


def names(school: Kept) -> list[str]:
    """Who was defined, as the newest journal tells it."""
    return [str(fact.body) for record in records(school) for fact in record.facts if fact.type == "defined"]


def hires(school: Kept, name: str) -> None:
    school.office.publish((Staff(id=name.replace(" ", "-"), name=name, roles=frozenset({Role.AIDE})),))


def test_the_first_backup_is_made_at_once_and_then_one_a_day(school: Kept) -> None:
    school.tick(0)
    until(lambda: school.keeping.safety().verified_ms is not None and not school.keeping.safety().running)
    school.tick(60)
    assert len(list(school.second.glob("*.backup"))) == 1
    school.keeping = school.keep()
    school.tick(24 * 3600)
    until(lambda: len(list(school.second.glob("*.backup"))) == 2)


def test_the_thread_does_all_of_it_and_ends(tmp_path: Path) -> None:
    with kept(tmp_path) as school:
        school.keeping.start()
        until(lambda: (school.keeping.safety().journal_ms or 0) > 0)
        hires(school, "last words")
        school.keeping.stop()
        school.keeping.stop()
        assert "last words" in names(school)[-1]


def test_the_acts_of_staff_and_new_keys_are_in_the_journal_at_the_next_look(school: Kept) -> None:
    school.back_up()
    school.tick(1)
    hires(school, "mx-new")
    school.office.print_badges(["amal"], MS_R)
    school.tick(5)
    assert "mx-new" in "".join(names(school))
    assert len(records(school)[-1].keys["badge_keys"]) == 1  # type: ignore[index]
    assert school.keeping.safety().journal_ms == school.clock()


def test_a_quiet_journal_says_now_and_then_that_it_is_alive(school: Kept) -> None:
    school.back_up()
    school.tick(1)
    for _ in range(20):
        school.tick(5)
    assert 3 <= len(records(school)) <= 5
    assert school.keeping.safety().journal_ms == records(school)[-1].until_ms


def test_a_device_that_is_pulled_out_blocks_nothing_and_is_caught_up_with(school: Kept) -> None:
    school.back_up()
    school.tick(1)
    away = school.second.rename(school.second.with_name("in a pocket"))
    hires(school, "while away")
    school.tick()
    safety = school.keeping.safety()
    assert (safety.second, safety.file != "") == ("away", True)
    assert any("away" in line for line in safety_lines(safety))
    away.rename(school.second)
    school.tick()
    assert "while away" in "".join(names(school))
    assert school.keeping.safety().second == "same disk"


def test_another_stick_gets_a_backup_of_its_own(school: Kept) -> None:
    school.back_up()
    school.tick(1)
    school.second.rename(school.second.with_name("stick A"))
    school.second.mkdir()
    school.tick()
    until(lambda: list(school.second.glob("*.backup")) and not school.keeping.safety().running)
    hires(school, "on stick B")
    school.tick()
    assert "on stick B" in "".join(names(school))


def test_each_run_begins_a_journal_of_its_own_that_holds_all_since_the_backup(school: Kept) -> None:
    school.back_up()
    for run in range(4):
        school.reopen()
        school.tick()
        hires(school, f"run {run}")
        school.tick()
    told = "".join(names(school))
    assert all(f"run {run}" in told for run in range(4))
    with school.back.store.reading() as tables:
        room = tables.one("SELECT value FROM meta WHERE key = 'room'")
    assert [one.part for one in journals(school.second, str(room[0]))] == [4, 5]  # type: ignore[index]


def test_a_full_device_is_said_in_words_and_tried_again(school: Kept) -> None:
    school.back_up()
    school.tick(1)
    (journal,) = school.second.glob("*.journal")
    journal.unlink()
    journal.mkdir()
    hires(school, "mx-new")
    school.tick()
    assert "journal cannot be written" in school.keeping.safety().trouble
    journal.rmdir()
    school.tick()
    assert school.keeping.safety().trouble == ""
    assert "mx-new" in "".join(names(school))


def test_from_the_first_day_on_it_says_that_nothing_is_safe(school: Kept) -> None:
    plain = school.back.safety()
    assert plain.second == "none"
    assert any("nothing counts as safe" in line for line in safety_lines(plain))
    assert safety_lines(Safety(second="same disk"))[1] == "There is no backup yet."


def test_a_backup_is_asked_for_by_those_who_may(tmp_path: Path) -> None:
    with kept(tmp_path) as school:
        folder, settings = school.folder, school.keep()._settings
        clock = school.clock
    back = Backoffice(folder, clock, backup=settings)
    back.start()
    office = Office(back)
    try:
        with pytest.raises(NotYours):
            office.back_up_now(MR_T)
        office.back_up_now(MS_R)
        until(lambda: back.safety().verified_ms is not None)
    finally:
        back.stop()


def test_two_at_once_are_one_too_many(school: Kept) -> None:
    with school.keeping._backing_up._one, pytest.raises(ServiceRefused, match="already"):
        school.keeping.begin()
