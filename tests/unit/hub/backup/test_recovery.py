"""The nine words: typed in any manner they are the key, and one wrong letter is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.backup.recovery import ENTROPY, RecoveryKey, read_recovery_key, sheet_number
from hub.errors import RecoveryKeyRefused
from plumbing import seal

KEY = RecoveryKey(bytes(range(ENTROPY)))


@given(st.binary(min_size=ENTROPY, max_size=ENTROPY))
def test_words_and_code_give_the_key_back(secret: bytes) -> None:
    key = RecoveryKey(secret)
    assert read_recovery_key(key.text) == key
    assert read_recovery_key(" ".join(key.words)) == key
    assert all(len(word) == 5 for word in key.words)


def test_it_may_be_typed_with_numbers_capitals_and_commas() -> None:
    typed = "\n".join(f"{place}. {word.upper()}," for place, word in enumerate(KEY.words, 1))
    assert read_recovery_key(typed) == KEY


@given(st.integers(0, 8), st.binary(min_size=2, max_size=2))
def test_one_other_word_is_noticed(place: int, other: bytes) -> None:
    words = list(KEY.words)
    words[place] = RecoveryKey(other * 8).words[0]
    if words == list(KEY.words):
        return
    with pytest.raises(RecoveryKeyRefused):
        read_recovery_key(" ".join(words))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "0 words"),
        (" ".join(KEY.words[:8]), "8 words"),
        (" ".join([*KEY.words[:3], "qwert", *KEY.words[4:]]), "word 4"),
        (" ".join([*KEY.words[:8], KEY.words[8] + "a"]), "word 9"),
        ("x" * 200_000, "too long"),
        ("\0" * 9, "0 words"),
    ],
)
def test_what_is_no_key_is_refused_with_what_is_wrong(typed: str, says: str) -> None:
    with pytest.raises(RecoveryKeyRefused, match=says):
        read_recovery_key(typed)


def test_what_the_private_half_opens_was_sealed_with_the_public_one() -> None:
    assert seal.open_sealed(KEY.private, seal.seal_to(KEY.public, b"file key")) == b"file key"
    assert KEY.private not in (KEY.public, KEY.secret)
    assert sheet_number(KEY.public) == sheet_number(RecoveryKey(KEY.secret).public)
