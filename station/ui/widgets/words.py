"""Words on the screen: measured, broken into lines, drawn, and made smaller together when space is short."""

from math import inf
from typing import Final

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from station.ui.typeset import emphasised, texture_of, typeset

FACTORS: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)


def best_factor(fits):
    """Return the largest factor for which `fits(factor)` is true, else the least of all."""
    return next((factor for factor in FACTORS if fits(factor)), FACTORS[-1])


class Words(Widget):
    """A text in its box. `letter` is its height at factor 1; with `own` it finds its factor by itself.

    `rich`: words between ** stand out.
    """

    text = StringProperty("")
    face = OptionProperty("text", options=("text", "bold", "head"))
    letter = NumericProperty(22)
    colour = ColorProperty((0, 0, 0, 1))
    halign = OptionProperty("left", options=("left", "center", "right"))
    valign = OptionProperty("middle", options=("top", "middle", "bottom"))
    factor = NumericProperty(1.0)
    own = BooleanProperty(True)
    one_line = BooleanProperty(False)
    rich = BooleanProperty(False)

    def __init__(self, **given):
        self._settings = {}  # of the present text alone: measured once, asked for often
        super().__init__(**given)
        self.drawn_letter = 0
        with self.canvas:
            self._tint = Color(*self.colour)
            self.letters = Rectangle(size=(0, 0))
        self._later = Clock.create_trigger(self.draw, -1)
        for name in ("text", "face", "letter", "rich"):
            self.fbind(name, self._changed)
        for name in ("text", "face", "letter", "size", "factor", "own", "halign"):
            self.fbind(name, self._later)
        self.fbind("pos", self._place)
        self.fbind("valign", self._place)
        self.fbind("colour", self._recolour)
        self._later()

    def set_at(self, factor, width=None):
        """Return the setting at a factor in a width (the widget's own when None)."""
        wide = 0 if self.one_line else (self.width if width is None else width)
        key = (max(8, round(self.letter * factor)), wide)
        if key not in self._settings:
            text = emphasised(self.text) if self.rich else self.text
            self._settings[key] = typeset(text, self.face, *key)
        return self._settings[key]

    def tall(self, width, factor):
        """Return the height that the text takes in a width; infinite when a single word is wider."""
        if not self.text:
            return 0
        setting = self.set_at(factor, width)
        return inf if setting.width > width + 1 else setting.height

    def high(self, width, factor):
        """Return the height that the text takes in a width, come what may."""
        return self.set_at(factor, width).height if self.text else 0

    def fits(self, factor, width, height):
        setting = self.set_at(factor, width)
        return setting.width <= width + 1 and setting.height <= height + 1

    def draw(self, *_):
        """Set and draw the letters for the present box."""
        if not self.text or self.width < 2:
            self.letters.texture, self.letters.size = None, (0, 0)
            return
        factor = self.factor
        if self.own:
            factor = best_factor(lambda share: self.fits(share, self.width, self.height))
        setting = self.set_at(factor)
        align = "right" if setting.to_left and self.halign == "left" and not self.one_line else self.halign
        self._align = align
        texture = texture_of(setting, align)
        self.letters.texture = texture
        self.letters.size, self.drawn_letter = texture.size if texture else (0, 0), setting.size
        self._place()

    def _changed(self, *_):
        """Tell the stack around it that its height may be another now."""
        self._settings.clear()
        if self.parent is not None and hasattr(self.parent, "arrange_soon"):
            self.parent.arrange_soon()

    def _place(self, *_):
        width, height = self.letters.size
        align = getattr(self, "_align", self.halign)
        across = {"left": 0, "center": (self.width - width) / 2, "right": self.width - width}[align]
        up = {"bottom": 0, "middle": (self.height - height) / 2, "top": self.height - height}[self.valign]
        self.letters.pos = (round(self.x + across), round(self.y + up))

    def _recolour(self, *_):
        self._tint.rgba = self.colour

    def wipe(self):
        """Forget the words and free their picture at once."""
        self.text = ""
        self.draw()
