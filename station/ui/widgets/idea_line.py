"""Something to do meanwhile: an icon and a line that speaks when it is pressed."""

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.words import Words


class IdeaLine(Pressable):
    """`shape` is an Idea."""

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(own=False)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.speak
        self.rest, self.radius = hues.sand, theme.radius
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(26, 34), hues.ink
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pts(11, 14), hues.ink
        self._felt()

    def tall(self, width, factor):
        words = self.words.tall(self._room(width), factor)
        return max(words + self.theme.px(8, 14), self.theme.least)

    def place(self, theme):
        self.words.factor = self.factor
        put(self.icon, self.x + theme.px(12, 16), self.y, theme.px(30, 38), self.height)
        put(self.words, self.x + theme.px(52, 68), self.y, self._room(self.width), self.height)

    def _room(self, width):
        return width - self.theme.px(52, 68) - self.theme.px(10, 14)
