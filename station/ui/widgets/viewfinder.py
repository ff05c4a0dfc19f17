"""The window into the camera: its picture, corner brackets around it, an icon while there is no picture."""

from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, SmoothLine
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from station.ui.widgets.icon import Icon
from station.ui.widgets.part import put
from station.ui.widgets.rounded import pictured, rounded

_LOOK_S = 1 / 15
_STILL_S, _BREATH_S = 30.0, 2.4


class Viewfinder(Widget):
    """Takes the latest frame while it is on screen and `live`. `mirrored` as in a mirror, for holding a badge."""

    frames = ObjectProperty(None, allownone=True)
    theme = ObjectProperty(None, allownone=True)
    live = BooleanProperty(True)
    mirrored = BooleanProperty(False)
    found = BooleanProperty(False)
    glyph = StringProperty("badge-check")
    reach = NumericProperty(0.0)
    brackets = BooleanProperty(True)
    colours = ListProperty([(0, 0, 0, 1), (1, 1, 1, 1), (1, 1, 1, 1)])

    def __init__(self, **given):
        self.icon = Icon()
        self.texture: Any = None
        self._tick = self._rest = None
        self._here = False
        self._drawn = InstructionGroup()
        super().__init__(**given)
        self.canvas.before.add(self._drawn)
        self.add_widget(self.icon)
        self._later = Clock.create_trigger(self._paint, -1)
        for name in ("pos", "size", "theme", "found", "glyph", "reach", "brackets", "live"):
            self.fbind(name, self._later)
        self.fbind("live", self._turned)

    def came(self):
        """The screen is shown now: look at the camera if it is live, and breathe once in a while."""
        self._end()
        self._here = True
        if self.live and self.frames is not None:
            self._tick = Clock.schedule_interval(self._take, _LOOK_S)
        if self.brackets and self.theme is not None and not self.theme.calm:
            self._rest = Clock.schedule_interval(self._breathe, _STILL_S)

    def _end(self):
        for event in (self._tick, self._rest):
            if event is not None:
                event.cancel()
        self._tick = self._rest = None
        Animation.cancel_all(self, "reach")
        self.reach = 0.0

    def away(self):
        """Stop looking, and keep no picture of anybody."""
        self._end()
        self._here = False
        self._drop()

    wipe = away

    def _drop(self):
        self.texture = None
        self._paint()

    def _turned(self, *_):
        if not self.live:
            self._drop()
        if self._here:
            self.came()

    def _take(self, _):
        frame = self.frames.take()
        if frame is None:
            return
        width, height, rows = frame
        if self.texture is None or self.texture.size != (width, height):
            self.texture = Texture.create(size=(width, height), colorfmt="rgb")
            self._later()
        self.texture.blit_buffer(rows, colorfmt="rgb", bufferfmt="ubyte")
        self.canvas.ask_update()

    def _breathe(self, _):
        step = _BREATH_S / 2
        breath = Animation(reach=1.0, duration=step, t="in_out_sine") + Animation(
            reach=0.0, duration=step, t="in_out_sine"
        )
        breath.start(self)

    def _paint(self, *_):
        self._drawn.clear()
        if self.theme is None or self.width < 2:
            return
        hues, theme = self.theme.hues, self.theme
        for instruction in rounded(hues.night, self.x, self.y, self.width, self.height, theme.px(24, 30)):
            self._drawn.add(instruction)
        if self.texture is not None:
            self._paint_picture()
        self.icon.glyph = "" if self.texture is not None else self.glyph
        self.icon.letter, self.icon.colour = (
            min(self.size) * 0.36,
            hues.sky if not theme.contrast else hues.now,
        )
        put(self.icon, self.x, self.y, self.width, self.height)
        if self.brackets:
            self._paint_brackets(theme.hues.sky)

    def _paint_picture(self):
        inset, radius = self.theme.px(4), self.theme.px(20, 26)
        box = (self.x + inset, self.y + inset, self.width - 2 * inset, self.height - 2 * inset)
        for instruction in pictured(self.texture, *box, radius, mirrored=self.mirrored):
            self._drawn.add(instruction)

    def _paint_brackets(self, colour):
        """Four corners; they grow together to a frame when a badge is found, and reach out a little at rest."""
        inset = self.theme.px(17) - self.reach * self.theme.px(6)
        x, y, right, top = self.x + inset, self.y + inset, self.right - inset, self.top - inset
        arm = min(right - x, top - y) * (0.5 if self.found else 0.28)
        curve = self.theme.px(14)
        self._drawn.add(Color(*colour))
        for corner_x, corner_y, to_x, to_y in (
            (x, y, 1, 1),
            (right, y, -1, 1),
            (x, top, 1, -1),
            (right, top, -1, -1),
        ):
            points = [corner_x + to_x * arm, corner_y, corner_x + to_x * curve, corner_y]
            for step in (0.3, 0.7):
                points += [corner_x + to_x * curve * (1 - step) ** 2, corner_y + to_y * curve * step**2]
            points += [corner_x, corner_y + to_y * curve, corner_x, corner_y + to_y * arm]
            self._drawn.add(SmoothLine(points=points, width=self.theme.px(4) / 2))
