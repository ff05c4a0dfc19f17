"""The code that a hub shows and a station scans: whole or refused, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import ClaimRefused
from classroom.wire.claims import (
    LONGEST,
    MOST_HOSTS,
    Claim,
    decode_claim,
    encode_claim,
    in_groups,
    is_claim,
    looks_like_claim,
)
from classroom.wire.enrolling import PICTURES, Transcript, keeps_promise, pictures_of, promise

CLAIM = Claim(
    room="0123456789abcdef",
    hosts=("192.168.1.20", "fe80::1"),
    port=8600,
    fingerprint=b"f" * 32,
    secret=b"s" * 16,
)
TEXT = encode_claim(CLAIM)


def test_a_claim_comes_back_as_it_went() -> None:
    assert TEXT.startswith("WSJ1 0123456789abcdef 192.168.1.20,fe80::1 8600 ")
    assert decode_claim(TEXT) == CLAIM


@pytest.mark.parametrize("typed", [TEXT.lower(), f"  {TEXT}\n", TEXT.replace(" ", "   "), in_groups(TEXT)])
def test_a_claim_may_be_typed_in_any_case_and_with_any_spaces(typed: str) -> None:
    assert decode_claim(typed) == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WSJ1",
        "WS1.AAAA",
        "https://example.org/",
        TEXT.replace("WSJ1", "WSJ2"),
        TEXT.replace("8600", "0"),
        TEXT.replace("8600", "86000"),
        TEXT.replace("8600", "٨٦٠٠"),
        TEXT.replace("0123456789abcdef", "0123456789abcde"),
        TEXT.replace("192.168.1.20", "a_b"),
        TEXT.replace("192.168.1.20", ",".join(["10.0.0.1"] * MOST_HOSTS)),
        TEXT[:-1],
        TEXT + "A",
        TEXT[:-1] + "1",
        TEXT + " MORE",
        TEXT + " " * LONGEST,
    ],
)
def test_what_is_no_claim_is_refused_and_never_repeated(text: str) -> None:
    assert not is_claim(text)
    with pytest.raises(ClaimRefused) as refused:
        decode_claim(text)
    assert len(text) < 8 or text not in str(refused.value)


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert is_claim(text) <= looks_like_claim(text.strip())


def test_a_claim_shows_no_secret_of_itself() -> None:
    assert "s" * 8 not in repr(CLAIM)
    assert TEXT.split()[-1] not in repr(CLAIM)


def transcript(**changes: object) -> Transcript:
    parts: dict[str, object] = {
        "room": "r", "fingerprint": b"f", "claim": b"c", "station_key": b"s", "hub_key": b"h",
        "station_nonce": b"n", "hub_nonce": b"m",
    }  # fmt: skip
    return Transcript(**(parts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "part", ["fingerprint", "claim", "station_key", "hub_key", "station_nonce", "hub_nonce"]
)
def test_whatever_is_other_gives_another_digest(part: str) -> None:
    assert transcript(**{part: b"other"}).digest() != transcript().digest()


def test_two_parts_cannot_be_shifted_into_each_other() -> None:
    assert (
        transcript(station_key=b"sh", hub_key=b"").digest()
        != transcript(station_key=b"s", hub_key=b"h").digest()
    )


def test_pictures_are_spread_over_all_that_there_are() -> None:
    seen = {picture for number in range(2_000) for picture in pictures_of(str(number).encode())}
    assert seen == set(PICTURES)
    assert len(set(PICTURES)) == len(PICTURES) == 32
    assert len({pictures_of(str(number).encode()) for number in range(300)}) > 290


def test_a_promise_is_kept_by_what_was_promised_only() -> None:
    said = promise(b"key", b"nonce")
    assert keeps_promise(said, b"key", b"nonce")
    assert not keeps_promise(said, b"key", b"other")
    assert not keeps_promise(said, b"yek", b"nonce")
