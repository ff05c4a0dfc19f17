"""A rounded box: the ground of every card and button, with a line, dashes or a stripe on one side."""

from typing import Final

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup
from kivy.properties import ColorProperty, NumericProperty, OptionProperty
from kivy.uix.widget import Widget

from station.ui.widgets.dashes import dashes
from station.ui.widgets.rounded import outlined, rounded

CLEAR: Final = (0, 0, 0, 0)
_LOOK: Final = ("pos", "size", "fill", "line", "line_width", "dashed", "radius", "stripe", "stripe_width")


class Box(Widget):
    """`line` is a colour around it (clear: none), `dashed` makes it a row of dashes, `stripe` marks one side."""

    fill = ColorProperty(CLEAR)
    line = ColorProperty(CLEAR)
    line_width = NumericProperty(1.5)
    dashed = ColorProperty(CLEAR)
    radius = NumericProperty(16)
    stripe = ColorProperty(CLEAR)
    stripe_width = NumericProperty(0)
    stripe_side = OptionProperty("left", options=("left", "top"))

    def __init__(self, **given):
        self._ground = InstructionGroup()
        super().__init__(**given)
        self.canvas.before.add(self._ground)
        paint_soon = Clock.create_trigger(self._paint, -1)  # once, however much changes in a frame
        for name in _LOOK:
            self.fbind(name, paint_soon)
        paint_soon()

    def _paint(self, *_):
        self._ground.clear()
        if self.width < 1 or self.height < 1:
            return
        box = (self.x, self.y, self.width, self.height)
        if self.stripe[3]:
            self._paint_striped(*box)
        elif self.fill[3]:
            self._add(rounded(self.fill, *box, self.radius))
        if self.line[3] and not self.stripe[3]:
            self._add(outlined(self.line, *box, self.radius, self.line_width))
        if self.dashed[3]:
            self._add([Color(*self.dashed), dashes(*box, self.radius, max(self.line_width * 1.4, 2))])

    def _paint_striped(self, x, y, width, height):
        """The stripe shows beside a box that covers the rest of it, corners and all."""
        cut = self.stripe_width
        self._add(rounded(self.stripe, x, y, width, height, self.radius))
        rest = (
            (x + cut, y, width - cut, height) if self.stripe_side == "left" else (x, y, width, height - cut)
        )
        self._add(rounded(self.fill, *rest, self.radius))
        if self.line[3]:
            self._add(outlined(self.line, *rest, self.radius, self.line_width))

    def _add(self, instructions):
        for instruction in instructions:
            self._ground.add(instruction)
