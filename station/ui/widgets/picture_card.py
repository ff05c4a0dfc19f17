"""One of the pictures by which people tell machines apart: an icon, large, and its name."""

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.words import Words


class PictureCard(Part):
    """`shape` is a PictureShown."""

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(face="head", halign="center", one_line=True)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.fill, self.line, self.line_width = theme.hues.card, theme.hues.line, theme.line
        self.radius = theme.px(18, 24)
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(92, 150), theme.hues.now
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pt(16), theme.hues.ink

    def place(self, theme):
        low = theme.px(52, 76)
        put(self.words, self.x + theme.px(6), self.y + theme.px(6), self.width - theme.px(12), low)
        put(self.icon, self.x, self.y + low, self.width, self.height - low)
