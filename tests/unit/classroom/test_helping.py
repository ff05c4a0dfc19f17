"""A call for help: one hand a visit, what was ended stays ended, in whatever order one hears of it."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.facts import Fact, HelpCancelled, HelpOpened, HelpSeen, HelpTried
from classroom.helping import ENDED, PRIVATE, HelpRequest, after, asks_tried, hand_up, outside
from classroom.visit import HelpKind

HELP = "h1"


def folded(*facts: Fact) -> HelpRequest:
    request = HelpRequest(help=HELP)
    for place, fact in enumerate(facts, 1):
        request = after(request, fact, place)
    return request


def seen(state: str, by: str = "ms-r") -> HelpSeen:
    return HelpSeen(help=HELP, state=state, by=by)  # type: ignore[arg-type]


opened = st.sampled_from(get_args(HelpKind)).map(lambda kind: HelpOpened(help=HELP, kind=kind))
tried = st.sets(st.sampled_from(["read", "asked", "another"])).map(
    lambda what: HelpTried(help=HELP, tried=tuple(sorted(what)))  # type: ignore[arg-type]
)
answered = st.builds(seen, st.sampled_from(["seen", "coming", "peer", "done"]), st.sampled_from("ab"))
said = st.lists(st.one_of(opened, tried, answered, st.just(HelpCancelled(help=HELP))), max_size=9)


def test_a_hand_goes_up_is_seen_and_comes_to_an_end() -> None:
    asked = folded(HelpOpened(help=HELP, kind="look"))
    assert (asked.state, asked.kind, asked.up) == ("open", "look", True)
    assert folded(HelpOpened(help=HELP), seen("seen")).state == "seen"
    coming = folded(HelpOpened(help=HELP), seen("seen"), seen("coming", "mx-j"))
    assert (coming.state, coming.by, coming.up) == ("coming", "mx-j", True)
    assert folded(HelpOpened(help=HELP), seen("coming"), seen("peer")).state == "peer"
    assert not folded(HelpOpened(help=HELP), seen("done")).up


def test_who_only_looks_at_a_hand_takes_nobody_off_the_way() -> None:
    assert folded(HelpOpened(help=HELP), seen("coming"), seen("seen", "mx-j")).by == "ms-r"


@pytest.mark.parametrize("end", [seen("done"), HelpCancelled(help=HELP)])
@given(later=said)
def test_what_was_ended_stays_ended(end: Fact, later: list[Fact]) -> None:
    request = folded(HelpOpened(help=HELP), end)
    for place, fact in enumerate(later, 3):
        request = after(request, fact, place)
    assert request.state == folded(HelpOpened(help=HELP), end).state
    assert request.state in ENDED
    assert not request.up


@given(said, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_fold_to_the_same(facts: list[Fact], chance: object) -> None:
    placed = list(enumerate(facts, 1))
    mixed = placed * 2
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    request = HelpRequest(help=HELP)
    for place, fact in mixed:
        request = after(request, fact, place)
    assert request == folded(*facts)


def test_at_most_one_hand_of_a_visit_is_up() -> None:
    first, second = HelpRequest(help="h1", opened=1), HelpRequest(help="h2", opened=5)
    assert hand_up([]) is None
    assert hand_up([second, first]) == second
    put_down = after(second, HelpCancelled(help="h2"), 6)
    assert hand_up([first, put_down]) is None, "the first one does not come up again"
    unheard = after(HelpRequest(help="h3"), HelpCancelled(help="h3"), 7)
    assert hand_up([first, unheard]) == first


def test_what_is_private_looks_like_the_plainest_and_is_asked_the_same() -> None:
    assert {outside(kind) for kind in PRIVATE} == {"stuck"}
    assert all(asks_tried(kind) for kind in PRIVATE)
    others = set(get_args(HelpKind)) - PRIVATE
    assert {outside(kind) for kind in others} == others
    assert not asks_tried("materials")
