"""Which seconds of a day the flaky station is dark."""

from demo.actors.day import DARK_EVERY_S, DARK_FIRST_S, DARK_S, is_dark


def test_the_flaky_station_is_dark_for_a_while_again_and_again() -> None:
    assert not is_dark(0)
    assert not is_dark(DARK_FIRST_S - 0.1)
    assert is_dark(DARK_FIRST_S)
    assert is_dark(DARK_FIRST_S + DARK_S - 0.1)
    assert not is_dark(DARK_FIRST_S + DARK_S)
    assert is_dark(DARK_FIRST_S + DARK_EVERY_S)
