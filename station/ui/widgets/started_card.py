"""A piece that she has begun: its picture or its words, what it is for, where and when."""

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.piece import PiecePicture
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.words import Words


class StartedCardBox(Pressable):
    """`shape` is a StartedCard."""

    def __init__(self, **given):
        self.piece, self.icon = PiecePicture(), Icon()
        self.title, self.where = Words(face="bold", own=False, valign="top"), Words(own=False, valign="top")
        super().__init__(stripe_side="top", **given)
        for part in (self.piece, self.title, self.icon, self.where):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.choice
        self.rest, self.line, self.stripe = hues.card, hues.line, hues.soft if shape.away else hues.now
        self.line_width, self.radius, self.stripe_width = theme.line, theme.radius, theme.px(8)
        self.piece.theme = theme
        self.piece.show(shape.piece)
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pt(11), hues.ink
        self.where.text, self.where.letter = shape.away or shape.where, theme.pt(9.4)
        self.where.colour = self.icon.colour = hues.soft
        self.icon.glyph, self.icon.letter = "cloud-off" if shape.away else shape.icon, theme.px(20, 24)
        self._felt()

    def tall(self, width, factor):
        theme = self.theme
        room = width - 2 * theme.px(14, 18)
        words = self.title.tall(room, factor) + self.where.tall(room - theme.px(26, 32), factor)
        return words + theme.px(96, 180) + theme.px(8 + 10 + 10 + 6 + 10)

    def place(self, theme):
        pad, self.title.factor, self.where.factor = theme.px(14, 18), self.factor, self.factor
        room, left = self.width - 2 * pad, theme.px(26, 32)
        where = self.where.high(room - left, self.factor)
        put(self.where, self.x + pad + left, self.y + theme.px(10), room - left, where)
        first = where / max(1, len(self.where.set_at(self.factor, room - left).lines))
        put(self.icon, self.x + pad, self.where.top - first, theme.px(20, 24), first)
        title = self.title.high(room, self.factor)
        put(self.title, self.x + pad, self.where.top + theme.px(6), room, title)
        low = self.title.top + theme.px(10)
        put(self.piece, self.x + pad, low, room, self.top - theme.px(18) - low)
