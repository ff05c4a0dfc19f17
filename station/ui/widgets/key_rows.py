"""The keys on the screen: rows of letters, each key as wide as its share, every one big enough for a finger."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.pressable import Pressable
from station.ui.widgets.tones import dress_of
from station.ui.widgets.words import Words


class KeyCap(Pressable):
    """`shape` is a Key; `points` is the height of its letter."""

    points = NumericProperty(13)

    def __init__(self, **given):
        self.words, self.icon = Words(face="bold", halign="center", one_line=True), Icon()
        super().__init__(**given)
        self.add_widget(self.words)
        self.add_widget(self.icon)

    def dress(self, theme, shape):
        self.choice = choice = shape.choice
        plain = choice.kind == "plain" and len(choice.words) != 1
        colours = dress_of(choice.kind, theme.hues)
        self.rest = theme.hues.sand if plain else colours.ground
        self.radius = theme.px(10, 12)
        self.words.text, self.words.letter = choice.words, theme.pt(self.points)
        self.icon.glyph, self.icon.letter = choice.icon, theme.px(26, 32)
        self.words.colour = self.icon.colour = colours.ink
        self.line, self.line_width = (
            (colours.ink, theme.px(4)) if choice.chosen else (colours.line, theme.line)
        )
        self.opacity = 1.0 if choice.enabled else 0.45
        self._felt()

    def place(self, theme):
        pad = theme.px(4)
        both = self.icon.glyph and self.words.text
        side = theme.px(32, 40) if both else 0
        wide = (
            min(self.width - 2 * pad - side, self.words.set_at(1.0).width + 2)
            if both
            else self.width - 2 * pad
        )
        left = self.center_x - (wide + side) / 2
        put(self.icon, left if both else self.x, self.y, side or self.width, self.height)
        put(self.words, left + side, self.y, wide, self.height)


class KeyRows(Widget):
    """`show(make, rows)` takes rows of Keys; a row with fewer stands in the middle. A letter is one of `units` wide."""

    units = NumericProperty(10)
    gap_mm = NumericProperty(1)

    def __init__(self, **given):
        self._rows: Any = ()
        super().__init__(**given)
        self._later = Clock.create_trigger(self._arrange, -1)
        self.bind(pos=self._later, size=self._later)

    def show(self, make, rows):
        caps = list(reversed(self.children))
        wanted = [key for row in rows for key in row]
        for cap in caps[len(wanted) :]:
            self.remove_widget(cap)
        for at, key in enumerate(wanted):
            if at >= len(caps):
                caps.append(make())
                self.add_widget(caps[at])
            caps[at].show(key)
        if [[key.width for key in row] for row in rows] != [[key.width for key in row] for row in self._rows]:
            self._later()
        self._rows = rows

    def wipe(self):
        for cap in list(self.children):
            cap.wipe()
            self.remove_widget(cap)
        self._rows = ()

    def _arrange(self, *_):
        if not self._rows or not self.children:
            return
        theme, caps = self.children[0].theme, iter(list(reversed(self.children)))
        gap = theme.mm(self.gap_mm)
        high = (self.height - gap * (len(self._rows) - 1)) / len(self._rows)
        widest = max(sum(key.width for key in row) for row in self._rows)
        unit = (self.width + gap) / max(self.units, widest)
        for at, row in enumerate(self._rows):
            left = self.center_x - (unit * sum(key.width for key in row) - gap) / 2
            for key in row:
                right = left + unit * key.width
                wide = round(right) - round(left) - gap
                put(next(caps), round(left), self.top - (at + 1) * high - at * gap, wide, high)
                left = right
