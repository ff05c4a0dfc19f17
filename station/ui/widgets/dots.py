"""How much of what is asked is in: full and open dots, with the words for it."""

from kivy.graphics import InstructionGroup
from kivy.properties import BooleanProperty

from station.ui.widgets.part import Part, put
from station.ui.widgets.rounded import outlined, rounded
from station.ui.widgets.words import Words

_MOST = 8


class DotsLine(Part):
    """`shape` is (Dots or None, words). `big`: they say how much was typed, and stand in the middle of the line."""

    big = BooleanProperty(False)

    def __init__(self, **given):
        self._round = InstructionGroup()
        self.words = Words(own=False)
        super().__init__(**given)
        self.canvas.add(self._round)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text, self.words.letter, self.words.colour = shape[1], theme.note, theme.hues.soft

    def tall(self, width, factor):
        return max(self.words.tall(width - self._dots_wide(), factor), self.theme.px(16))

    def high(self, width, factor):
        return max(self.words.high(width - self._dots_wide(), factor), self.theme.px(16))

    def place(self, theme):
        dots, side, step = self.shape[0], self._side(), self._step()
        self._round.clear()
        line = self.words.set_at(self.factor, self.width - self._dots_wide())
        middle = self.center_y if self.big else self.top - line.height / max(1, len(line.lines)) / 2
        first = middle - side / 2
        for at in range(min(dots.asked, _MOST) if dots else 0):
            box = (round(self.x + at * step), round(first), side, side)
            full = at < dots.filled
            drawn = (
                rounded(theme.hues.now, *box, side / 2)
                if full
                else outlined(theme.hues.now, *box, side / 2, 2)
            )
            for instruction in drawn:
                self._round.add(instruction)
        self.words.factor = self.factor
        put(self.words, self.x + self._dots_wide(), self.y, self.width - self._dots_wide(), self.height)

    def _dots_wide(self):
        dots = self.shape[0]
        count = min(dots.asked, _MOST) if dots else 0
        return count * self._step() + (self.theme.px(4) if count else 0)

    def _side(self):
        return self.theme.px(26, 36) if self.big else self.theme.px(13, 15)

    def _step(self):
        return self.theme.px(42, 58) if self.big else self.theme.px(21, 24)

    def wipe(self):
        super().wipe()
        self._round.clear()
