"""What a station may be asked, and what became of it, each in words for a teacher."""

from typing import get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest

from classroom.commands import Kind, Why
from hub.service.shapes import AskedNow
from hub.web import order_phrases as orders
from tests.unit.hub.web import heron, heron_stations

UTC = ZoneInfo("UTC")


def asked(kind: Kind = "restart", **more: object) -> str:
    one = msgspec.convert({"kind": kind, "at_ms": heron.NOW} | more, AskedNow)
    return orders.asked(one, UTC, heron.NOW)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_whatever_was_asked_is_said_until_it_is_done(kind: Kind) -> None:
    assert asked(kind).startswith(f"Asked at 10:42 to {orders.ASKED[kind]}. It does so")
    assert asked(kind, done_ms=heron.NOW, ok=True).endswith("done.")


@pytest.mark.parametrize("why", [one for one in get_args(Why) if one])
def test_what_was_not_done_says_why_and_what_now(why: Why) -> None:
    told = asked(done_ms=heron.NOW, why=why)
    assert " but " in told
    assert told.endswith(".")
    assert len(told.split(" but ")[1]) > 20


def test_a_zone_that_rests_is_opened_again_by_the_same_button() -> None:
    line = heron_stations.healthy().stations[0]
    assert [one.kind for one in orders.buttons(line)] == ["identify", "lock", "restart"]
    resting = msgspec.structs.replace(line, locked=True)
    assert [one.kind for one in orders.buttons(resting)] == ["identify", "unlock", "restart"]
