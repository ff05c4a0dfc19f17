"""How the link stands, in one word."""

import pytest

from station.sync.presence import LinkState, Standing


@pytest.mark.parametrize(
    ("standing", "state", "live"),
    [
        (Standing(), LinkState.OFFLINE, False),
        (Standing(refused=2), LinkState.OFFLINE, False),
        (Standing(refused=3), LinkState.SUSPENDED, False),
        (Standing(connected=True, hub_gone=True), LinkState.CONNECTED, False),
        (Standing(connected=True), LinkState.HELLO, False),
        (Standing(connected=True, welcomed=True, behind=True), LinkState.CATCHUP, True),
        (Standing(connected=True, welcomed=True), LinkState.LIVE, True),
        (Standing(welcomed=True), LinkState.OFFLINE, False),
    ],
)
def test_the_word_follows_from_what_is_known(standing: Standing, state: LinkState, live: bool) -> None:
    assert standing.state is state
    assert standing.live is live
