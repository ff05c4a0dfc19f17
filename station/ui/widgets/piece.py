"""A piece of work as a picture: the photo itself, or the words on lined paper."""

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty

from station.ui.pictures import decode_aside
from station.ui.widgets.icon import Icon
from station.ui.widgets.part import Part, put
from station.ui.widgets.rounded import pictured
from station.ui.widgets.words import Words


class PiecePicture(Part):
    """`shape` is a PieceLook. `whole`: the photo is shown to its edges, else it fills the box."""

    whole = BooleanProperty(False)

    def __init__(self, **given):
        self._drawn, self.jpeg = InstructionGroup(), b""
        self.texture: Any = None
        self.words, self.icon = Words(valign="top"), Icon()
        super().__init__(**given)
        self.canvas.add(self._drawn)
        self.add_widget(self.words)
        self.add_widget(self.icon)

    def dress(self, theme, shape):
        hues = theme.hues
        self.fill, self.line, self.line_width, self.radius = (
            hues.card,
            hues.line,
            theme.line,
            theme.px(12, 14),
        )
        self.words.text = "" if shape.jpeg else shape.text
        self.words.letter, self.words.colour = theme.pt(10), hues.ink
        self.icon.colour = hues.now
        if shape.jpeg != self.jpeg:
            self._open(shape.jpeg)

    def place(self, theme):
        pad = theme.px(14, 20)
        put(self.words, self.x + pad, self.y + pad, self.width - 2 * pad, self.height - 2 * pad)
        self.words.opacity = 1 if self.height > theme.px(120) else 0
        empty = not self.shape.jpeg and (not self.shape.text)
        self.icon.glyph = self.shape.icon if empty or (self.shape.jpeg and self.texture is None) else ""
        self.icon.letter = min(self.width, self.height) * 0.4
        put(self.icon, self.x, self.y, self.width, self.height)
        self._drawn.clear()
        if self.texture is not None:
            self._place_photo(theme.px(3))
        elif self.shape.text:
            self._rule(theme.hues.now_wash, theme.px(22, 28))

    def wipe(self):
        self.jpeg, self.texture = b"", None
        self._drawn.clear()
        self.icon.glyph = ""
        super().wipe()

    def _open(self, jpeg):
        self.jpeg, self.texture = jpeg, None
        if jpeg:
            decode_aside(jpeg, 1280, lambda pixels: self._opened(jpeg, pixels))

    def _opened(self, jpeg, pixels):
        """Show the pixels, unless another picture (or nobody's screen) has come meanwhile."""
        if jpeg is not self.jpeg or pixels is None:
            return
        width, height, rows = pixels
        texture = Texture.create(size=(width, height), colorfmt="rgb")
        texture.blit_buffer(rows, colorfmt="rgb", bufferfmt="ubyte")
        self.texture = texture
        self._place_now()

    def _place_photo(self, edge):
        width, height = self.width - 2 * edge, self.height - 2 * edge
        if self.whole:
            share = min(width / self.texture.width, height / self.texture.height)
            width, height = self.texture.width * share, self.texture.height * share
        left, low = self.x + (self.width - width) / 2, self.y + (self.height - height) / 2
        for instruction in pictured(self.texture, left, low, width, height, self.radius - edge):
            self._drawn.add(instruction)

    def _rule(self, colour, step):
        self._drawn.add(Color(*colour))
        line = self.top - step
        while line > self.y + step / 3:
            self._drawn.add(Rectangle(pos=(self.x + 2, round(line)), size=(self.width - 4, 1)))
            line -= step
