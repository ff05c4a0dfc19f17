"""The live page's stream: one picture for all, and in it nothing that is another person's."""

from pathlib import Path

import pytest
from starlette.datastructures import FormData
from starlette.requests import Request

from classroom.staff import Staff
from hub.errors import NotYours
from hub.web.desk import Call, Desk, form_token_of
from hub.web.pages.live import _ANYBODY, _Live, shape
from hub.web.sse import Written, marks_of
from tests.factories_hub import HERON, MR_T, MS_ODE, MS_R, SchoolAtWork


@pytest.fixture
def school(tmp_path: Path) -> SchoolAtWork:
    return SchoolAtWork(tmp_path)


def call_of(school: SchoolAtWork, staff: str) -> Call:
    room = school.office.room(HERON, MS_R)
    token = f"session of {staff}"
    query = f"class={HERON}&shape={shape(room, form_token_of(token))}".encode()
    request = Request({"type": "http", "query_string": query, "headers": []})
    return Call(request, Staff(id=staff, name=staff, roles=frozenset()), token, FormData())


def sent(page: Written | None) -> str:
    """All that goes to a page."""
    assert page
    return "".join(page.own(html) for html in page.fragments.values())


def test_each_page_carries_its_own_form_token_and_nobody_elses(school: SchoolAtWork) -> None:
    live = _Live(Desk(school.office, secure=False))
    pages = {staff: live.written(call_of(school, staff)) for staff in (MS_R, MS_ODE)}
    whole = {staff: sent(page) for staff, page in pages.items()}
    tokens = {staff: form_token_of(f"session of {staff}") for staff in pages}
    assert tokens[MS_R] in whole[MS_R]
    assert tokens[MS_ODE] in whole[MS_ODE]
    assert tokens[MS_R] not in whole[MS_ODE]
    assert _ANYBODY not in "".join(whole.values())


def test_a_page_of_another_session_is_loaded_again(school: SchoolAtWork) -> None:
    live, call = _Live(Desk(school.office, secure=False)), call_of(school, MS_R)
    assert live.written(call)
    assert live.written(call._replace(token="a later session")) is None


def test_a_mark_that_was_made_for_all_is_the_mark_of_its_card(school: SchoolAtWork) -> None:
    page = _Live(Desk(school.office, secure=False)).written(call_of(school, MS_R))
    assert page
    assert page.marks == marks_of(page.fragments)


def test_who_may_not_see_the_class_gets_no_picture_though_one_hangs(school: SchoolAtWork) -> None:
    live = _Live(Desk(school.office, secure=False))
    assert live.written(call_of(school, MS_R))
    with pytest.raises(NotYours):
        live.written(call_of(school, MR_T))


def test_a_change_is_in_the_next_picture(school: SchoolAtWork) -> None:
    live = _Live(Desk(school.office, secure=False))
    before = live.written(call_of(school, MS_R))
    school.office.open_block(HERON, MS_R)
    live._rooms._known.clear()  # a tenth of a second later
    after = live.written(call_of(school, MS_R))
    assert before
    assert after
    assert before.fragments["headline"] != after.fragments["headline"]
    assert (after.revision or 0) > (before.revision or 0)
