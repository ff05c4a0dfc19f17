"""Erasing a learner: who may ask and who approves, and everything comes back in time."""

import msgspec
import pytest

from hub.errors import NotYours, ServiceRefused
from hub.service.erasing import UNDO_MS
from hub.store import feed
from hub.store.projections import erasures, roster
from tests.factories_hub import HERON, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.unit.hub.service.erasing_world import (
    chains_are_whole,
    everything,
    promote,
    works,
)


@pytest.fixture
def morning(school: SchoolAtWork) -> tuple[str, str, str]:
    return works(school)


def test_until_it_is_final_everything_comes_back_byte_for_byte(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    promote(school)
    school.office.print_badges(("maya",), MS_R)
    school.settle()
    before = everything(school)
    found = school.office.erase(("maya",), MS_R)
    assert found.due_ms == school.clock() + UNDO_MS
    school.settle()
    assert everything(school) != before
    assert "maya" not in {one.id for one in school.office.learners(HERON, MS_R)}
    with pytest.raises(NotYours):
        school.office.learner_page("maya", MS_R)
    with school.back.store.reading() as tables:
        listed = {row.doc: row for row in feed.after(tables, 0)}
        assert listed["learner/maya"].scope == (feed.NOBODY,)
        entry = feed.entry(tables, f"badges/{HERON}")
        assert entry is not None
        said = msgspec.json.decode(entry.body or b"{}")["badges"]
        assert {one["state"] for one in said if one["owner"] == "maya"} == {"lost"}
        assert all("wrap" not in one or not one["wrap"] for one in said if one["owner"] == "maya")
    school.clock.advance(UNDO_MS / 1000 - 60)
    assert school.back.erasing.tick(school.clock()) == 0
    school.office.undo_erase(found.erasure, MS_R)
    school.settle()
    assert everything(school) == before
    school.clock.advance(UNDO_MS / 1000)
    assert school.back.erasing.tick(school.clock()) == 0
    assert everything(school) == before


def test_after_seven_days_it_is_for_good(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    promote(school)
    found = school.office.erase(("maya",), MS_R)
    school.clock.advance(UNDO_MS / 1000)
    assert school.back.erasing.tick(school.clock()) == 1
    with pytest.raises(ServiceRefused, match="cannot be undone"):
        school.office.undo_erase(found.erasure, MS_R)
    with school.back.store.reading() as tables:
        (stone,) = erasures.tombstones(tables)
        assert (stone.learner, stone.files) == ("maya", 2)
        assert roster.classes_of(tables, "maya") == ()
    assert school.back.erasing.tick(school.clock()) == 0


def test_an_administrator_asks_and_a_leader_approves(
    school: SchoolAtWork, morning: tuple[str, str, str]
) -> None:
    for nobody in (MS_ODE, MX_B):
        with pytest.raises(NotYours):
            school.office.erase(("maya",), nobody)
    found = school.office.erase(("maya",), MS_R)
    assert found.state == "asked"
    assert "maya" in {one.id for one in school.office.learners(HERON, MS_R)}
    with pytest.raises(NotYours):
        school.office.approve_erase(found.erasure, MS_R)
    with pytest.raises(ServiceRefused, match="approved first"):
        school.office.erase_now(found.erasure, MS_R)
    assert school.office.approve_erase(found.erasure, MX_B).state == "ordered"
    with pytest.raises(NotYours):
        school.office.erase_now(found.erasure, MX_B)
    assert school.office.erase_now(found.erasure, MS_R).state == "erased"


def test_nobody_asks_twice_for_one_learner(school: SchoolAtWork) -> None:
    school.office.erase(("maya",), MS_R)
    with pytest.raises(ServiceRefused, match="already"):
        school.office.erase(("maya",), MS_R)
    with pytest.raises(ServiceRefused, match="no such learner"):
        school.office.erase(("nobody",), MS_R)


def test_two_people_erase_more_than_one(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    promote(school)
    found = school.office.erase(("maya", "amal"), MS_R)
    assert found.state == "asked"
    with pytest.raises(ServiceRefused, match="Two people"):
        school.office.approve_erase(found.erasure, MS_R)
    assert school.office.approve_erase(found.erasure, MX_B).state == "ordered"
    assert school.office.erase_now(found.erasure, MS_R).state == "erased"
    with school.back.store.reading() as tables:
        assert {stone.learner for stone in erasures.tombstones(tables)} == {"maya", "amal"}
    chains_are_whole(school)


def test_the_preview_counts_what_goes(school: SchoolAtWork, morning: tuple[str, str, str]) -> None:
    (about,) = school.office.erase_preview(("maya",), MS_R)
    assert (about.full, about.pieces, about.shared, about.files, about.drafts) == ("Maya R.", 1, 1, 2, 1)
    assert (about.visits, about.hands) == (1, 1)
    assert about.stations == tuple(sorted((school.cave.record.station, school.make.record.station)))
    with pytest.raises(NotYours):
        school.office.erase_preview(("maya",), MS_ODE)
