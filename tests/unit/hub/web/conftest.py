"""Somebody who asks for pages: a browser without a session, and one after Ms Rivera signed in."""

from collections.abc import Iterator

import pytest
from httpx import Client

from tests.unit.hub.web.fake_office import PASSWORD, RIVERA, FakeOffice
from tests.unit.hub.web.serving import serving


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def stranger(office: FakeOffice) -> Iterator[Client]:
    """A browser without a session; it follows no redirect, so that a test sees where it is sent."""
    with serving(office) as address, Client(base_url=address, headers={"origin": address}) as client:
        yield client


@pytest.fixture
def teacher(stranger: Client) -> Client:
    """The same browser after Ms Rivera signed in."""
    answer = stranger.post("/sign-in", data={"name": RIVERA.name, "password": PASSWORD})
    assert answer.headers["location"] == "/live"
    return stranger
