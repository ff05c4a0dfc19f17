"""Documents leave most of the writer's time to facts, but a machine that was held up does not hold them up."""

import pytest

from hub.service.publishing import LEFT, LONGEST_PAUSE_S, PAUSE_S, pause_s


def test_a_quick_round_is_followed_by_a_short_pause() -> None:
    assert pause_s(0.0) == PAUSE_S


def test_a_usual_round_leaves_seven_eighths_of_the_time() -> None:
    assert pause_s(0.1) == pytest.approx(0.1 * LEFT)


def test_a_round_that_took_seconds_is_followed_by_another_one_within_a_second() -> None:
    assert pause_s(12.0) == LONGEST_PAUSE_S <= 1.0
