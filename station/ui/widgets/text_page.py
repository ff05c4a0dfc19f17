"""The page one writes on: the end of the text is always in sight, a mark shows where the next letter goes."""

from kivy.graphics import Color, InstructionGroup, Rectangle

from station.ui.typeset import texture_of, typeset
from station.ui.widgets.part import Part


class TextPage(Part):
    """`shape` is a WriteView."""

    def __init__(self, **given):
        self._drawn = InstructionGroup()
        super().__init__(**given)
        self.canvas.add(self._drawn)

    def dress(self, theme, shape):
        hues = theme.hues
        self.fill, self.line, self.line_width, self.radius = (
            hues.card,
            hues.line,
            theme.line,
            theme.px(12, 14),
        )

    def place(self, theme):
        self._drawn.clear()
        pad, text = theme.px(12, 18), self.shape.text
        room, size = self.width - 2 * pad - 4, min(theme.text, round(self.height * 0.3))
        setting = typeset(text or self.shape.placeholder, "text", size, room, even=False)
        step = setting.height / len(setting.lines)
        setting = setting.last(max(1, int((self.height - 2 * theme.px(6)) / step)))
        texture = texture_of(setting)
        top = self.top - theme.px(8)
        if texture is not None:
            self._drawn.add(Color(*(theme.hues.ink if text else theme.hues.soft)))
            left = self.right - pad - texture.width if setting.to_left else self.x + pad
            self._drawn.add(Rectangle(texture=texture, pos=(left, top - texture.height), size=texture.size))
        self._place_mark(theme, setting if text else None, top, step)

    def _place_mark(self, theme, setting, top, step):
        pad, text = theme.px(12, 18), self.shape.text
        line = len(setting.lines) if setting else 1
        reach = setting.last_width if setting else 0
        if text.endswith(" "):
            reach += setting.size * 0.28
        left = self.right - pad - reach - 4 if setting and setting.to_left else self.x + pad + reach + 2
        self._drawn.add(Color(*theme.hues.now))
        self._drawn.add(Rectangle(pos=(round(left), top - line * step + 2), size=(theme.px(3), step - 4)))

    def wipe(self):
        self._drawn.clear()
        super().wipe()
