"""A picture of a child to tap: she finds her own among three."""

from station.ui.widgets.avatar import AvatarRound
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable


class FaceButton(Pressable):
    """`shape` is (Avatar, Choice)."""

    def __init__(self, **given):
        self.avatar = AvatarRound()
        super().__init__(**given)
        self.add_widget(self.avatar)

    def dress(self, theme, shape):
        self.choice = shape[1]
        self.rest, self.line, self.line_width = theme.hues.card, theme.hues.line, theme.line
        self.radius = theme.px(24, 30)
        self.avatar.theme = theme
        self.avatar.show(shape[0])
        self._felt()

    def place(self, theme):
        side = min(self.width, self.height) - theme.px(32, 44)
        put(self.avatar, self.center_x - side / 2, self.center_y - side / 2, side, side)
