"""Three of twelve pictures in order: 1,320 secrets, each as likely as the others."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.pictures import PICTURES, picture_secret, pictures_from


def test_there_are_1320_secrets() -> None:
    assert len({pictures_from(number.to_bytes(8, "big")) for number in range(1_320)}) == 1_320


@given(st.binary(min_size=8, max_size=32))
def test_chance_gives_three_different_pictures_that_can_be_someones(entropy: bytes) -> None:
    icons = pictures_from(entropy)
    assert len(set(icons)) == 3
    assert picture_secret(icons) == "-".join(icons).encode()


@given(st.lists(st.sampled_from([*PICTURES, "x", ""]), max_size=5))
def test_other_rows_are_nobodys(icons: list[str]) -> None:
    stands = len(icons) == 3 and len(set(icons)) == 3 and set(icons) <= set(PICTURES)
    assert (picture_secret(icons) is not None) == stands


def test_the_order_matters() -> None:
    assert picture_secret(("apple", "bell", "bike")) != picture_secret(("bell", "apple", "bike"))
