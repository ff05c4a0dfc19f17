"""Letters in the order and form in which they are drawn: joins Arabic, turns right-to-left lines. Pure."""

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

_RIGHT_TO_LEFT: Final = {"R", "AL"}
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_HEBREW_TO_ARABIC: Final = "\u0590-\u08ff\ufb1d-\ufefc"
_LATIN: Final = re.compile(
    rf"[(\[{{«]?[^\W{_HEBREW_TO_ARABIC}]+(?:[^\w\n]+[^\W{_HEBREW_TO_ARABIC}]+)*[)\]}}»]?"
)
_OTHER: Final = re.compile(rf"[{_HEBREW_TO_ARABIC}]+(?:[^\w\n]+[{_HEBREW_TO_ARABIC}]+)*")


class _Forms(NamedTuple):
    isolated: str
    final: str
    initial: str
    medial: str


@cache
def _forms() -> dict[str, _Forms]:
    """Read the shapes of each Arabic letter out of the Unicode tables; ligatures have two letters as key."""
    found: dict[str, dict[str, str]] = {}
    for point in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        kind, *bases = unicodedata.decomposition(chr(point)).split() or [""]
        if kind in {"<isolated>", "<final>", "<initial>", "<medial>"}:
            found.setdefault("".join(chr(int(base, 16)) for base in bases), {})[kind] = chr(point)
    return {
        base: _Forms(*(shapes.get(f"<{kind}>", "") for kind in _Forms._fields))
        for base, shapes in found.items()
        if len(base) == 1 or base[0] == "\u0644"
    }


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction runs to the left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in _RIGHT_TO_LEFT:
            return True
        if direction == "L":
            return False
    return False


def drawn(line: str, *, to_left: bool) -> str:
    """Return one line as its letters stand from left to right; `to_left`: its paragraph begins on the right."""
    if to_left:
        return _turned(line)
    return _OTHER.sub(lambda run: _turned(run.group()), line)


def _turned(line: str) -> str:
    """Return a line read from the right; what is Latin or a number within it keeps its own order."""
    mirrored = _joined(line)[::-1].translate(_MIRRORED)
    return _LATIN.sub(lambda run: run.group()[::-1].translate(_MIRRORED), mirrored)


def _joined(line: str) -> str:
    forms = _forms()
    letters = _with_ligatures(line, forms)
    shaped = []
    for at, letter in enumerate(letters):
        shape = forms.get(letter)
        if shape is None:
            shaped.append(letter)
            continue
        before = at > 0 and _joins_on(letters, at, -1, forms)
        after = bool(shape.initial) and _joins_on(letters, at, +1, forms)
        wanted = (
            shape.medial if before and after else shape.final if before else shape.initial if after else ""
        )
        shaped.append(wanted or shape.isolated)
    return "".join(shaped)


def _joins_on(letters: list[str], at: int, step: int, forms: dict[str, _Forms]) -> bool:
    """Return whether the next letter in that direction holds hands; marks above and below do not count."""
    at += step
    while 0 <= at < len(letters) and unicodedata.combining(letters[at][0]):
        at += step
    shape = forms.get(letters[at]) if 0 <= at < len(letters) else None
    return shape is not None and bool(shape.initial if step < 0 else shape.final)


def _with_ligatures(line: str, forms: dict[str, _Forms]) -> list[str]:
    letters: list[str] = []
    for letter in line:
        if letters and letters[-1] + letter in forms:
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters
