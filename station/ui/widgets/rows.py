"""Rows that speak when they are pressed: the steps of an activity, the lines of an answer."""

from station.ui.widgets.box import Box
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.tones import CLEAR, tone_of
from station.ui.widgets.words import Words

_TIGHT = 0.8  # letters this small say that space is short: rows go from 12 mm down to 10, and no further


def least_row(theme, factor):
    """Return the least height of a row that can be pressed."""
    return theme.px(63, 84) if factor >= _TIGHT else theme.least


class StepLine(Pressable):
    """`shape` is a StepRow: a number, the words, a speaker."""

    def __init__(self, **given):
        self.round, self.number = Box(), Words(face="bold", halign="center", one_line=True)
        self.words, self.speaker = Words(own=False, rich=True), Icon()
        super().__init__(**given)
        for part in (self.round, self.number, self.words, self.speaker):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.speak
        self.rest, self.radius = CLEAR, theme.px(12)
        self.round.fill, self.number.colour, self.number.letter = hues.now_wash, hues.now, theme.px(20, 26)
        self.number.text = str(shape.number)
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pts(12, 14), hues.ink
        self.speaker.glyph, self.speaker.colour = shape.speak.icon, hues.soft
        self.speaker.letter = theme.px(24, 30) if shape.speak.icon else 0

    def tall(self, width, factor):
        return max(
            self.words.tall(self._room(width), factor) + self.theme.px(6), least_row(self.theme, factor)
        )

    def place(self, theme):
        side = theme.px(36, 46)
        put(self.round, self.x, self.center_y - side / 2, side, side)
        put(self.number, self.round.x, self.round.y, side, side)
        self.round.radius, self.words.factor = side / 2, self.factor
        put(self.words, self.x + theme.px(48, 62), self.y, self._room(self.width), self.height)
        put(self.speaker, self.right - theme.px(36, 44), self.y, theme.px(30, 36), self.height)

    def _room(self, width):
        return width - self.theme.px(48, 62) - self.theme.px(44, 52)


class AnswerLine(Pressable):
    """`shape` is a FeedbackRow: what kind of word it is, the words, a speaker."""

    def __init__(self, **given):
        self.icon, self.speaker = Icon(), Icon()
        self.title, self.words = Words(face="bold", own=False), Words(own=False, rich=True)
        super().__init__(**given)
        for part in (self.icon, self.title, self.words, self.speaker):
            self.add_widget(part)

    def dress(self, theme, shape):
        colours, self.choice = tone_of(shape.tone, theme.hues), shape.speak
        self.rest, self.radius = colours.ground, theme.radius
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(32, 40), colours.ink
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pt(11), colours.ink
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pt(11.4), theme.hues.ink
        self.speaker.glyph, self.speaker.colour = shape.speak.icon, colours.ink
        self.speaker.letter = theme.px(26, 32) if shape.speak.icon else 0
        self._felt()

    def tall(self, width, factor):
        room = self._room(width)
        words = self.title.tall(room, factor) + self.words.tall(room, factor)
        return max(words + self.theme.px(18, 34) * factor, least_row(self.theme, factor))

    def place(self, theme):
        self.title.factor = self.words.factor = self.factor
        room, left = self._room(self.width), self.x + theme.px(58, 78)
        title, words = self.title.high(room, self.factor), self.words.high(room, self.factor)
        top = self.center_y + (title + words) / 2
        put(self.title, left, top - title, room, title)
        put(self.words, left, top - title - words, room, words)
        put(self.icon, self.x + theme.px(14, 18), self.y, theme.px(34, 42), self.height)
        put(self.speaker, self.right - theme.px(44, 54), self.y, theme.px(30, 36), self.height)

    def _room(self, width):
        return width - self.theme.px(58, 78) - self.theme.px(48, 64)
