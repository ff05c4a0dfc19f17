"""One sentence to the learner for every state and every "next"."""

import re
from itertools import product

import pytest

from classroom.mastery import State
from classroom.path import Reason
from classroom.why import Why, why


def test_every_state_and_every_next_has_its_sentence_and_every_sentence_its_use() -> None:
    said = {
        why(state, reason, planned=planned)
        for state, reason, planned in product(State, (None, *Reason), (False, True))
    }
    assert said == set(Why)


def test_what_is_open_says_the_reason_for_which_it_is_next() -> None:
    assert [why(State.OPEN, reason) for reason in Reason] == [
        Why.OPEN_PICKED, Why.OPEN_PLANNED, Why.OPEN_AFTER, Why.OPEN_GOAL, Why.OPEN_TO_ALL,
    ]  # fmt: skip
    assert why(State.OPEN) is Why.OPEN_TO_ALL


def test_what_she_does_now_says_whether_it_was_planned() -> None:
    assert why(State.NOW, planned=True) is Why.NOW_PLANNED
    assert why(State.NOW) is Why.NOW_BEGUN


@pytest.mark.parametrize("sentence", Why)
def test_a_sentence_is_one_short_kind_sentence(sentence: Why) -> None:
    text = sentence.value
    assert text.endswith(".")
    assert text.count(".") <= 2
    assert len(text.split()) <= 10
    assert not re.search(r"\d|%|not yet|behind|fail|rank|level", text)
