"""The clock of what is kept: it tells first, lets go of nothing unsafe, and leaves the piece and its words."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hub.errors import NotYours, ServiceRefused
from hub.service.shapes.data import KeepLine
from hub.store.copying import examine
from hub.store.letting_go import was_let_go
from hub.store.projections import evidence
from hub.store.rebuild import differences
from hub.store.safe import raise_safe_marks
from tests.factories_hub import MR_T, MS_R, SchoolAtWork

PHOTO = b"\xff\xd8 a photo of last year"
DAY_S = 86_400


def line(school: SchoolAtWork, kind: str = "files") -> KeepLine:
    with school.back.store.reading() as tables:
        return next(one for one in school.back.keeping.lines(tables) if one.kind == kind)


def make_safe(school: SchoolAtWork) -> None:
    """A verified backup holds everything up to here."""
    station = school.cave
    school.back.writer.do(
        lambda tables: raise_safe_marks(tables, {(station.record.station, station.epoch): station.seq})
    )


def go_to(school: SchoolAtWork, day: date) -> None:
    while today(school) < day:
        school.clock.advance(DAY_S)


def today(school: SchoolAtWork) -> date:
    with school.back.store.reading() as tables:
        return date.fromisoformat(tables.definitions.day(school.back.now()))


@pytest.fixture
def piece(school: SchoolAtWork) -> tuple[str, str]:
    """A photo of September 2026; its time is over on 29 August 2027."""
    visit = school.cave.open_visit("maya")
    id_, box = school.cave.hand_in(visit, "maya", kind="photo", photo=PHOTO, text="words that stay")
    school.send(school.cave)
    return id_, school.back.store.blobs.put(box)


def test_nothing_goes_by_itself_before_somebody_says_so(school: SchoolAtWork, piece: tuple[str, str]) -> None:
    make_safe(school)
    go_to(school, date(2027, 10, 1))
    assert (line(school).on, line(school).count) == (False, 1)
    assert school.back.keeping.tick() == 0
    assert school.back.store.blobs.has(piece[1])


def test_it_says_beforehand_what_goes_and_when_and_then_it_goes(
    school: SchoolAtWork, piece: tuple[str, str]
) -> None:
    make_safe(school)
    school.office.switch_keeping("files", MS_R, on=True)
    go_to(school, date(2027, 8, 20))
    assert school.back.keeping.tick() == 0
    told = today(school)
    assert (line(school).count, line(school).on_day) == (1, (told + timedelta(days=14)).isoformat())
    go_to(school, told + timedelta(days=13))
    assert school.back.keeping.tick() == 0
    go_to(school, told + timedelta(days=14))
    assert school.back.keeping.tick() == 1
    school.back.erasing.tick(school.back.now())
    id_, file = piece
    assert not school.back.store.blobs.has(file)
    with school.back.store.reading() as tables:
        kept = evidence.piece(tables, id_)
        assert kept is not None
        assert kept.text == "words that stay"
        assert [state.state for state in school.back.shelf.states(tables, id_)] == ["gone"]
        assert differences(tables)[0] == []
        stations = frozenset(keys.station for keys in school.back.keys.stations())
        assert examine(tables, stations, school.back.store.blobs.has).missing == ()
    assert line(school).count == 0


def test_what_no_backup_holds_stays_however_old_it_is(school: SchoolAtWork, piece: tuple[str, str]) -> None:
    school.office.switch_keeping("files", MS_R, on=True)
    go_to(school, date(2027, 8, 1))
    school.back.keeping.tick()
    go_to(school, date(2028, 3, 1))
    assert school.back.keeping.tick() == 0
    assert (line(school).count, line(school).unsafe) == (1, 1)
    assert school.back.store.blobs.has(piece[1])


def test_not_yet_moves_it(school: SchoolAtWork, piece: tuple[str, str]) -> None:
    make_safe(school)
    school.office.switch_keeping("files", MS_R, on=True)
    go_to(school, date(2027, 8, 20))
    school.back.keeping.tick()
    school.office.not_yet("files", MS_R)
    later = (today(school) + timedelta(days=28)).isoformat()
    assert line(school).on_day == later
    go_to(school, date.fromisoformat(later) - timedelta(days=1))
    assert school.back.keeping.tick() == 0
    go_to(school, date.fromisoformat(later))
    assert school.back.keeping.tick() == 1


def test_a_file_that_was_let_go_is_not_asked_for_again(school: SchoolAtWork, piece: tuple[str, str]) -> None:
    make_safe(school)
    school.office.switch_keeping("files", MS_R, on=True)
    go_to(school, date(2027, 8, 20))
    school.back.keeping.tick()
    go_to(school, date(2027, 9, 20))
    school.back.keeping.tick()
    with school.back.store.reading() as tables:
        assert was_let_go(tables, piece[1])
        assert evidence.media_without_thumb(tables) == []


def test_a_restore_that_brings_a_file_back_lets_it_go_again(
    school: SchoolAtWork, piece: tuple[str, str]
) -> None:
    box = school.back.store.blobs.get(piece[1])
    test_it_says_beforehand_what_goes_and_when_and_then_it_goes(school, piece)
    school.back.store.blobs.put(box)
    school.clock.advance(DAY_S)
    school.back.keeping.tick()
    school.back.erasing.tick(school.back.now())
    assert not school.back.store.blobs.has(piece[1])


def test_the_year_ends_when_the_school_says(school: SchoolAtWork, piece: tuple[str, str]) -> None:
    make_safe(school)
    school.office.end_years_on("12-31", MS_R)
    go_to(school, date(2027, 2, 1))
    assert line(school).on_day == "2027-03-01"
    with pytest.raises(ServiceRefused, match="month-day"):
        school.office.end_years_on("31-12", MS_R)


def test_only_who_may_erase_changes_the_rules(school: SchoolAtWork) -> None:
    acts: tuple[Callable[[], None], ...] = (
        lambda: school.office.switch_keeping("files", MR_T, on=True),
        lambda: school.office.not_yet("files", MR_T),
        lambda: school.office.end_years_on("12-31", MR_T),
    )
    for act in acts:
        with pytest.raises(NotYours):
            act()
    with pytest.raises(ServiceRefused, match="no such rule"):
        school.office.switch_keeping("judgements", MS_R, on=True)
