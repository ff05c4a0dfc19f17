"""The law of the house: code lists and checks, a named person decides; no fact lacks its rules."""

import inspect
from typing import get_args

import pytest

from classroom import facts
from classroom.facts import AnyFact, Decision, Erase, Fact, Keep

EVERY = get_args(AnyFact)
CLEAR_WORDS = {
    "VisitOpened",
    "VisitModeChanged",
    "VisitClosed",
    "VisitNotMe",
    "DraftParked",
    "DraftResumed",
    "DraftDropped",
    "BadgeUnknown",
    "EraseDone",
    "Redacted",
    "BadgeRevokedSeen",
    "StaffOverrode",
    "ObservationOpened",
    "PairJoined",
    "TriesUsedUp",
    "StationErred",
    "ClockAnchored",
    "CommandAnswered",
    "Gap",
}


def test_the_union_names_every_fact() -> None:
    defined = {
        value
        for _, value in inspect.getmembers(facts, inspect.isclass)
        if issubclass(value, Fact) and value not in {Fact, Decision}
    }
    assert defined == set(EVERY)


@pytest.mark.parametrize("fact", EVERY)
def test_each_fact_declares_its_rules_and_has_a_sentence(fact: type[Fact]) -> None:
    assert isinstance(fact.keep, Keep)
    assert isinstance(fact.erase, Erase)
    assert isinstance(fact.sealed, bool)
    assert fact.__doc__


@pytest.mark.parametrize("fact", EVERY)
def test_whatever_judges_or_plans_names_the_person_who_decided(fact: type[Fact]) -> None:
    fields = set(fact.__struct_fields__)
    decides = fields & {"level", "decision", "plan", "state", "block"} and fact.__name__ != "StationErred"
    if decides:
        assert issubclass(fact, Decision)
        with pytest.raises(TypeError, match="by"):
            fact(**dict.fromkeys(fields - {"by"}, "x"))


@pytest.mark.parametrize("fact", get_args(facts.STATION_FACTS))
def test_only_facts_of_ids_and_numbers_travel_in_the_clear(fact: type[Fact]) -> None:
    assert fact.sealed == (fact.__name__ not in CLEAR_WORDS)
