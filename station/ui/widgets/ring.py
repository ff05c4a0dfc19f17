"""A ring that empties with the seconds; its number says the same."""

from kivy.graphics import Color, InstructionGroup, SmoothLine

from station.ui.widgets.part import Part, put
from station.ui.widgets.words import Words


class Ring(Part):
    """`shape` has `left_s` and `ring_s`; it takes a new one each second and is calm in between."""

    def __init__(self, **given):
        self._line = InstructionGroup()
        self.words = Words(face="head", halign="center", one_line=True)
        super().__init__(**given)
        self.canvas.add(self._line)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text, self.words.letter = str(shape.left_s), theme.pt(26)
        self.words.colour = theme.hues.now

    def place(self, theme):
        thick = theme.px(14, 20)
        middle, radius = (self.center_x, self.center_y), self.width / 2 - thick / 2 - 2
        share = max(0.0, min(1.0, self.shape.left_s / max(1, self.shape.ring_s)))
        self._line.clear()
        for colour, end in ((theme.hues.now_wash, 360), (theme.hues.now, 360 * share)):
            if end > 0:
                self._line.add(Color(*colour))
                circle = (*middle, radius, 0, end, 96)
                self._line.add(SmoothLine(circle=circle, width=thick / 2, overdraw_width=1.2))
        put(self.words, self.x + thick * 2, self.y, self.width - 4 * thick, self.height)
