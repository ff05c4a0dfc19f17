"""Quiet lines: what the class agreed, that the hub is away, that something needs another try."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.tones import CLEAR, tone_of
from station.ui.widgets.words import Words, best_factor


class Agreement(Part):
    """`shape` is an IdleView: what is announced, with its icon; else the class agreement on a warm ground."""

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(rich=True)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def dress(self, theme, shape):
        said, hues = shape.announcement, theme.hues
        title, text = (said.title, said.words) if said else (shape.agreement_title, shape.agreement)
        self.words.text = f"**{title}** {text}" if text else ""
        self.words.letter = theme.pts(10.5, 14)
        self.icon.glyph, self.icon.letter = said.icon if said else "", theme.px(30, 42) if said else 0
        self.words.colour, self.icon.colour, self.radius = hues.ink, hues.now, theme.radius
        self.fill = hues.now_wash if said else hues.next_wash if text else CLEAR

    def place(self, theme):
        pad, side = theme.px(16, 24), self.icon.letter
        left = self.x + pad + (side + theme.px(12, 18) if side else 0)
        put(self.icon, self.x + pad, self.y, side + 2, self.height)
        put(self.words, left, self.y + theme.px(6), self.right - pad - left, self.height - theme.px(12))


class Note(Part):
    """`shape` is a text; an icon stands before it. `tone` none: quiet grey, no ground."""

    glyph = StringProperty("cloud-off")
    tone = StringProperty("")
    big = BooleanProperty(False)
    letter = NumericProperty(0)

    def __init__(self, **given):
        self.icon, self.words = Icon(), Words(own=False)
        super().__init__(**given)
        self.add_widget(self.icon)
        self.add_widget(self.words)
        for name in ("glyph", "tone", "big", "letter"):
            self.fbind(name, self._dress_now)

    def dress(self, theme, shape):
        self.words.text, self.words.letter = shape, self.letter or theme.note
        self.words.face = "bold" if self.big else "text"
        self.icon.glyph = self.glyph if shape else ""
        self.icon.letter = round(self.words.letter * 1.25) if self.big else theme.px(20, 24)
        colours = tone_of(self.tone, theme.hues) if self.tone else None
        self.words.colour = self.icon.colour = colours.ink if colours else theme.hues.soft
        self.fill, self.radius = colours.ground if colours and shape else CLEAR, theme.px(12)

    def tall(self, width, factor):
        if not self.shape:
            return 0
        air = self.theme.px(24, 34) if self.tone and self.big else self.theme.px(12) if self.tone else 0
        return self.words.tall(self._room(width), factor) + air

    def natural(self):
        """Return the width that the words take on one line."""
        return self.words.set_at(1.0, 0).width + self.width - self._room(self.width) + 4

    def place(self, theme):
        room, pad = self._room(self.width), self._pad()
        factor = self.factor
        if self.height > 1:
            factor = min(factor, best_factor(lambda share: self.tall(self.width, share) <= self.height + 1))
        self.words.factor = factor
        put(self.icon, self.x + pad, self.y, self.icon.letter + 2, self.height)
        put(self.words, self.x + self.width - pad - room, self.y, room, self.height)

    def _room(self, width):
        return width - self.icon.letter - self.theme.px(12) - 2 * self._pad()

    def _pad(self):
        return self.theme.px(20, 26) if self.tone and self.big else self.theme.px(12) if self.tone else 0
