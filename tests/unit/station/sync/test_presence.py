"""How the link stands: each state, each thing that can happen in it, and where that leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.sync.presence import REFUSALS, Happened, LinkState, Standing

IN = Standing(connected=True)
STANDINGS = {
    LinkState.OFFLINE: Standing(),
    LinkState.SUSPENDED: Standing(refused=REFUSALS),
    LinkState.CONNECTED: Standing(connected=True, hub_gone=True),
    LinkState.HELLO: IN,
    LinkState.CATCHUP: Standing(connected=True, welcomed=True, behind=True),
    LinkState.LIVE: Standing(connected=True, welcomed=True),
    LinkState.WIPING: Standing(connected=True, emptied=True),
}
OFFLINE, SUSPENDED, CONNECTED, HELLO, CATCHUP, LIVE, WIPING = STANDINGS
TABLE: dict[LinkState, dict[Happened, LinkState]] = {
    OFFLINE: {Happened.LET_IN: HELLO},
    SUSPENDED: {Happened.LET_IN: HELLO},
    CONNECTED: {
        Happened.LOST: OFFLINE,
        Happened.DENIED: OFFLINE,
        Happened.LET_IN: HELLO,
        Happened.HUB_CAME: HELLO,
        Happened.WELCOMED: LIVE,
    },
    HELLO: {
        Happened.LOST: OFFLINE,
        Happened.DENIED: OFFLINE,
        Happened.HUB_LEFT: CONNECTED,
        Happened.WELCOMED: LIVE,
    },
    CATCHUP: {
        Happened.LOST: OFFLINE,
        Happened.DENIED: OFFLINE,
        Happened.LET_IN: HELLO,
        Happened.HUB_LEFT: CONNECTED,
        Happened.UNANSWERED: HELLO,
        Happened.CAUGHT_UP: LIVE,
    },
    LIVE: {
        Happened.LOST: OFFLINE,
        Happened.DENIED: OFFLINE,
        Happened.LET_IN: HELLO,
        Happened.HUB_LEFT: CONNECTED,
        Happened.UNANSWERED: HELLO,
        Happened.FELL_BEHIND: CATCHUP,
    },
    WIPING: {},
}
"""Where each thing leads; what a row does not name leaves the state as it is, and a wiped station is wiped."""


@pytest.mark.parametrize("happened", list(Happened))
@pytest.mark.parametrize("state", list(LinkState))
def test_each_thing_leads_from_each_state_where_the_table_says(state: LinkState, happened: Happened) -> None:
    assert STANDINGS[state].state is state
    leads_to = WIPING if happened is Happened.EMPTIED else TABLE[state].get(happened, state)
    assert STANDINGS[state].after(happened).state is leads_to


def test_three_times_not_authorised_and_the_station_waits_for_a_teacher() -> None:
    standing, seen = Standing(), []
    for _ in range(REFUSALS + 1):
        standing = standing.after(Happened.DENIED)
        seen.append(standing.state)
    assert seen == [OFFLINE, OFFLINE, SUSPENDED, SUSPENDED]
    assert standing.after(Happened.LET_IN).after(Happened.LOST).state is OFFLINE


def test_what_waits_is_not_forgotten_with_the_connection() -> None:
    standing = STANDINGS[CATCHUP].after(Happened.LOST).after(Happened.LET_IN).after(Happened.WELCOMED)
    assert standing.state is CATCHUP


@given(st.lists(st.sampled_from(list(Happened)), max_size=60))
def test_a_link_is_live_only_while_a_connected_hub_has_answered_since_it_last_went(
    course: list[Happened],
) -> None:
    standing = Standing()
    connected = answered = emptied = False
    denied = 0
    for happened in course:
        standing = standing.after(happened)
        emptied = emptied or happened is Happened.EMPTIED
        if emptied:
            assert standing.state is WIPING
            assert not standing.live
            continue
        if happened in {Happened.LET_IN, Happened.LOST, Happened.DENIED}:
            connected, answered = happened is Happened.LET_IN, False
            denied = denied + 1 if happened is Happened.DENIED else 0 if connected else denied
        elif happened in {Happened.HUB_LEFT, Happened.UNANSWERED}:
            answered = False
        elif happened is Happened.WELCOMED:
            answered = connected
        assert standing.live == (connected and answered)
        assert (standing.state in {LIVE, CATCHUP}) == standing.live
        assert (standing.state is SUSPENDED) == (not connected and denied >= REFUSALS)
