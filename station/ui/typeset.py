"""Breaks words into lines and measures them before anything is drawn; right-to-left lines come out as drawn."""

from dataclasses import dataclass, replace
from typing import Final

from kivy.core.text import Label as CoreLabel
from kivy.core.text.markup import MarkupLabel
from kivy.utils import escape_markup

from station.ui.fonts import Face, font_for
from station.ui.lettering import drawn, is_right_to_left

LEADING: Final = 1.06  # the fonts bring 1.25 of their own: together the 1.3 that readers with dyslexia need
_EVEN_PX: Final = 6  # lines this near to even are even
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
    last_width: int = 0

    def last(self, count: int) -> "Setting":
        """Return the last lines alone, at most `count`."""
        kept = self.lines[-count:]
        return replace(self, lines=kept, height=round(self.height * len(kept) / max(1, len(self.lines))))


def emphasised(text: str) -> str:
    """Return a text in which **words between stars** are marked to stand out."""
    parts = text.split("**")
    return "".join(
        " ".join(STRONG + word for word in part.split(" ")) if at % 2 and at < len(parts) - 1 else part
        for at, part in enumerate(parts)
    )


def typeset(text: str, face: Face, size: int, width: float = 0, *, even: bool = True) -> Setting:
    """Break at spaces so that no line is wider than `width` (0 = no limit); a longer word stays whole.

    `even` makes the lines of a paragraph about as long as each other.
    """
    bare = text.replace(STRONG, "")
    font, to_left = font_for(face, bare), is_right_to_left(bare)
    strong = font_for("bold", bare) if bare != text and not to_left else ""
    rulers = [CoreLabel(font_name=name, font_size=size) for name in (font, strong or font)]
    lines = [
        line
        for part in (text if strong else bare).split("\n")
        for line in _broken(part, rulers, width, to_left=to_left, even=even)
    ]
    extents = [_extent(line, rulers) for line in lines]
    high = round(sum(rulers[0].get_extents(line or " ")[1] for line in lines) * LEADING)
    return Setting(tuple(lines), font, size, max(extents), high, to_left, strong, extents[-1])


def texture_of(setting: Setting, align: str = "left"):
    """Draw white letters on nothing; the caller tints them. None for no letters."""
    if not any(setting.lines):
        return None
    kind, text = CoreLabel, "\n".join(setting.lines)
    if setting.strong:
        kind, text = MarkupLabel, "\n".join(_marked(line, setting.strong) for line in setting.lines)
    label = kind(
        text=text,
        font_name=setting.font,
        font_size=setting.size,
        line_height=LEADING,
        halign=align,
        strip=False,
    )
    label.refresh()
    return label.texture


def _broken(part: str, rulers, width: float, *, to_left: bool, even: bool) -> list[str]:
    """Break into as few lines as fit the width, then make them about as long as each other."""
    words = [word for word in part.split(" ") if word]
    extents = [_extent(drawn(word, to_left=to_left), rulers) for word in words]
    space = rulers[0].get_extents(" ")[0]
    if not width or sum(extents) + space * (len(words) - 1) <= width:
        lines = [" ".join(words)]
    else:
        narrow, wide = float(max(extents)), width
        fewest = len(_greedy(words, extents, space, wide))
        while even and wide - narrow > _EVEN_PX:
            middle = (narrow + wide) / 2
            if len(_greedy(words, extents, space, middle)) > fewest:
                narrow = middle
            else:
                wide = middle
        lines = _greedy(words, extents, space, wide)
    return [drawn(line, to_left=to_left) for line in lines]


def _greedy(words: list[str], extents: list[int], space: int, width: float) -> list[str]:
    lines: list[list[str]] = []
    used = 0.0
    for word, extent in zip(words, extents, strict=True):
        if lines and used + space + extent <= width:
            lines[-1].append(word)
            used += space + extent
        else:
            lines.append([word])
            used = extent
    return [" ".join(line) for line in lines]


def _extent(line: str, rulers) -> int:
    plain, bold = rulers
    if STRONG not in line:
        return plain.get_extents(line)[0]
    space = plain.get_extents(" ")[0]
    words = line.split(" ")
    extents = [(bold if STRONG in word else plain).get_extents(word.replace(STRONG, ""))[0] for word in words]
    return sum(extents) + (len(words) - 1) * (space + 1)


def _marked(line: str, strong: str) -> str:
    words = [
        f"[font={strong}]{escape_markup(word.replace(STRONG, ''))}[/font]"
        if STRONG in word
        else escape_markup(word)
        for word in line.split(" ")
    ]
    return " ".join(words)
