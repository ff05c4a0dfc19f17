"""A grown-up's PIN: four to eight digits, none that a child tries first."""

import pytest

from classroom.errors import PinRefused
from classroom.pins import check_pin


@pytest.mark.parametrize("pin", ["4711", "2580", "90210", "13579", "11223344", "1994817", "0042"])
def test_a_pin_that_nobody_tries_first_stands(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "four to eight"),
        ("471", "four to eight"),
        ("471147114", "four to eight"),
        ("47a1", "four to eight"),
        ("４７１１", "four to eight"),
        (" 4711", "four to eight"),
        ("0000", "repeats"),
        ("77777777", "repeats"),
        ("1212", "repeats"),
        ("123123", "repeats"),
        ("1234", "in a row"),
        ("98765", "in a row"),
        ("8901", "in a row"),
        ("1987", "year"),
        ("2026", "year"),
    ],
)
def test_a_pin_that_is_tried_first_is_refused_and_never_repeated(pin: str, why: str) -> None:
    with pytest.raises(PinRefused, match=why) as refusal:
        check_pin(pin)
    assert not pin.strip() or pin not in str(refusal.value)
