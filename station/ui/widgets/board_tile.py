"""A tile of a board: its picture beside the title, or above it where there is little on it; facts and a mark below."""

from math import inf

from station.ui.widgets.box import Box
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.tones import dress_of, tone_of
from station.ui.widgets.words import Words

_FACTS = 3


class FactRow(Part):
    """`shape` are at most three Marks: icons with their words, beside each other."""

    def __init__(self, **given):
        self.signs = [Icon() for _ in range(_FACTS)]
        self.words = [Words(own=False, one_line=True) for _ in range(_FACTS)]
        super().__init__(**given)
        for part in (*self.signs, *self.words):
            self.add_widget(part)

    def dress(self, theme, shape):
        for at, (sign, words) in enumerate(zip(self.signs, self.words, strict=True)):
            fact = shape[at] if at < len(shape) else None
            sign.glyph, sign.colour = fact.icon if fact else "", theme.hues.soft
            words.text, words.letter = fact.words if fact else "", theme.pt(8.8)
            words.colour = theme.hues.soft

    def tall(self, width, factor):
        """Endless where they do not fit beside each other."""
        shown = [words.set_at(factor) for words in self.words if words.text]
        wide = sum(one.width + self._around() for one in shown) - self._between()
        return inf if wide > width else max((one.height for one in shown), default=0)

    def place(self, theme):
        x = self.x
        for sign, words in zip(self.signs, self.words, strict=True):
            words.factor = self.factor
            sign.letter, wide = (
                (theme.px(17, 20), words.set_at(self.factor).width + 2) if words.text else (0, 0)
            )
            put(sign, x, self.y, sign.letter, self.height)
            put(words, x + sign.letter + theme.px(4), self.y, wide, self.height)
            x += sign.letter + wide + self._between() + theme.px(4)

    def _around(self):
        return self.theme.px(17 + 4 + 2, 20 + 4 + 2) + self._between()

    def _between(self):
        return self.theme.px(12, 16)


class BoardTile(Pressable):
    """`shape` is a Tile."""

    def __init__(self, **given):
        self.ground, self.icon = Box(), Icon()
        self.title, self.line_words = Words(face="bold", own=False), Words(own=False)
        self.facts = FactRow()
        self.sign, self.mark = Icon(), Words(face="bold", own=False)
        super().__init__(**given)
        parts = (
            self.ground,
            self.icon,
            self.title,
            self.line_words,
            self.facts,
            self.sign,
            self.mark,
        )
        for part in parts:
            self.add_widget(part)

    def dress(self, theme, shape):
        self.choice, hues, colours = shape.choice, theme.hues, tone_of(shape.tone, theme.hues)
        dress = dress_of(shape.choice.kind, hues)
        plain = self._plain(shape)
        self.rest = colours.ground if plain else hues.card
        self.line, self.dashed = (hues.line, dress.dashes) if not plain else (dress.dashes, dress.dashes)
        self.line_width, self.radius = theme.line, theme.radius
        if shape.choice.chosen:
            self.line, self.line_width = colours.ink, theme.px(5)
        self.ground.fill = hues.card if plain else colours.ground
        self.icon.glyph, self.icon.colour = shape.icon, colours.ink
        self._word(self.title, shape.title, theme.pt(13) if plain else theme.pt(11.4), hues.ink)
        self.title.face, self.title.halign = ("head", "center") if plain else ("bold", "left")
        self._word(self.line_words, shape.line, theme.pt(9.6), hues.ink)
        self.facts.theme = theme
        self.facts.show(shape.facts)
        mark = shape.mark
        tint = tone_of(mark.tone, hues).ink if mark else hues.ink
        self.sign.glyph, self.sign.colour = mark.icon if mark else "", tint
        self._word(self.mark, mark.words if mark else "", theme.pt(8.8), tint)
        self._felt()

    def tall(self, width, factor):
        theme, shape = self.theme, self.shape
        if self._plain(shape):
            room = width - theme.px(24)
            mark = self.mark.tall(room - theme.px(26, 34), factor) if self.mark.text else 0
            return self.title.tall(room, factor) + mark + theme.px(70 + 38, 96 + 50)
        room = width - self._left(theme)
        head = self.title.tall(room - self._pad(theme), factor) + self.line_words.tall(
            room - self._pad(theme), factor
        )
        return max(head, self._side(theme)) + self._foot(theme, width, factor) + 2 * theme.px(8, 12)

    def place(self, theme):
        if self._plain(self.shape):
            self._place_plain(theme)
        else:
            self._place_rich(theme)

    def _place_plain(self, theme):
        factor, pad = self.factor, theme.px(12)
        self.title.factor = self.mark.factor = factor
        title, between = self.title.high(self.width - 2 * pad, factor), theme.px(12, 18)
        mark = self.mark.set_at(factor, self._mark_room(theme)) if self.mark.text else None
        words = title + (mark.height + theme.px(5, 8) if mark else 0)
        room = min(self.width - 2 * pad, self.height - words - between - 2 * pad)
        side = max(theme.px(44), min(theme.px(120, 180), room))
        top = self.center_y + (side + between + words) / 2
        self.ground.radius, self.icon.letter = side / 2, side * 0.56
        for part in (self.ground, self.icon):
            put(part, self.center_x - side / 2, top - side, side, side)
        put(self.title, self.x + pad, top - side - between - title, self.width - 2 * pad, title)
        if mark:
            self._place_mark(theme, mark, top - side - between - words)

    def _place_mark(self, theme, mark, low):
        """Under the title, in the middle."""
        sign = self.sign.letter = theme.px(20, 26)
        wide = min(mark.width + 2, self._mark_room(theme))
        left = self.center_x - (sign + theme.px(6) + wide) / 2
        put(self.sign, left, low, sign, mark.height)
        put(self.mark, left + sign + theme.px(6), low, wide, mark.height)

    def _mark_room(self, theme):
        return self.width - theme.px(24) - theme.px(26, 34)

    def _place_rich(self, theme):
        factor, pad, air = self.factor, self._pad(theme), theme.px(8, 12)
        for words in (self.title, self.line_words, self.mark, self.facts):
            words.factor = factor
        side, left = self._side(theme), self.x + self._left(theme)
        foot = min(self._foot(theme, self.width, factor), self.height * 0.6)
        head = self.height - foot - 2 * air
        self.ground.radius, self.icon.letter = theme.px(12), side * 0.58
        for part in (self.ground, self.icon):
            put(part, self.x + pad, self.top - air - side, side, side)
        room = self.right - pad - left
        title, line = self.title.high(room, factor), self.line_words.high(room, factor)
        top = self.top - air - max(0, (min(head, max(side, title + line)) - title - line) / 2)
        put(self.title, left, top - title, room, title)
        put(self.line_words, left, top - title - line, room, line)
        self._place_foot(theme, factor)

    def _place_foot(self, theme, factor):
        pad, at = self._pad(theme), self.y + theme.px(8, 12)
        sign = theme.px(18, 22) if self.mark.text else 0
        room = self.width - 2 * pad - sign - theme.px(6)
        high = self.mark.high(room, factor)
        self.sign.letter = sign
        first = high / max(1, self._lines(room))
        put(self.sign, self.x + pad, at + high - first, sign, first)
        put(self.mark, self.x + pad + sign + theme.px(6), at, room, high)
        row = self.facts.tall(inf, factor)
        put(self.facts, self.x + pad, at + high + theme.px(4), self.width - 2 * pad, row)

    def _foot(self, theme, width, factor):
        """The height of the facts and the mark; endless where the facts do not fit beside each other."""
        pad = self._pad(theme)
        mark = self.mark.tall(width - 2 * pad - theme.px(24, 28), factor)
        row = self.facts.tall(width - 2 * pad, factor)
        return mark + row + (theme.px(4) if row else 0) + (theme.px(5) if mark or row else 0)

    def _lines(self, room):
        return len(self.mark.set_at(self.factor, room).lines) if self.mark.text else 1

    def _left(self, theme):
        return self._pad(theme) + (self._side(theme) + theme.px(12, 14) if self.icon.glyph else 0)

    def _side(self, theme):
        return theme.px(50, 60) if self.icon.glyph else 0

    def _pad(self, theme):
        return theme.px(13, 16)

    @staticmethod
    def _plain(shape):
        """Whether there is little but a picture and a name."""
        return bool(shape.icon) and not shape.line and not shape.facts

    @staticmethod
    def _word(words, text, letter, colour):
        words.text, words.letter, words.colour = text, letter, colour
