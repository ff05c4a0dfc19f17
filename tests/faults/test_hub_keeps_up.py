"""The hub keeps up: its intake beside a bare loop over the same bytes, in the same process."""

from collections.abc import Callable

import pytest

from benchmarks.intake import BURSTS, once
from tests.folders import quick_folder
from tests.stub_station import StubStation

pytestmark = pytest.mark.timed

LEAST_A_SECOND = 1_500
LEAST_SHARE = 0.15
"""Of what a loop keeps that decodes, opens and inserts, and knows neither order nor what a fact means."""
TRIES = 3


@pytest.mark.parametrize("words", list(BURSTS))
def test_what_stations_kept_is_acknowledged_as_fast_as_it_must_be(
    words: str, reached: Callable[[str], None]
) -> None:
    write: Callable[[StubStation, str], None] = BURSTS[words]
    tried: list[tuple[float, float]] = []
    for _ in range(TRIES):
        with quick_folder() as folder:
            tried.append(once(folder, write, senders=20))
        ours, bare = max(tried, key=lambda pair: pair[0] / pair[1])
        if ours >= LEAST_A_SECOND and ours / bare >= LEAST_SHARE:
            break
    reached(f"{words}: {ours:,.0f} facts/s acknowledged, {ours / bare:.2f} of a bare loop")
    assert ours >= LEAST_A_SECOND
    assert ours / bare >= LEAST_SHARE
