"""Who is there: by lives, by silence, and by a clock that only passes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.messages import StationState
from hub.service.presence import LATE_S, OFFLINE_S, Presence, best
from hub.service.shapes import StationNow

CAVE = "cave-1"
YEAR_MS = 365 * 86_400_000


class Clocks:
    """A wall clock that jumps, and one that only passes."""

    def __init__(self) -> None:
        self.wall_ms, self.mono_s = 1_790_000_000_000, 500.0

    def wait(self, seconds: float) -> None:
        self.wall_ms += int(seconds * 1000)
        self.mono_s += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def presence(clocks: Clocks) -> Presence:
    return Presence(lambda: clocks.wall_ms, lambda: clocks.mono_s)


def state(life: str, **changes: object) -> StationState:
    return StationState(online=True, life=life, **changes)  # type: ignore[arg-type]


def will(life: str) -> StationState:
    return StationState(online=False, life=life)


def test_a_station_that_was_never_heard_is_offline_and_was_heard_at_no_time(presence: Presence) -> None:
    assert presence.now(CAVE) == StationNow(station=CAVE, state="offline")


@pytest.mark.parametrize(
    ("silent_s", "expected"), [(0, "live"), (12, "live"), (12.1, "late"), (20, "late"), (20.1, "offline")]
)
def test_silence_is_late_then_offline(
    presence: Presence, clocks: Clocks, silent_s: float, expected: str
) -> None:
    presence.hello(CAVE, "a")
    clocks.wait(silent_s)
    assert presence.now(CAVE).state == expected


@pytest.mark.parametrize("jump_ms", [YEAR_MS, -YEAR_MS, 30_000, -30_000])
def test_a_hub_whose_clock_is_set_loses_no_station_and_finds_none(
    presence: Presence, clocks: Clocks, jump_ms: int
) -> None:
    presence.hello(CAVE, "a")
    clocks.wait(3)
    clocks.wall_ms += jump_ms
    assert presence.now(CAVE).state == "live"
    assert presence.now(CAVE).heard_ms == clocks.wall_ms - 3_000
    clocks.wait(18)
    clocks.wall_ms -= jump_ms
    assert presence.now(CAVE).state == "offline"


def test_a_will_of_the_present_life_says_offline_at_once(presence: Presence) -> None:
    presence.hello(CAVE, "a")
    assert presence.said(CAVE, will("a"))
    assert presence.offline(CAVE)


def test_a_will_of_an_old_life_is_nothing_to_the_new_one(presence: Presence) -> None:
    presence.hello(CAVE, "a")
    presence.hello(CAVE, "b")
    assert not presence.said(CAVE, will("a"))
    assert presence.now(CAVE).state == "live"


def test_a_state_of_an_old_life_tells_nothing(presence: Presence) -> None:
    presence.hello(CAVE, "b")
    assert not presence.said(CAVE, state("a", queue=9))
    assert presence.now(CAVE).queue == 0


def test_a_word_after_a_will_of_the_same_life_takes_it_back(presence: Presence) -> None:
    presence.hello(CAVE, "a")
    presence.said(CAVE, will("a"))
    presence.heard(CAVE, 4)
    assert (presence.now(CAVE).state, presence.now(CAVE).queue) == ("live", 4)


def test_what_waits_there_grows_older_while_nobody_hears_from_it(presence: Presence, clocks: Clocks) -> None:
    presence.hello(CAVE, "a")
    presence.said(CAVE, state("a", queue=2, oldest=60))
    clocks.wait(600)
    assert presence.now(CAVE).oldest_s == 660


def test_an_empty_queue_has_no_oldest(presence: Presence, clocks: Clocks) -> None:
    presence.hello(CAVE, "a")
    presence.said(CAVE, state("a", queue=2, oldest=60))
    presence.heard(CAVE, 0)
    clocks.wait(10)
    assert presence.now(CAVE).oldest_s == 0


def test_a_zone_is_as_fresh_as_its_best_station() -> None:
    late, away = StationNow(station="a", state="late"), StationNow(station="b", state="offline")
    assert (best([late, away]), best([away]), best([])) == ("late", "offline", "none")


Step = Callable[[Presence, Clocks], None]
LIVES = st.sampled_from("abc")
STEPS = st.one_of(
    st.builds(lambda life: ("hello", life), LIVES),
    st.builds(lambda life: ("will", life), LIVES),
    st.builds(lambda life: ("state", life), LIVES),
    st.just(("beat", "")),
    st.builds(lambda seconds: ("wait", seconds), st.sampled_from([1.0, 11.0, 13.0, 21.0])),
    st.builds(lambda jump: ("jump", jump), st.sampled_from([YEAR_MS, -YEAR_MS, 3_600_000])),
)


@given(st.lists(STEPS, max_size=40))
def test_presence_is_the_last_word_of_the_present_life_and_the_time_since(
    steps: list[tuple[str, object]],
) -> None:
    clocks = Clocks()
    presence = Presence(lambda: clocks.wall_ms, lambda: clocks.mono_s)
    life, heard_s, gone = "", None, False
    for kind, value in steps:
        match kind:
            case "hello":
                presence.hello(CAVE, str(value))
                life, heard_s, gone = str(value), clocks.mono_s, False
            case "will":
                presence.said(CAVE, will(str(value)))
                gone = gone or value == life
            case "state":
                presence.said(CAVE, state(str(value)))
                if value == life:
                    heard_s, gone = clocks.mono_s, False
            case "beat" if life:
                presence.heard(CAVE)
                heard_s, gone = clocks.mono_s, False
            case "wait":
                clocks.wait(float(str(value)))
            case "jump":
                clocks.wall_ms += int(str(value))
        silent_s = None if heard_s is None or gone else clocks.mono_s - heard_s
        expected = (
            "offline" if silent_s is None or silent_s > OFFLINE_S else "late" if silent_s > LATE_S else "live"
        )
        assert presence.now(CAVE).state == expected
