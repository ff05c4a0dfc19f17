"""One zone in the list of the room: how many places are free, as far as anybody knows."""

from kivy.graphics import InstructionGroup
from kivy.properties import BooleanProperty

from station.ui.widgets.hatch import hatching
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.tones import CLEAR
from station.ui.widgets.words import Words


class RoomRow(Part):
    """`shape` is a ZoneRow of the views; `card` gives it a ground of its own."""

    card = BooleanProperty(False)

    def __init__(self, **given):
        self._hatch = InstructionGroup()
        self.icon, self.name = Icon(), Words(face="bold", own=False, one_line=True)
        self.words = Words(own=False, one_line=True, halign="right")
        super().__init__(**given)
        self.canvas.before.add(self._hatch)
        for part in (self.icon, self.name, self.words):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues = theme.hues
        self.icon.glyph, self.icon.letter = shape.icon, theme.px(26, 36)
        self.name.text, self.words.text = shape.name, shape.words
        self.name.letter = self.words.letter = min(theme.pt(10), theme.px(26, 40))
        self.icon.colour = hues.soft if shape.full or not shape.known else hues.now
        self.name.colour = hues.soft if shape.full else hues.ink
        self.words.colour = hues.now if shape.here else hues.soft
        self.words.face = "bold" if shape.here else "text"
        self.fill = hues.now_wash if shape.here else hues.card if self.card else CLEAR
        self.radius = theme.px(10, 12)

    def tall(self, width, factor):
        self.name.factor = self.words.factor = factor
        side = self.icon.letter
        needed = side + self.theme.px(42) + self.name.set_at(factor).width + self.words.set_at(factor).width
        fits = needed <= width
        return max(self.name.set_at(factor).height, side) if fits else float("inf")

    def place(self, theme):
        self.name.factor = self.words.factor = self.factor
        pad, side = theme.px(10, 14), theme.px(26, 36)
        self._hatch.clear()
        if not self.shape.known:
            wide = self.words.set_at(self.factor).width + 2 * pad
            self._hatch.add(hatching(theme.hues.line, self.right - wide, self.y + 3, wide, self.height - 6))
        put(self.icon, self.x + pad, self.y, side, self.height)
        left = self.x + pad + side + theme.px(11, 16)
        counted = self.words.set_at(self.factor).width + 2
        put(self.words, self.right - pad - counted, self.y, counted, self.height)
        put(self.name, left, self.y, self.words.x - left - theme.px(6), self.height)
