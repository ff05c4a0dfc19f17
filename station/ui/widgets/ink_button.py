"""A pen to choose: a disc in its colour, or a line as thick as it draws; the chosen one has a thick edge."""

from kivy.graphics import Color, InstructionGroup, Line

from station.ui.theme import hue
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.rounded import rounded


class InkButton(Pressable):
    """`shape` is an Ink."""

    def __init__(self, **given):
        self._drawn = InstructionGroup()
        super().__init__(**given)
        self.canvas.add(self._drawn)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.choice
        chosen = shape.choice.chosen
        self.rest, self.radius = hues.card, theme.px(12, 14)
        self.line, self.line_width = (hues.ink, theme.px(4)) if chosen else (hues.line, theme.line)
        self._felt()

    def tall(self, width, factor):
        return self.theme.low

    def place(self, theme):
        self._drawn.clear()
        colour, pad = hue(self.shape.colour), theme.px(14, 16)
        if self.shape.width:
            self._drawn.add(Color(*colour))
            thick = max(2, self.shape.width * theme.px(42, 60) / 100)
            reach = self.width / 2 - pad
            ends = [self.center_x - reach, self.center_y, self.center_x + reach, self.center_y]
            self._drawn.add(Line(points=ends, width=thick / 2, cap="round"))
            return
        side = min(self.size) - 2 * pad
        box = (self.center_x - side / 2, self.center_y - side / 2, side, side)
        for instruction in rounded(colour, *box, side / 2):
            self._drawn.add(instruction)

    def wipe(self):
        self._drawn.clear()
        super().wipe()
