"""Times, ages and states in the words of a page."""

from typing import get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.evidence import KINDS
from classroom.mastery import State
from classroom.visit import HelpKind, Mode, Tried
from classroom.zone import ZoneKind
from hub.service.shapes import ZoneNow
from hub.web import help_phrases, phrases
from tests.unit.hub.web import heron

CHICAGO = ZoneInfo("America/Chicago")
GARDEN = heron.zone("Garden Door", "outside", 6, fresh="offline", heard_s=14 * 60)


def test_times_are_those_of_the_school() -> None:
    assert phrases.clock(heron.NOW, ZoneInfo("UTC")) == "10:42"
    assert phrases.clock(heron.NOW, CHICAGO) == "05:42"
    assert phrases.day(heron.NOW - 6 * 3_600_000, CHICAGO) == "18 Oct"
    assert phrases.day_of("2026-11-03") == "3 Nov"
    assert phrases.day_of("between Tue and Wed") == "between Tue and Wed"


@pytest.mark.parametrize(
    ("age_ms", "words"),
    [(0, "0 s"), (14_000, "14 s"), (119_999, "119 s"), (120_000, "2 min"), (7_200_000, "2 h")],
)
def test_ages_grow_from_seconds_to_hours(age_ms: int, words: str) -> None:
    assert phrases.ago(heron.NOW - age_ms, heron.NOW) == words


@given(since=st.integers(0, 4_102_444_800_000), now=st.integers(0, 4_102_444_800_000))
def test_no_clock_makes_an_age_negative(since: int, now: int) -> None:
    assert phrases.minutes(since, now) >= 0
    assert not phrases.ago(since, now).startswith("-")


@pytest.mark.parametrize(
    ("freshness", "words"),
    [("live", "live"), ("late", "last heard 14 min ago"), ("offline", "offline 14 min · holding 7 pieces")],
)
def test_each_zone_says_how_far_it_may_be_trusted(freshness: str, words: str) -> None:
    zone = msgspec.structs.replace(GARDEN, freshness=freshness)
    assert phrases.freshness(zone, heron.NOW).words == words


def test_a_zone_that_was_never_heard_does_not_pretend() -> None:
    silent = msgspec.structs.replace(GARDEN, heard_ms=None, holding=0)
    assert phrases.freshness(silent, heron.NOW).words == "not heard yet"
    assert phrases.unknown(silent, CHICAGO) == ("Not heard yet today.", "")
    assert (
        phrases.freshness(ZoneNow(zone=GARDEN.zone, people=(), freshness="none"), 0).words
        == "no station here yet"
    )


def test_an_unknown_zone_says_since_when_and_who_was_there() -> None:
    assert phrases.unknown(GARDEN, ZoneInfo("UTC")) == (
        "Not known since 10:28.",
        "3 learners were here then.",
    )
    one = msgspec.structs.replace(GARDEN, were_here=1)
    assert phrases.unknown(one, CHICAGO)[1] == "1 learner was here then."
    assert (
        phrases.unknown(msgspec.structs.replace(GARDEN, were_here=0), CHICAGO)[1] == "Nobody was here then."
    )


def test_the_headline_leaves_out_what_is_nothing() -> None:
    room = heron.room()
    assert phrases.headline(room, ZoneInfo("UTC")) == "Heron · 19 here · 3 not known since 10:28 · 2 out"
    calm = msgspec.structs.replace(room, unknown=0, out=0)
    assert phrases.headline(calm, CHICAGO) == "Heron · 19 here"
    closed = msgspec.structs.replace(room, block_open=False)
    assert phrases.headline(closed, CHICAGO) == "Heron · no block open"


def test_every_state_kind_mode_zone_and_hand_has_its_words() -> None:
    assert set(phrases.STATES) == set(State)
    assert set(phrases.KINDS) == {kind.name for kind in KINDS}
    assert set(phrases.MODES) == set(get_args(Mode))
    assert set(phrases.ZONES) == set(get_args(ZoneKind))
    assert set(help_phrases.KINDS) == set(get_args(HelpKind))
    assert set(help_phrases.TRIED) == set(get_args(Tried))


def test_a_full_zone_keeps_raised_hands_on_its_card_and_the_rest_behind_one_touch() -> None:
    names = ("Amal", "Kai", "Bao", "Hana", "Celeste", "June")
    crowd = heron.zone("Cave", "cave", 8, *(heron.person(name, "", 1) for name in names))
    ivo = heron.person("Ivo", "", 1, hand=heron.hand("Ivo", "Cave", 2))
    crowd = msgspec.structs.replace(crowd, people=(*crowd.people, ivo))
    shown, more = phrases.on_card(crowd)
    assert [person.full for person in shown] == ["Amal", "Kai", "Bao", "Ivo"]
    assert [person.full for person in more] == ["Hana", "Celeste", "June"]
    five = msgspec.structs.replace(crowd, people=crowd.people[:5])
    assert phrases.on_card(five) == (five.people, ())
