"""The cards of a learner's path: what she works on, what can come next, what she can do."""

from station.ui.widgets.box import Box
from station.ui.widgets.dots import DotsLine
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.tones import tone_of
from station.ui.widgets.words import Words


class Chip(Part):
    """A small word with an icon: `shape` is the word, empty for none."""

    def __init__(self, **given):
        self.icon, self.words = Icon(glyph="mail"), Words(face="bold", own=False, one_line=True)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text, self.words.letter = shape, theme.pt(8.4)
        self.words.colour = self.icon.colour = theme.hues.mastered
        self.icon.letter, self.fill = theme.px(16, 18), theme.hues.mastered_wash
        self.opacity, self.radius = (1, theme.px(11)) if shape else (0, theme.px(11))

    def natural(self):
        return self.words.set_at(1.0).width + self.theme.px(42) if self.shape else 0

    def place(self, theme):
        put(self.icon, self.x + theme.px(10), self.y, theme.px(18), self.height)
        put(self.words, self.x + theme.px(33), self.y, self.width - theme.px(40), self.height)


class NowCardBox(Pressable):
    """`shape` is a NowCard."""

    def __init__(self, **given):
        self.tile, self.icon, self.arrow = Box(), Icon(), Icon(glyph="chevron-right")
        self.title, self.dots, self.chip = Words(face="bold", own=False), DotsLine(), Chip()
        super().__init__(stripe_side="left", **given)
        for part in (self.tile, self.icon, self.title, self.dots, self.chip, self.arrow):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.choice
        self.rest, self.line, self.stripe = hues.card, hues.line, hues.now
        self.line_width, self.radius, self.stripe_width = theme.line, theme.radius, theme.px(8)
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pt(11), hues.ink
        self.dots.theme = self.chip.theme = theme
        self.dots.show((shape.dots, shape.line))
        self.chip.show(shape.fresh)
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(30, 36), hues.now
        self.tile.fill, self.tile.radius = hues.now_wash, theme.px(12)
        self.arrow.letter, self.arrow.colour = theme.px(26), hues.soft
        self._felt()

    def tall(self, width, factor):
        text = self._left_and_room(self.theme, width)[1]
        lines = self.title.tall(text - self._chip_room(), factor) + self.dots.tall(text, factor)
        return max(lines + self.theme.px(14), self.theme.px(76))

    def place(self, theme):
        factor, (left, room) = self.factor, self._left_and_room(theme, self.width)
        side = theme.px(52, 64)
        put(self.tile, self.x + theme.px(22, 28), self.center_y - side / 2, side, side)
        put(self.icon, self.tile.x, self.tile.y, side, side)
        put(self.arrow, self.right - theme.px(40), self.y, theme.px(26), self.height)
        self.title.factor = self.dots.factor = factor
        title = self.title.high(room - self._chip_room(), factor)
        line, between = self.dots.high(room, factor), theme.px(2)
        top = self.center_y + (title + between + line) / 2
        put(self.title, self.x + left, top - title, room - self._chip_room(), title)
        put(self.dots, self.x + left, top - title - between - line, room, line)
        high = theme.pt(8.4) + theme.px(9)
        chip = self.chip.natural()
        put(self.chip, self.x + left + room - chip, self.title.center_y - high / 2, chip, high)

    def _left_and_room(self, theme, width):
        left = theme.px(88, 110)
        return left, width - left - theme.px(46, 54)

    def _chip_room(self):
        chip = self.chip.natural()
        return chip + self.theme.px(6) if chip else 0


class NextTileBox(Pressable):
    """`shape` is a NextTile."""

    def __init__(self, **given):
        self.title, self.icon = Words(face="bold", own=False, valign="top"), Icon()
        self.reason = Words(face="bold", own=False)
        super().__init__(stripe_side="top", **given)
        for part in (self.title, self.icon, self.reason):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues, self.choice = theme.hues, shape.choice
        self.rest, self.line, self.stripe = hues.card, hues.line, hues.next
        self.line_width, self.radius, self.stripe_width = theme.line, theme.radius, theme.px(8)
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pt(11), hues.ink
        self.reason.text, self.reason.letter, self.reason.colour = shape.reason, theme.pt(8.6), hues.next
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.reason_icon, theme.px(20, 22), hues.next
        self._felt()

    def tall(self, width, factor):
        theme = self.theme
        room = width - 2 * theme.px(14, 18)
        reason = self.reason.tall(room - theme.px(25, 30), factor)
        return self.title.tall(room, factor) + reason + theme.px(8 + 11 + 6 + 9)

    def place(self, theme):
        pad, self.title.factor, self.reason.factor = theme.px(14, 18), self.factor, self.factor
        room = self.width - 2 * pad
        title = self.title.high(room, self.factor)
        put(self.title, self.x + pad, self.top - theme.px(19, 24) - title, room, title)
        left = self.x + pad + theme.px(25, 30)
        reason = self.reason.set_at(self.factor, self.right - pad - left)
        bottom = self.y + theme.px(10, 16)
        put(self.reason, left, bottom, self.right - pad - left, reason.height)
        first = reason.height / max(1, len(reason.lines))
        put(self.icon, self.x + pad, self.reason.top - first, theme.px(20, 22), first)


class MasteredStrip(Pressable):
    """`shape` is a PathView: a star, how many, what they are, and the way to all of them."""

    def __init__(self, **given):
        self.star = Icon(glyph="star")
        self.count = Words(face="head", halign="center", one_line=True)
        self.words = Words(face="bold", halign="center", valign="top")
        self.more = Words(face="bold", halign="center", valign="bottom")
        super().__init__(**given)
        for part in (self.star, self.count, self.words, self.more):
            self.add_widget(part)

    def dress(self, theme, shape):
        hues = theme.hues
        self.rest, self.radius, self.choice = hues.mastered_wash, theme.radius, shape.see_all
        self.star.colour = self.count.colour = self.words.colour = self.more.colour = hues.mastered
        self.star.letter = theme.px(50, 72)
        self.count.text, self.count.letter = str(shape.mastered), theme.pt(18)
        self.words.text, self.words.letter = shape.mastered_words, theme.pts(8.6, 12)
        self.more.text = shape.see_all.words if shape.see_all else ""
        self.more.letter = self.words.letter
        self._felt()

    def place(self, theme):
        pad, side = theme.px(6, 20), theme.px(50, 72)
        put(self.star, self.x, self.top - theme.px(10, 26) - side, self.width, side)
        count = self.count.set_at(1.0).height
        put(self.count, self.x + pad, self.star.y - count - theme.px(2), self.width - 2 * pad, count)
        more = min(self.more.high(self.width - 2 * pad, 1.0), self.height * 0.24) if self.more.text else 0
        put(self.more, self.x + pad, self.y + theme.px(10, 18), self.width - 2 * pad, more)
        low = self.y + theme.px(14, 24) + more
        put(self.words, self.x + pad, low, self.width - 2 * pad, self.count.y - theme.px(4) - low)


class EmptyGroup(Part):
    """`shape` is a kind line for a group with nothing in it."""

    def __init__(self, **given):
        self.words = Words(halign="center")
        super().__init__(**given)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        self.words.text, self.words.letter, self.words.colour = shape, theme.pt(11), theme.hues.soft
        self.line, self.line_width, self.radius = theme.hues.line, theme.line, theme.radius
        self.opacity = 1 if shape else 0

    def place(self, theme):
        pad = theme.px(18)
        put(self.words, self.x + pad, self.y + pad, self.width - 2 * pad, self.height - 2 * pad)


class PictureCardBox(Pressable):
    """`shape` is a PictureCard: a big picture in a white round, and its name."""

    def __init__(self, **given):
        self.round, self.icon = Box(), Icon()
        self.title = Words(face="head", halign="center", own=False)
        super().__init__(**given)
        for part in (self.round, self.icon, self.title):
            self.add_widget(part)

    def dress(self, theme, shape):
        colours, self.choice = tone_of(shape.tone, theme.hues), shape.choice
        self.rest, self.radius = colours.ground, theme.px(24, 30)
        self.title.text, self.title.letter, self.title.colour = shape.title, theme.pt(14), theme.hues.ink
        self.icon.glyph, self.icon.letter, self.icon.colour = shape.icon, theme.px(76, 110), colours.ink
        self.round.fill = theme.hues.card
        self._felt()

    def tall(self, width, factor):
        theme = self.theme
        return self.title.tall(width - theme.px(24), factor) + theme.px(130, 190) + theme.px(18 + 24)

    def place(self, theme):
        self.title.factor, pad = self.factor, theme.px(12)
        side = min(theme.px(130, 190), self.width - 2 * pad, self.height * 0.62)
        title, between = self.title.high(self.width - 2 * pad, self.factor), theme.px(18, 26)
        usual = 2 * self.title.set_at(self.factor, 0).height  # so that pictures stand in one line
        top = self.center_y + (side + between + max(title, usual * 0.75)) / 2
        self.round.radius = side / 2
        self.icon.letter = side * 0.58
        put(self.round, self.center_x - side / 2, top - side, side, side)
        put(self.icon, self.center_x - side / 2, top - side, side, side)
        put(self.title, self.x + pad, top - side - between - title, self.width - 2 * pad, title)
