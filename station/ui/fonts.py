"""Which font draws a text: Kivy knows no fallback, so a text that our letters lack is drawn as a whole in DejaVu."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

Face = Literal["text", "bold", "head"]

_ASSETS: Final = Path(__file__).with_name("assets")
_OURS: Final = {
    "text": "AtkinsonHyperlegible-Regular",
    "bold": "AtkinsonHyperlegible-Bold",
    "head": "Lexend-SemiBold",
}
_WIDE: Final = {"text": "DejaVuSans", "bold": "DejaVuSans-Bold", "head": "DejaVuSans-Bold"}


def font_for(face: Face, text: str) -> str:
    """Return the file of the font that has all letters of the text."""
    name = _OURS[face] if _letters().issuperset(text) else _WIDE[face]
    return str(_ASSETS / f"{name}.ttf")


def icon_font() -> str:
    return str(_ASSETS / "lucide.ttf")


def icon_letter(name: str) -> str:
    """Return the letter of the icon font for a Lucide name; an unknown one is a plain circle."""
    letters = _icons()
    return letters.get(name) or letters["circle"]


def is_icon(name: str) -> bool:
    return name in _icons()


@cache
def _letters() -> frozenset[str]:
    return frozenset((_ASSETS / "letters.txt").read_text(encoding="utf-8") + "\n")


@cache
def _icons() -> dict[str, str]:
    found: dict[str, str] = json.loads((_ASSETS / "lucide.json").read_text(encoding="utf-8"))
    return found
