"""A Lucide icon, drawn from the icon font and centred by its own box."""

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from station.ui.fonts import icon_font, icon_letter


class Icon(Widget):
    """`glyph` is a Lucide name; `letter` its side in pixels."""

    glyph = StringProperty("")
    letter = NumericProperty(24)
    colour = ColorProperty((0, 0, 0, 1))

    def __init__(self, **given):
        super().__init__(**given)
        with self.canvas:
            self._tint = Color(*self.colour)
            self._picture = Rectangle(size=(0, 0))
        self._later = Clock.create_trigger(self.draw, -1)
        self.fbind("glyph", self._later)
        self.fbind("letter", self._later)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)
        self.fbind("colour", self._recolour)
        self._later()

    def draw(self, *_):
        texture = None
        if self.glyph and self.letter >= 1:
            label = CoreLabel(
                text=icon_letter(self.glyph), font_name=icon_font(), font_size=round(self.letter)
            )
            label.refresh()
            texture = label.texture
        self._picture.texture = texture
        self._picture.size = texture.size if texture else (0, 0)
        self._place()

    def _place(self, *_):
        width, height = self._picture.size
        self._picture.pos = (
            round(self.x + (self.width - width) / 2),
            round(self.y + (self.height - height) / 2),
        )

    def _recolour(self, *_):
        self._tint.rgba = self.colour
