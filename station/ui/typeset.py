"""Breaks words into lines and measures them before anything is drawn; right-to-left lines come out as drawn."""

from dataclasses import dataclass
from typing import Final

from kivy.core.text import Label as CoreLabel
from kivy.core.text.markup import MarkupLabel
from kivy.utils import escape_markup

from station.ui.fonts import Face, font_for
from station.ui.lettering import drawn, is_right_to_left

LEADING: Final = 1.06  # the fonts bring 1.25 of their own: together the 1.3 that readers with dyslexia need
STRONG: Final = "\u2060"  # a word joiner: in front of a word it makes it bold, and is never drawn


@dataclass(frozen=True)
class Setting:
    """Words as they will stand: lines, font file, letter height, all in pixels. `strong`: font of marked words."""

    lines: tuple[str, ...]
    font: str
    size: int
    width: int
    height: int
    to_left: bool = False
    strong: str = ""


def emphasised(text: str) -> str:
    """Return a text in which **words between stars** are marked to stand out."""
    parts = text.split("**")
    return "".join(
        " ".join(STRONG + word for word in part.split(" ")) if at % 2 and at < len(parts) - 1 else part
        for at, part in enumerate(parts)
    )


def typeset(text: str, face: Face, size: int, width: float = 0) -> Setting:
    """Break at spaces so that no line is wider than `width` (0 = no limit); a longer word stays whole."""
    bare = text.replace(STRONG, "")
    font, to_left = font_for(face, bare), is_right_to_left(bare)
    strong = font_for("bold", bare) if bare != text and not to_left else ""
    rulers = [CoreLabel(font_name=name, font_size=size) for name in (font, strong or font)]
    lines = [
        line
        for part in (text if strong else bare).split("\n")
        for line in _broken(part, rulers, width, to_left=to_left)
    ]
    wide = max((_extent(line, rulers) for line in lines), default=0)
    high = round(len(lines) * rulers[0].get_extents("Ag")[1] * LEADING)
    return Setting(tuple(lines), font, size, wide, high, to_left, strong)


def texture_of(setting: Setting, align: str = "left"):
    """Draw white letters on nothing; the caller tints them. None for no letters."""
    if not any(setting.lines):
        return None
    kind, text = CoreLabel, "\n".join(setting.lines)
    if setting.strong:
        kind, text = MarkupLabel, "\n".join(_marked(line, setting.strong) for line in setting.lines)
    label = kind(
        text=text, font_name=setting.font, font_size=setting.size, line_height=LEADING, halign=align, strip=False
    )
    label.refresh()
    return label.texture


def _broken(part: str, rulers, width: float, *, to_left: bool) -> list[str]:
    lines = [""]
    for word in part.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width and _extent(drawn(longer) if to_left else longer, rulers) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [drawn(line) for line in lines] if to_left else lines


def _extent(line: str, rulers) -> int:
    plain, bold = rulers
    if STRONG not in line:
        return plain.get_extents(line)[0]
    space = plain.get_extents(" ")[0]
    words = line.split(" ")
    return sum((bold if STRONG in word else plain).get_extents(word.replace(STRONG, ""))[0] for word in words) + (
        len(words) - 1
    ) * (space + 1)


def _marked(line: str, strong: str) -> str:
    words = [
        f"[font={strong}]{escape_markup(word.replace(STRONG, ''))}[/font]" if STRONG in word else escape_markup(word)
        for word in line.split(" ")
    ]
    return " ".join(words)
