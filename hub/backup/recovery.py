"""The recovery key: nine words on paper that open every backup of a hub. Pure.

A key is 128 random bits. Each word stands for 16 of them, five letters that can be spoken (proquints); the ninth
is a check. The hub keeps the public half only: it can seal for the paper, and open nothing.
"""

import hashlib
import re
from typing import Final, NamedTuple

from hub.errors import RecoveryKeyRefused
from plumbing import seal

ENTROPY: Final = 16
WORDS: Final = 9
_CONSONANTS: Final = "bdfghjklmnprstvz"
_VOWELS: Final = "aiou"
_MARK: Final = "WSR1"
_MARKED: Final = re.compile(rf"{_MARK}[\s:]+((?:[a-z]+[\s-]+){{8}}[a-z]+)", re.IGNORECASE)
_LONGEST: Final = 100_000


class RecoveryKey(NamedTuple):
    """`secret` is the 16 bytes behind the words."""

    secret: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """The nine words."""
        data = self.secret + _check(self.secret)
        return spoken(data)

    @property
    def text(self) -> str:
        """All in one line, as it stands in the QR code."""
        return f"{_MARK} {'-'.join(self.words)}"

    @property
    def private(self) -> bytes:
        """What opens a backup."""
        return seal.derive(self.secret, "recovery")

    @property
    def public(self) -> bytes:
        """What a backup is sealed for."""
        return seal.box_public(self.private)


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which a backup says for which key it is."""
    return hashlib.blake2b(public, digest_size=8).digest()


def sheet_number(public: bytes) -> str:
    """The number of a recovery sheet: says which one belongs to a backup, and opens nothing."""
    return key_id(public).hex()[:4].upper()


def spoken(data: bytes) -> tuple[str, ...]:
    """An even number of bytes as words of five letters, two bytes a word."""
    return tuple(_word(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data), 2))


def read_recovery_key(text: str) -> RecoveryKey:
    """The key in what was typed, scanned or saved; raises RecoveryKeyRefused."""
    if len(text) > _LONGEST:
        raise RecoveryKeyRefused("it is far too long")
    marked = _MARKED.search(text)
    words = re.findall(r"[^\W\d_]+", (marked[1] if marked else text).lower())
    if len(words) != WORDS:
        raise RecoveryKeyRefused(f"it has {len(words)} words")
    numbers = [_number(place, word) for place, word in enumerate(words, 1)]
    data = b"".join(number.to_bytes(2, "big") for number in numbers)
    secret, check = data[:ENTROPY], data[ENTROPY:]
    if check != _check(secret):
        raise RecoveryKeyRefused("one of its words is not the one on the sheet")
    return RecoveryKey(secret)


def _check(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=2, person=b"waystation check").digest()


def _word(number: int) -> str:
    letters = [_CONSONANTS[number >> 12], _VOWELS[number >> 10 & 3], _CONSONANTS[number >> 6 & 15]]
    return "".join([*letters, _VOWELS[number >> 4 & 3], _CONSONANTS[number & 15]])


def _number(place: int, word: str) -> int:
    number = 0
    for letter, (alphabet, bits) in zip(
        word, [(_CONSONANTS, 4), (_VOWELS, 2)] * 2 + [(_CONSONANTS, 4)], strict=False
    ):
        number = number << bits | max(0, alphabet.find(letter))
    if _word(number) != word:
        raise RecoveryKeyRefused(f"word {place} ({word[:20]!r}) cannot be one of its words")
    return number
