"""The parts of the card of a target: a state, a list of what is asked, a heading with its text."""

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.tones import CLEAR, tone_of
from station.ui.widgets.words import Words


class MarkLine(Part):
    """`shape` is a Mark or None: its icon and words, on the wash of its colour where `washed`."""

    def __init__(self, *, washed=False, **given):
        self.icon, self.words, self._washed = Icon(), Words(face="bold", own=False), washed
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        colours = tone_of(shape.tone, theme.hues)
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(22, 28), colours.ink
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pt(10.6), colours.ink
        self.fill, self.radius = colours.ground if self._washed else CLEAR, theme.px(12)

    def tall(self, width, factor):
        if self.shape is None:
            return 0
        return max(self.words.tall(self._room(width), factor), self.icon.letter) + 2 * self._air()

    def place(self, theme):
        self.words.factor, pad = self.factor, self._air()
        put(self.icon, self.x + pad, self.y, self.icon.letter + 2, self.height)
        put(
            self.words, self.right - pad - self._room(self.width), self.y, self._room(self.width), self.height
        )

    def wipe(self):
        super().wipe()
        self.icon.glyph, self.fill = "", CLEAR

    def _room(self, width):
        return width - 2 * self._air() - self.icon.letter - self.theme.px(10)

    def _air(self):
        return self.theme.px(7, 10) if self._washed else 0


class Titled(Part):
    """`shape` is (title, text): a small heading over its words; nothing where the text is empty."""

    def __init__(self, **given):
        self.title, self.words = Words(face="bold", own=False), Words(own=False)
        super().__init__(**given)
        self.add_widget(self.title)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        title, text = shape
        self.title.text, self.title.letter, self.title.colour = (
            title if text else "",
            theme.pt(9),
            theme.hues.soft,
        )
        self.words.text, self.words.letter, self.words.colour = text, theme.pt(10.4), theme.hues.ink

    def tall(self, width, factor):
        return self.title.tall(width, factor) + self.words.tall(width, factor)

    def place(self, theme):
        self.title.factor = self.words.factor = self.factor
        title, words = (one.high(self.width, self.factor) for one in (self.title, self.words))
        put(self.title, self.x, self.top - title, self.width, title)
        put(self.words, self.x, self.top - title - words, self.width, words)


class TickLine(Part):
    """`shape` is a Tick: a filled mark for what is in, a ring for what is still wanted."""

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(own=False)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        hues = theme.hues
        self.icon.glyph = "circle-check" if shape.done else "circle"
        self.icon.letter, self.icon.colour = theme.px(20, 26), hues.mastered if shape.done else hues.soft
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pt(10.4), hues.ink

    def tall(self, width, factor):
        return max(self.words.tall(width - self.icon.letter - self.theme.px(9), factor), self.icon.letter)

    def place(self, theme):
        self.words.factor, room = self.factor, self.width - self.icon.letter - theme.px(9)
        put(self.icon, self.x, self.y, self.icon.letter + 2, self.height)
        put(self.words, self.right - room, self.y, room, self.height)
