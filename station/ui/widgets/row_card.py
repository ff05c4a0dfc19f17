"""One line of a list: a picture or an icon, what it is, how it is, and a button where something can be done."""

from kivy.properties import ObjectProperty

from station.ui.widgets.avatar import AvatarRound
from station.ui.widgets.button import BigButton
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.tones import tone_of
from station.ui.widgets.words import Words


class RowCard(Part):
    """`shape` is a Row."""

    press = ObjectProperty(None, allownone=True)

    def __init__(self, **given):
        self.avatar, self.icon = AvatarRound(), Icon()
        self.title, self.words = Words(face="bold", own=False), Words(own=False)
        self.button = BigButton(own=True, points=(11, 13), icon_px=(26, 34))
        super().__init__(**given)
        for part in (self.avatar, self.icon, self.title, self.words, self.button):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues = theme.hues
        self.fill, self.line, self.line_width, self.radius = hues.card, hues.line, theme.line, theme.radius
        self.avatar.theme = self.button.theme = theme
        self.avatar.opacity, self.icon.glyph = 1 if shape.avatar else 0, "" if shape.avatar else shape.icon
        if shape.avatar:
            self.avatar.show(shape.avatar)
        self.icon.letter, self.icon.colour = theme.px(32, 44), tone_of(shape.tone, hues).ink
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pts(12, 15), hues.ink
        self.words.text, self.words.letter, self.words.colour = shape.words, theme.pts(11, 13.5), hues.soft
        self.button.press, self.button.opacity = self.press, 1 if shape.choice else 0
        if shape.choice:
            self.button.show(shape.choice)
        else:
            self.button.wipe()

    def tall(self, width, factor):
        room = self._room(width)
        title, words = self.title.tall(room * 0.46, factor), self.words.tall(room * 0.52, factor)
        return max(title, words, self.theme.low if self.shape.choice else 0) + self.theme.px(6)

    def place(self, theme):
        pad, side = theme.px(14, 20), min(self.height - theme.px(10), theme.px(52, 72))
        for part in (self.avatar, self.icon):
            put(part, self.x + pad, self.center_y - side / 2, side, side)
        self.title.factor = self.words.factor = self.factor
        room, left = self._room(self.width), self.x + 2 * pad + theme.px(52, 72)
        put(self.title, left, self.y, room * 0.46, self.height)
        put(self.words, left + room * 0.48, self.y, room * 0.52, self.height)
        wide = self._button(self.width)
        high = max(theme.low, self.height - theme.px(10))
        put(self.button, self.right - wide - theme.px(6), self.center_y - high / 2, wide, high)

    def _room(self, width):
        theme = self.theme
        return width - 2 * theme.px(14, 20) - theme.px(52, 72) - self._button(width) - theme.px(18, 26)

    def _button(self, width):
        return min(self.theme.px(170, 240), width * 0.3) if self.shape.choice else 0
