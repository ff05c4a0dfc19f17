"""The button of the station: an icon and words beside or under it, in the colours of its kind or meaning."""

from math import inf

from kivy.properties import BooleanProperty, ObjectProperty, OptionProperty, StringProperty

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.tones import dress_of, tone_of
from station.ui.widgets.words import Words, best_factor


class BigButton(Pressable):
    """`shape` is the Choice itself. `way`: row = icon beside words, tile = icon above words.

    `points`: height of letters on the small and the large panel; `icon_px`: the same for the icon's side.
    `tone` colours it by meaning instead of by kind. `own`: it finds the size of its letters by itself.
    `icon_only`: its words are there to be spoken.
    """

    way = OptionProperty("row", options=("row", "tile"))
    tone = StringProperty("")
    face = StringProperty("head")
    points = ObjectProperty((14, 15.5))
    icon_px = ObjectProperty((30, 38))
    icon_last = BooleanProperty(False)
    own = BooleanProperty(False)
    icon_only = BooleanProperty(False)

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(own=False, halign="center")
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)
        for name in ("tone", "icon_only", "points", "icon_px", "face", "way", "icon_last"):
            self.fbind(name, self._dress_now)

    def dress(self, theme, shape):
        self.choice = shape
        colours = tone_of(self.tone, theme.hues) if self.tone else dress_of(shape.kind, theme.hues)
        self.rest, self.line, self.dashed = colours.ground, colours.line, colours.dashes
        self.radius, self.line_width = theme.radius, theme.line
        if shape.chosen:
            self.line, self.line_width = colours.ink, theme.px(5)
        self.words.text, self.words.face = "" if self.icon_only else shape.words, self.face
        self.words.letter = theme.pts(*self.points)
        self.icon.glyph, self.icon.letter = shape.icon, theme.px(*self.icon_px)
        self.words.colour = self.icon.colour = colours.ink
        self.opacity = 1.0 if shape.enabled else 0.45
        self._felt()

    def tall(self, width, factor):
        if self.theme is None or self.own:
            return 1
        return self._tall(width, factor)

    def _tall(self, width, factor):
        theme = self.theme
        inner = width - 2 * self._pad()
        side = self._side()
        if not self.words.text:
            return side + theme.px(16)
        if self.way == "tile":
            return self.words.tall(inner, factor) + side + (theme.px(6) if side else 0) + theme.px(16)
        inner -= side + (self._between() if side else 0)
        return max(self.words.tall(inner, factor) + theme.px(18), side) if inner > 0 else inf

    def place(self, theme):
        factor = self.factor
        if self.own:
            factor = best_factor(lambda share: self._tall(self.width, share) <= self.height + 1)
        self.words.factor = factor
        self.icon.letter = self._side()
        if self.way == "tile":
            self._place_tile(theme, factor)
        else:
            self._place_row(theme, factor)

    def _side(self):
        """The icon's side; on a low tile it leaves room for the words."""
        if not self.icon.glyph:
            return 0
        full = self.theme.px(*self.icon_px)
        return min(full, round(self.height * 0.33)) if self.way == "tile" and self.height > 1 else full

    def _pad(self):
        return self.theme.px(6, 10) if self.way == "tile" else self.theme.px(12, 14)

    def _between(self):
        return self.theme.px(12, 14)

    def _place_row(self, theme, factor):
        side = self._side()
        between = self._between() if side and self.words.text else 0
        room = self.width - 2 * self._pad() - side - between
        setting = self.words.set_at(factor, room) if self.words.text else None
        wide = min(room, setting.width + 2) if setting else 0
        left = self.x + (self.width - side - between - wide) / 2
        icon_x, words_x = (left + wide + between, left) if self.icon_last else (left, left + side + between)
        put(self.icon, icon_x, self.y, side, self.height)
        put(self.words, words_x, self.y, wide, self.height)
        self.words.halign = "left" if side else "center"

    def _place_tile(self, theme, factor):
        side = self._side()
        between = theme.px(6) if side else 0
        room = self.width - 2 * self._pad()
        high = self.words.set_at(factor, room).height if self.words.text else 0
        top = self.center_y + (side + between + high) / 2
        put(self.icon, self.x, top - side, self.width, side)
        put(self.words, self.x + self._pad(), top - side - between - high, room, high)
        self.words.halign = "center"
