"""How a file that we ship is made from the file in its package: copied, pressed, gathered or summed up."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

_SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
_SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
)


def copy(source: Path, _: dict[str, Any]) -> bytes:
    return source.read_bytes()


def woff2(source: Path, _: dict[str, Any]) -> bytes:
    """The same font, pressed for the web."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = "woff2"
    pressed = io.BytesIO()
    font.save(pressed)
    return pressed.getvalue()


def cut(source: Path, entry: dict[str, Any]) -> bytes:
    """The icon font with only the icons that the entry names, each at its own code point."""
    numbers: dict[str, int] = json.loads(source.with_name("codepoints.json").read_text(encoding="utf-8"))
    font = TTFont(source, recalcTimestamp=False)
    cutter = Subsetter()
    cutter.populate(unicodes=[numbers[name] for name in entry["icons"]])
    cutter.subset(font)
    small = io.BytesIO()
    font.save(small)
    return small.getvalue()


def sprite(source: Path, entry: dict[str, Any]) -> bytes:
    """One SVG with a symbol for each of the icons that the entry names, in alphabetical order."""
    symbols = []
    for name in sorted(entry["icons"]):
        svg = (source / f"{name}.svg").read_text(encoding="utf-8")
        shapes = "".join(re.findall(r"^  (<(?!svg).+/>)$", svg, re.MULTILINE))
        symbols.append(_SYMBOL.format(name=name, shapes=shapes))
    return _SPRITE.format(symbols="\n".join(symbols)).encode()


def icon_letters(source: Path, _: dict[str, Any]) -> bytes:
    """The letter that shows each icon, as JSON by name."""
    numbers: dict[str, int] = json.loads(source.read_text(encoding="utf-8"))
    letters = {name: chr(number) for name, number in sorted(numbers.items())}
    return (json.dumps(letters, indent=0) + "\n").encode()


def letters(source: Path, _: dict[str, Any]) -> bytes:
    """Every letter that the font can draw, so that a name with another one gets another font."""
    return "".join(chr(code) for code in sorted(TTFont(source).getBestCmap()) if code > 31).encode()


WAYS: dict[str, Callable[[Path, dict[str, Any]], bytes]] = {
    "copy": copy,
    "woff2": woff2,
    "cut": cut,
    "sprite": sprite,
    "icon letters": icon_letters,
    "letters": letters,
}
