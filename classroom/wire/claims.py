"""The claim that a hub shows and a station scans or is typed: where the hub is, whose it is, a secret for once. Pure.

`WSJ1 {room} {host,host} {https port} {base32 SHA-256 of the CA} {one-time claim}`, both in base32 without padding.
"""

import base64
import re
from typing import Final

from classroom.errors import ClaimRefused
from classroom.value import Value

MARK: Final = "WSJ1"
LONGEST: Final = 320
"""Letters of a claim; a longer text is none."""
MOST_HOSTS: Final = 4
FINGERPRINT: Final = 32
SECRET: Final = 16
_PRINT_LETTERS: Final = 52
_GROUP: Final = 13
_ROOM: Final = re.compile(r"[0-9a-f]{16}")
_HOST: Final = re.compile(r"[0-9a-z][0-9a-z.\-]{0,62}|[0-9a-f:]{2,39}", re.ASCII)


class Claim(Value, frozen=True, kw_only=True):
    """What a station needs to find a hub, know it again, and be let in once.

    `fingerprint` is the SHA-256 of the hub's CA (32 bytes), `secret` the one-time claim (16 bytes).
    """

    room: str
    hosts: tuple[str, ...]
    port: int
    fingerprint: bytes
    secret: bytes

    def __repr__(self) -> str:
        return f"Claim(room={self.room!r}, hosts={self.hosts!r}, port={self.port!r})"


def encode_claim(claim: Claim) -> str:
    """Return the text of a claim."""
    hosts = ",".join(claim.hosts)
    return " ".join(
        (MARK, claim.room, hosts, str(claim.port), _letters(claim.fingerprint), _letters(claim.secret))
    )


def decode_claim(text: str) -> Claim:
    """Return the claim in a text, however its letters are cased and spaced; raise ClaimRefused when it is none."""
    words = text.split() if len(text) <= LONGEST else []
    if not words or words[0].upper() != MARK:
        raise ClaimRefused("it is from somewhere else")
    if len(words) < 5:
        raise ClaimRefused("a part is missing")
    _, room, hosts, port, *groups = words
    letters = "".join(groups)
    claim = Claim(
        room=_checked(_ROOM, room.lower(), "room"),
        hosts=tuple(_checked(_HOST, host, "address") for host in hosts.lower().split(",")),
        port=_port(port),
        fingerprint=_bytes(letters[:_PRINT_LETTERS], FINGERPRINT),
        secret=_bytes(letters[_PRINT_LETTERS:], SECRET),
    )
    if len(claim.hosts) > MOST_HOSTS:
        raise ClaimRefused("it names too many addresses")
    return claim


def in_groups(text: str) -> str:
    """Return a claim as people copy it, its letters in groups; they may be typed so, or without spaces."""
    head, tail = text.split(" ")[:4], "".join(text.split(" ")[4:])
    return " ".join([*head, *(tail[start : start + _GROUP] for start in range(0, len(tail), _GROUP))])


def is_claim(text: str) -> bool:
    """Say whether a text has the form of a claim."""
    try:
        decode_claim(text)
    except ClaimRefused:
        return False
    return True


def looks_like_claim(text: str) -> bool:
    """Say whether a text begins as a claim does, so that one that was misread is told from a badge."""
    return text[: len(MARK)].upper() == MARK


def _checked(form: re.Pattern[str], word: str, part: str) -> str:
    if not form.fullmatch(word):
        raise ClaimRefused(f"its {part} was misread")
    return word


def _port(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) <= 5 and 0 < int(word) <= 65_535):
        raise ClaimRefused("its port was misread")
    return int(word)


def _letters(secret: bytes) -> str:
    return base64.b32encode(secret).decode().rstrip("=")


def _bytes(word: str, size: int) -> bytes:
    """Return so many bytes; each has one spelling only."""
    try:
        found = base64.b32decode(word.upper() + "=" * (-len(word) % 8))
    except ValueError:
        found = b""
    if len(found) != size or _letters(found) != word.upper():
        raise ClaimRefused("its letters were misread")
    return found
