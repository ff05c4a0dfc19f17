"""Identities."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.ids import is_uuid7, uuid7


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7_that_holds_its_time(now_ms: int, entropy: bytes) -> None:
    text = uuid7(now_ms, entropy)
    parsed = uuid.UUID(text)
    assert str(parsed) == text
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert parsed.int >> 80 == now_ms
    assert is_uuid7(text)


def test_later_ids_sort_later() -> None:
    assert uuid7(1, b"\xff" * 10) < uuid7(2, bytes(10))


def test_an_id_needs_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="10"):
        uuid7(0, b"")


@pytest.mark.parametrize(
    "text", ["", "0" * 36, "6fa459ea-ee8a-4ca4-894e-db77e160355e", uuid7(0, bytes(10)).upper() + "x"]
)
def test_other_texts_are_no_ids(text: str) -> None:
    assert not is_uuid7(text)
