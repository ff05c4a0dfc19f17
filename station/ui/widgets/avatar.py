"""A learner's round picture: an icon or a letter on her colour."""

from kivy.graphics import InstructionGroup
from kivy.properties import NumericProperty

from station.ui.fonts import is_icon
from station.ui.theme import hue
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.rounded import rounded
from station.ui.widgets.words import Words


class AvatarRound(Part):
    """`shape` is an Avatar of the views; drawn as wide as its box allows."""

    share = NumericProperty(1.0)

    def __init__(self, **given):
        self._round = InstructionGroup()
        self.icon, self.words = Icon(), Words(face="head", halign="center", one_line=True)
        super().__init__(**given)
        self.canvas.before.add(self._round)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.icon.glyph = shape.icon if is_icon(shape.icon) else ""
        self.words.text = "" if self.icon.glyph else shape.letter
        self.icon.colour = self.words.colour = (1, 1, 1, 1)

    def place(self, theme):
        side = min(self.width, self.height) * self.share
        self._round.clear()
        at = (round(self.center_x - side / 2), round(self.center_y - side / 2))
        for instruction in rounded(hue(self.shape.colour), *at, side, side, side / 2):
            self._round.add(instruction)
        self.icon.letter = round(side * 0.54)
        self.words.letter = round(side * 0.46)
        put(self.icon, *at, side, side)
        put(self.words, *at, side, side)

    def wipe(self):
        super().wipe()
        self._round.clear()
        self.icon.glyph = ""
