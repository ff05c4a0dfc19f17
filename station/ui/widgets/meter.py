"""A voice as a picture: a ring that empties, an icon in it, bars that stand as high as she is loud."""

from kivy.graphics import Color, InstructionGroup, SmoothLine

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.rounded import rounded
from station.ui.widgets.words import Words


class VoiceMeter(Part):
    """`shape` is a Meter; without a voice the bars stay low and pale."""

    def __init__(self, **given):
        self._drawn = InstructionGroup()
        self.icon, self.words = Icon(), Words(face="bold", halign="center", one_line=True)
        super().__init__(**given)
        self.canvas.add(self._drawn)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        hues = theme.hues
        self.fill, self.line, self.line_width, self.radius = (
            hues.card, hues.line, theme.line, theme.px(24, 30),
        )  # fmt: skip
        self.icon.glyph = shape.icon
        self.icon.colour = hues.now if shape.lively else hues.soft
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pt(11), hues.ink

    def place(self, theme):
        pad = theme.px(14, 22)
        line = theme.px(26, 34)
        bars = min(theme.px(64, 110), self.height * 0.22)
        put(self.words, self.x + pad, self.y + pad, self.width - 2 * pad, line)
        high = self.height - 4 * pad - line - bars
        side = min(high, self.width - 2 * pad)
        middle = (self.center_x, self.top - pad - high / 2)
        self.icon.letter = side * 0.42
        put(self.icon, middle[0] - side / 2, middle[1] - side / 2, side, side)
        self._drawn.clear()
        self._ring(middle, side / 2, theme)
        self._bars(self.y + pad + line + pad, bars, theme)

    def _ring(self, middle, radius, theme):
        hues, thick = theme.hues, theme.px(12, 18)
        for colour, end in ((hues.now_wash, 360), (hues.now, 360 * self.shape.share)):
            if end > 0 and (colour is hues.now_wash or self.shape.lively):
                self._drawn.add(Color(*colour))
                circle = (*middle, radius - thick, 0, end, 96)
                self._drawn.add(SmoothLine(circle=circle, width=thick / 2, overdraw_width=1.2))

    def _bars(self, low, high, theme):
        """Each one higher than the last, so that loud and soft differ without colour."""
        shape, gap = self.shape, theme.px(8, 12)
        wide = min(theme.px(26, 38), (self.width * 0.8 - gap * (shape.of - 1)) / shape.of)
        x = self.center_x - (wide * shape.of + gap * (shape.of - 1)) / 2
        for bar in range(shape.of):
            tall = high * (0.25 + 0.75 * (bar + 1) / shape.of)
            colour = theme.hues.now if bar < shape.bars else theme.hues.now_wash
            for instruction in rounded(colour, x, low, wide, tall, theme.px(5)):
                self._drawn.add(instruction)
            x += wide + gap

    def wipe(self):
        self._drawn.clear()
        self.icon.glyph = ""
        super().wipe()
