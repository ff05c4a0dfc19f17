"""Every route of a real hub, found by looking at the application: without a session, forged, too large, unknown."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from httpx import Client

from hub.store import audit
from hub.store.store import looking
from hub.web.app import MAX_FORM
from hub.web.headers import ALWAYS
from hub.web.pages.review import LONGEST
from tests.factories_hub import HERON, MS_R
from tests.unit.hub.web.asking import form_token
from tests.unit.hub.web.cells import CELLS, EVERYBODY, OF_STATIONS, Cell, routes
from tests.unit.hub.web.serving import serving
from tests.unit.hub.web.two_classes import School, as_role, two_classes

NAMES = ("Amal", "Kofi", "Words of", "Ms R", "Heron", "Comet")
STRANGERS = frozenset(EVERYBODY) | {"POST /sign-out"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    made = two_classes(tmp_path)
    yield made
    made.school.back.stop()


@pytest.fixture
def stranger(made: School) -> Iterator[Client]:
    with (
        serving(made.school.office) as address,
        Client(base_url=address, headers={"origin": address}) as client,
    ):
        yield client


@pytest.fixture
def teacher(made: School, stranger: Client) -> Client:
    """Ms R, who may do everything in Heron."""
    stranger.get(f"/sign-in/once?token={made.school.office.one_time_sign_in(MS_R)}")
    return stranger


def every(method: str, made: School) -> list[tuple[str, str]]:
    """(route, address with the ids of Heron) of each route that takes a method."""
    ids = made.ids[HERON]
    found = [(name, route.path) for name, route in routes() if name.startswith(f"{method} ")]
    return [(name, path.format_map(ids)) for name, path in found]


def written(made: School) -> tuple[object, ...]:
    """Everything that an act would change: the log, what was written down, who is signed in."""
    made.school.back.settle_audit()
    with looking(made.school.folder) as tables:
        facts = tables.one("SELECT max(rev), count(*) FROM facts")
        held = tables.one("SELECT count(*) FROM held_answers")
        rows = [entry for entry in audit.after(tables, 0) if entry.action not in LOOKS]
    return facts, held, len(rows), made.school.back.people.sessions(MS_R)


LOOKS = ("sign-in", "sign-in.failed", "learner.opened", "evidence.opened", "media.opened", "audit.read")


def guarded(answer: httpx.Response) -> bool:
    """Whether an answer carries what every answer carries."""
    same = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    own_policy = answer.headers.get("content-security-policy", "")
    sandboxed = same == ["Content-Security-Policy"] and "sandbox" in own_policy
    return (not same or sandboxed) and "cache-control" in answer.headers


def test_without_a_session_nothing_is_shown_and_nothing_done(made: School, stranger: Client) -> None:
    before = written(made)
    for method in ("GET", "POST"):
        for route, address in every(method, made):
            answer = stranger.request(
                method, address, data={"form_token": "0" * 32} if method == "POST" else None
            )
            assert guarded(answer), route
            assert not any(name in answer.text for name in NAMES), route
            if route not in STRANGERS:
                sent_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
                assert sent_away or (answer.status_code == 409 and route.endswith("/stream")), route
    assert written(made) == before


def test_a_script_without_a_session_is_told_so(stranger: Client, made: School) -> None:
    for route, address in every("POST", made):
        if route not in STRANGERS:
            answer = stranger.post(address, headers={"HX-Request": "true"})
            assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in"), route


@pytest.mark.parametrize("forged", ["none", "another session's", "another origin", "no origin"])
def test_a_forged_form_is_refused_and_changes_nothing(made: School, teacher: Client, forged: str) -> None:
    mine = form_token(teacher)
    other = made.school.office.open_session(MS_R)
    with Client(base_url=teacher.base_url, cookies={"waystation": other}) as elsewhere:
        theirs = form_token(elsewhere)
    token = {"none": "", "another session's": theirs}.get(forged, mine)
    origin = {"another origin": "http://elsewhere.example"}.get(forged, str(teacher.base_url).rstrip("/"))
    if forged == "no origin":
        del teacher.headers["origin"]
    before = written(made)
    fields = {name: value for cell in CELLS for name, value in cell.fields}
    filled = {name: value.format_map({**made.ids[HERON], "now": "1", "until": "", "substitute": "x", "guest": "x"})
              for name, value in fields.items()}  # fmt: skip
    for route, address in every("POST", made):
        if route in EVERYBODY and forged in {"none", "another session's"}:
            continue  # they ask for a secret in place of a token
        headers = {} if forged == "no origin" else {"origin": origin}
        answer = teacher.post(address, data=filled | {"form_token": token}, headers=headers)
        assert answer.status_code == 403, route
        assert guarded(answer), route
    assert written(made) == before


def test_too_large_a_body_is_refused_by_every_route(made: School, teacher: Client) -> None:
    token, before = form_token(teacher), written(made)
    for route, address in every("POST", made):
        most = LONGEST if route.endswith("/voice") else MAX_FORM
        fields = {"form_token": token, "own": "x" * (most + 1)}
        answer = teacher.post(address, data=fields, headers={"x-form-token": token})
        assert answer.status_code == 413, route
        assert guarded(answer), route
    assert written(made) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "POST", "GET"])
def test_a_method_that_a_route_does_not_know_is_refused(made: School, teacher: Client, method: str) -> None:
    known = {name for name, _ in routes()}
    before = written(made)
    for name, route in routes():
        address = route.path.format_map(made.ids[HERON])
        if f"{method} {route.path}" in known:
            continue
        answer = teacher.request(method, address)
        assert answer.status_code in {400, 403, 404, 405}, (method, name)
    assert written(made) == before


def test_whatever_is_asked_every_answer_is_guarded(made: School, teacher: Client) -> None:
    for route, address in every("GET", made):
        with teacher.stream("GET", address) as answer:
            assert guarded(answer), route
            assert answer.status_code < 500, route
    for odd in (
        "/nowhere",
        "/static/none.js",
        "/static/css/house.css",
        "/live?class=%00",
        "/learners/%2e%2e",
    ):
        assert guarded(teacher.get(odd)), odd


def test_ids_that_are_nobodys_are_refused_by_every_route(made: School, stranger: Client) -> None:
    teacher = stranger
    assert teacher.get(f"/sign-in/once?token={as_role(made.school, 'teacher')}").status_code == 303
    before = written(made)
    token = form_token(teacher)
    for cell in CELLS:
        if cell.whole or not names_something(cell):
            continue
        strange = dict.fromkeys([*made.ids[HERON], "substitute", "now", "until", "guest"], "nobody-7")
        address = cell.address.format_map(strange)
        fields = {name: value.format_map(strange) for name, value in cell.fields}
        answer = (
            teacher.post(address, data=fields | {"form_token": token})
            if cell.method == "POST"
            else teacher.get(address)
        )
        assert answer.status_code in {403, 404, 409}, (cell.route, answer.status_code)
        assert not any(name in answer.text for name in ("Amal", "Kofi", "Words of")), cell.route
    assert written(made) == before


def names_something(cell: Cell) -> bool:
    """Whether a route is asked for with an id of a class."""
    return "{" in cell.address or any("{" in value for _, value in cell.fields)


@pytest.mark.parametrize("route", OF_STATIONS)
def test_where_stations_ask_no_browser_is_answered(made: School, teacher: Client, route: str) -> None:
    method, _, path = route.partition(" ")
    before = written(made)
    signed_in = teacher.request(method, path, data={"form_token": form_token(teacher)})
    with Client(base_url=teacher.base_url) as alone:
        from_a_page = alone.request(method, path, headers={"origin": str(teacher.base_url)})
        as_a_station = alone.request(method, path, content=b"{}")
    assert [answer.status_code for answer in (signed_in, from_a_page, as_a_station)] == [403, 403, 403]
    assert (as_a_station.json(), "set-cookie" in as_a_station.headers) == (
        {"t": "refused", "why": "code"},
        False,
    )
    assert guarded(as_a_station)
    assert written(made) == before
