"""The text on a badge: `WS1.` + 128 random bits in base32 + a check character. Pure."""

import base64
from typing import Final

from classroom.errors import TokenRefused

PREFIX: Final = "WS1."
LENGTH: Final = 31
ENTROPY: Final = 16
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_GROUP: Final = 3
_LONGEST_TYPED: Final = 80
_BETWEEN: Final = str.maketrans("", "", " -")


def make_token(entropy: bytes) -> str:
    """Return the badge text for 16 random bytes."""
    if len(entropy) != ENTROPY:
        raise ValueError("a badge token takes exactly 16 random bytes")
    letters = base64.b32encode(entropy).decode().rstrip("=")
    return PREFIX + letters + _check(letters)


def token_secret(text: str) -> bytes:
    """Return the 16 secret bytes of a badge text; raise TokenRefused when the text is not a badge."""
    if not text.startswith(PREFIX):
        raise TokenRefused("it is from somewhere else")
    letters = text[len(PREFIX) :]
    if len(text) != LENGTH or any(letter not in _LETTERS for letter in letters):
        raise TokenRefused("its length or letters are wrong")
    if _check(letters[:-1]) != letters[-1]:
        raise TokenRefused("it was misread")
    secret = base64.b32decode(letters[:-1] + "======")
    if make_token(secret) != text:
        raise TokenRefused("its last letter is impossible")
    return secret


def typed_groups(text: str) -> tuple[str, ...]:
    """Return the letters of a badge text as nine groups of three, the way that a person reads and types them."""
    letters = text[len(PREFIX) :]
    return tuple(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def token_of_typed(typed: str) -> str:
    """Return the badge text of letters that a person typed: any case, spaces and dashes anywhere, `WS1.` or not.

    Raises TokenRefused for anything else: a zero is no O here.
    """
    if len(typed) > _LONGEST_TYPED:
        raise TokenRefused("its length or letters are wrong")
    letters = typed.translate(_BETWEEN).upper() if typed.isascii() else typed
    text = PREFIX + letters.removeprefix(PREFIX)
    token_secret(text)
    return text


def is_token(text: str) -> bool:
    """Say whether a text has the form of a badge."""
    try:
        token_secret(text)
    except TokenRefused:
        return False
    return True


def looks_like_token(text: str) -> bool:
    """Say whether a text begins as ours does, so that a torn badge is told from a foreign code."""
    return text.startswith(PREFIX)


def _check(letters: str) -> str:
    """Return the check letter: sum of a**(i+1) * value in GF(32), x^5+x^2+1.

    Catches every single wrong letter and every swap of two letters (the powers of a differ over 31 places).
    """
    total, power = 0, 1
    for letter in letters:
        power = _times_a(power)
        total ^= _times(power, _LETTERS.index(letter))
    return _LETTERS[total]


def _times_a(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _times(left: int, right: int) -> int:
    total = 0
    while right:
        if right & 1:
            total ^= left
        left, right = _times_a(left), right >> 1
    return total
