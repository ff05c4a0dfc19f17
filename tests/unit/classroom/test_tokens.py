"""Badge texts: form, check letter, refusals."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import TokenRefused
from classroom.tokens import (
    ENTROPY,
    is_token,
    looks_like_token,
    make_token,
    token_of_typed,
    token_secret,
    typed_groups,
)

secrets = st.binary(min_size=16, max_size=16)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@given(secrets)
def test_a_token_gives_back_its_secret(secret: bytes) -> None:
    assert token_secret(make_token(secret)) == secret


def test_the_form_of_a_token_never_changes() -> None:
    assert make_token(bytes(range(16))) == "WS1.AAAQEAYEAUDAOCAJBIFQYDIOB4P"


@given(secrets, st.integers(4, 30), st.sampled_from(LETTERS))
def test_every_single_misread_letter_is_caught(secret: bytes, place: int, letter: str) -> None:
    token = make_token(secret)
    misread = token[:place] + letter + token[place + 1 :]
    assert is_token(misread) == (misread == token)


@given(secrets, st.integers(4, 29), st.integers(4, 29))
def test_every_swap_of_two_letters_is_caught(secret: bytes, left: int, right: int) -> None:
    token = list(make_token(secret))
    whole = "".join(token)
    token[left], token[right] = token[right], token[left]
    assert is_token("".join(token)) == ("".join(token) == whole)


@pytest.mark.parametrize(
    "text",
    ["", "WS1.", "https://example.org/", "ws1.aaaq", "WS2." + "A" * 27, "WS1." + "A" * 28, "WS1." + "é" * 27],
)
def test_anything_else_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(TokenRefused) as refusal:
        token_secret(text)
    assert not text or text not in str(refusal.value)


def test_a_torn_badge_is_told_from_a_foreign_code() -> None:
    assert looks_like_token("WS1.AAAQEAYEAU")
    assert not looks_like_token("https://example.org/")


@given(st.text(max_size=64))
def test_hostile_text_never_breaks_the_check(text: str) -> None:
    assert isinstance(is_token(text), bool)


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text,
        lambda text: text[4:],
        lambda text: text[4:].lower(),
        lambda text: "  ".join(typed_groups(text)),
        lambda text: "-".join(typed_groups(text)).lower(),
        lambda text: f" ws1. {text[4:]} ",
    ],
)
@given(st.binary(min_size=ENTROPY, max_size=ENTROPY))
def test_letters_may_be_typed_in_any_case_with_spaces_and_dashes(
    typed: Callable[[str], str], entropy: bytes
) -> None:
    text = make_token(entropy)
    assert token_of_typed(typed(text)) == text


@given(st.binary(min_size=ENTROPY, max_size=ENTROPY), st.integers(0, 26), st.sampled_from("ABCXYZ27018.,é"))
def test_one_wrong_letter_is_refused_when_typed(entropy: bytes, place: int, letter: str) -> None:
    letters = make_token(entropy)[4:]
    wrong = letters[:place] + letter + letters[place + 1 :]
    if wrong != letters:
        with pytest.raises(TokenRefused):
            token_of_typed(wrong)


@pytest.mark.parametrize(
    "typed", ["", "WS1.", "ws1.ws1.", "A" * 26, "A" * 28, "A" * 100_000, "\x00" * 27, "ı" * 27]
)
def test_whatever_else_is_typed_is_refused(typed: str) -> None:
    with pytest.raises(TokenRefused):
        token_of_typed(typed)
