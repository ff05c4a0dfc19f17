"""Every cell of the table of acts and roles whose route exists, over HTTP, with one's own ids and another class's."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import get_args

import httpx
import pytest
from httpx import Client

from hub.service.permissions import Act
from hub.service.substituting import Pass
from tests.factories_hub import COMET, HERON, MR_T, MS_R
from tests.unit.hub.web.asking import form_token
from tests.unit.hub.web.cells import (
    ANY_CLASS,
    CELLS,
    EITHER,
    EVERYBODY,
    ONES_OWN,
    SIFTED,
    WITHOUT_A_ROUTE,
    Cell,
    routes,
)
from tests.unit.hub.web.serving import serving
from tests.unit.hub.web.two_classes import ROLES, School, as_role, at_the_door, two_classes

ROWS = list(csv.DictReader(files("hub.service").joinpath("permissions.csv").read_text("utf-8").splitlines()))
SCOPES = {(row["act"], row["role"]): row["scope"] for row in ROWS}
NAMES = {HERON: ("Amal", "Words of amal"), COMET: ("Kofi", "Words of kofi")}
REFUSED = {"POST": {403}, "GET": {403, 409}}
"""A stream is refused by 409, which has its page loaded again."""


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    made = two_classes(tmp_path)
    yield made
    made.school.back.stop()


@pytest.fixture
def person(made: School, role: str) -> Iterator[Client]:
    """A browser in which somebody with this role, of Heron, is signed in."""
    token = as_role(made.school, role)
    with (
        serving(made.school.office) as address,
        Client(base_url=address, headers={"origin": address}) as client,
    ):
        assert client.get(f"/sign-in/once?token={token}").status_code == 303
        yield client


def test_each_route_is_a_cell_or_open_by_intention() -> None:
    known = {cell.route for cell in CELLS} | {*EVERYBODY, *ONES_OWN, *SIFTED}
    assert {name for name, _ in routes()} == known, "a new page says which act of the table it is"


def test_each_act_has_a_route_or_is_listed_as_having_none() -> None:
    with_route = {cell.act for cell in CELLS}
    assert with_route | WITHOUT_A_ROUTE == set(get_args(Act))
    assert with_route.isdisjoint(WITHOUT_A_ROUTE), "it has a route now: take it off the list"


def test_every_cell_answers_as_the_table_says(made: School, person: Client, role: str) -> None:
    token = form_token(person, "/account")
    wrong = []
    for class_id in (COMET, HERON):
        for cell in CELLS:
            status, text = ask(person, made, cell, class_id, token)
            allowed = may(role, cell, class_id)
            fits = status in {200, 204, 303, 409} if allowed else status in REFUSED[cell.method]
            leaks = [name for name in NAMES[class_id] if not allowed and name in text]
            if not fits or leaks:
                wrong.append(
                    (cell.route, cell.act, class_id, "allowed" if allowed else "refused", status, leaks)
                )
    assert wrong == []


def test_pages_for_everybody_show_nothing_of_another_class(person: Client, role: str) -> None:
    for route in (*SIFTED, "GET /account", "GET /live", "GET /learners", "GET /badges"):
        answer = person.get(route.partition(" ")[2])
        assert answer.status_code in {200, 403}, route
        act = "badges" if "badges" in route else "see room"
        assert "kofi" not in answer.text.lower() or SCOPES.get((act, role)) == "whole school", route


def test_an_aide_sees_work_and_no_level(made: School, person: Client, role: str) -> None:
    piece = person.get(f"/review/{made.ids[HERON]['evidence']}")
    learner = person.get("/learners/amal")
    work = SCOPES.get(("see work", role)) == "own classes"
    levels = SCOPES.get(("see levels", role)) == "own classes"
    assert (piece.status_code == 200, learner.status_code == 200) == (work, work)
    assert ('name="level"' in piece.text) == levels
    assert ("Policy:" in piece.text) == levels
    assert ("Can do" in learner.text) == levels


def may(role: str, cell: Cell, class_id: str) -> bool:
    """What the table says."""
    return any(_may(role, cell, act, class_id) for act in EITHER.get(cell.route, (cell.act,)))


def _may(role: str, cell: Cell, act: str, class_id: str) -> bool:
    scope = SCOPES.get((act, role))
    if cell.route in ANY_CLASS:
        return scope in {"own classes", "whole school"}
    if cell.whole:
        return scope == "whole school"
    return scope == "whole school" or (scope == "own classes" and class_id == HERON)


def ask(person: Client, made: School, cell: Cell, class_id: str, token: str) -> tuple[int, str]:
    """Ask for a cell with the ids of a class; of a stream, only how it begins."""
    ids = {**made.ids[class_id], **extra(made, cell, class_id)}
    address = cell.address.format_map(ids)
    if cell.method == "POST":
        fields = {name: value.format_map(ids) for name, value in cell.fields}
        said = {"x-form-token": token} if address.endswith("/voice") else {}
        return whole(person.post(address, data=fields | {"form_token": token}, headers=said))
    with person.stream("GET", address) as answer:
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            return answer.status_code, ""
        answer.read()
        return whole(answer)


def whole(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.text


def extra(made: School, cell: Cell, class_id: str) -> dict[str, str]:
    """What is made for one question alone: a day pass of the class, an end of one, an open door, who knocks there."""
    found = {"now": str(made.school.clock()), "until": "2026-09-21T17:00", "substitute": "", "guest": ""}
    if cell.route in {"POST /stations/door/close", "POST /stations/door/in", "POST /stations/door/away"}:
        found["guest"] = at_the_door(made.school, class_id, knocks="{guest}" in str(cell.fields))
    if "{substitute}" in str(cell.fields):
        wanted = Pass(f"Sub {cell.route} {class_id}", class_id, made.school.clock() + 3_600_000)
        person, _, _ = made.school.office.open_pass(wanted, MS_R if class_id == HERON else MR_T)
        found["substitute"] = person.id
    return found
