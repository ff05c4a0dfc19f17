"""A child to pick: her picture and her name under it."""

from station.ui.widgets.avatar import AvatarRound
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.words import Words


class FaceTileBox(Pressable):
    """`shape` is a FaceTile."""

    def __init__(self, **given):
        self.avatar, self.words = AvatarRound(), Words(face="bold", halign="center", own=False)
        super().__init__(**given)
        self.add_widget(self.avatar)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.choice = shape.choice
        self.rest, self.line, self.line_width = theme.hues.card, theme.hues.line, theme.line
        self.radius = theme.radius
        self.words.text, self.words.letter, self.words.colour = (
            shape.choice.words,
            theme.pts(11, 14),
            theme.hues.ink,
        )
        self.avatar.theme = theme
        self.avatar.show(shape.avatar)
        self._felt()

    def tall(self, width, factor):
        return self.words.tall(width - 2 * self.theme.px(6, 10), factor) + self.theme.px(44, 64)

    def place(self, theme):
        self.words.factor = self.factor
        pad = theme.px(6, 10)
        words = self.words.high(self.width - 2 * pad, self.factor)
        room = self.height - words - 2 * pad - theme.px(2, 6)
        side = min(self.width - 2 * pad, max(room, theme.px(30)))
        put(self.words, self.x + pad, self.y + pad, self.width - 2 * pad, words)
        put(self.avatar, self.center_x - side / 2, self.top - pad - side, side, side)
