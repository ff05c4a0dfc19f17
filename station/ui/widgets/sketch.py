"""The page she draws on: printed lines or a photo, her strokes, and the one that grows under her finger."""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Ellipse, InstructionGroup, Line, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import ObjectProperty
from msgspec.structs import replace

from classroom.drawing import COLOURS, PAGE, WIDTHS, marks_of, rules_of
from station.session.drawing import StrokeDrawn
from station.ui.fonts import font_for
from station.ui.pictures import decode_aside
from station.ui.theme import hue
from station.ui.widgets.part import Part

_NEAR = 3  # points of the page: a finger that rests draws nothing new


class Sketch(Part):
    """`shape` is a PageLook. The only place of a station where a finger drags."""

    press = ObjectProperty(None, allownone=True)

    def __init__(self, **given):
        self.photo = b""
        self.texture: Any = None
        self.points: list[int] = []
        self._printed, self._drawn, self._growing = InstructionGroup(), InstructionGroup(), InstructionGroup()
        self._shown = ()
        super().__init__(**given)
        for group in (self._printed, self._drawn, self._growing):
            self.canvas.add(group)

    def dress(self, theme, shape):
        self.fill, self.line, self.line_width, self.radius = (
            hue("#FFFFFF"),
            theme.hues.line,
            theme.line,
            theme.px(6),
        )
        if shape.photo != self.photo:
            self.photo, self.texture = shape.photo, None
            if shape.photo:
                decode_aside(shape.photo, 1200, lambda pixels: self._opened(shape.photo, pixels))
        self._draw()

    def place(self, theme):
        self._print()
        self._drawn.clear()
        self._shown = ()
        self._draw()

    def on_touch_down(self, touch):
        pen = self.shape.pen if self.shape is not None else None
        if pen is None or touch.is_mouse_scrolling or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.points = list(self._on_page(touch))
        self._grow()
        return True

    def on_touch_move(self, touch):
        if touch.grab_current is not self:
            return False
        x, y = self._on_page(touch)
        if self.points and max(abs(x - self.points[-2]), abs(y - self.points[-1])) >= _NEAR:
            self.points += [x, y]
            self._grow()
        return True

    def on_touch_up(self, touch):
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        points, self.points = tuple(self.points), []
        if points and self.shape is not None and self.shape.pen is not None and self.press is not None:
            self.press(replace(self.shape.pen, event=StrokeDrawn(points=points)))
        return True

    def away(self):
        self.points = []
        self._growing.clear()

    def wipe(self):
        self.photo, self.texture, self.points, self._shown = b"", None, [], ()
        for group in (self._printed, self._drawn, self._growing):
            group.clear()
        super().wipe()

    def _opened(self, photo, pixels):
        """Show the photo, unless another page (or nobody's screen) has come meanwhile."""
        if photo is not self.photo or pixels is None:
            return
        width, height, rows = pixels
        self.texture = Texture.create(size=(width, height), colorfmt="rgb")
        self.texture.blit_buffer(rows, colorfmt="rgb", bufferfmt="ubyte")
        self.texture.flip_vertical()
        self._print()

    def _print(self):
        self._printed.clear()
        if self.shape is None:
            return
        self._place_photo()
        soft, faint = self.theme.hues.soft, hue("#C9CDDA")
        for rule in rules_of(self.shape.drawing.paper):
            self._printed.add(Color(*(soft if rule.bold else faint)))
            self._printed.add(Line(points=self._in_window(rule.points), width=1.4 if rule.bold else 1))
        for mark in marks_of(self.shape.drawing.paper):
            self._print_number(mark)

    def _place_photo(self):
        if self.texture is None:
            return
        share = min(self.width / self.texture.width, self.height / self.texture.height)
        width, height = self.texture.width * share, self.texture.height * share
        at = (self.center_x - width / 2, self.center_y - height / 2)
        self._printed.add(Color(1, 1, 1, 1))
        self._printed.add(Rectangle(texture=self.texture, pos=at, size=(width, height)))

    def _print_number(self, mark):
        label = CoreLabel(
            text=mark.text, font_name=font_for("text", mark.text), font_size=round(30 * self.width / PAGE[0])
        )
        label.refresh()
        x, y = self._in_window((mark.x, mark.y))
        size = label.texture.size
        self._printed.add(Color(*self.theme.hues.soft))
        self._printed.add(Rectangle(texture=label.texture, pos=(x - size[0] / 2, y - size[1]), size=size))

    def _draw(self):
        """Add the strokes that are new; draw all anew when one is gone."""
        strokes = self.shape.drawing.strokes
        if strokes[: len(self._shown)] != self._shown:
            self._drawn.clear()
            self._shown = ()
        for stroke in strokes[len(self._shown) :]:
            _line(
                self._drawn,
                self._in_window(stroke.points),
                hue(COLOURS[stroke.colour]),
                self._thick(WIDTHS[stroke.width]),
            )
        self._shown = strokes
        self._growing.clear()

    def _grow(self):
        self._growing.clear()
        _line(
            self._growing, self._in_window(self.points), hue(self.shape.colour), self._thick(self.shape.width)
        )

    def _thick(self, width):
        return max(1.0, width * self.width / PAGE[0])

    def _on_page(self, touch):
        """Where a finger is, on the page: from the left and from the top."""
        x = (touch.x - self.x) * PAGE[0] / self.width
        y = (self.top - touch.y) * PAGE[1] / self.height
        return min(max(round(x), 0), PAGE[0]), min(max(round(y), 0), PAGE[1])

    def _in_window(self, points):
        across, down = self.width / PAGE[0], self.height / PAGE[1]
        return [
            self.top - number * down if at % 2 else self.x + number * across
            for at, number in enumerate(points)
        ]


def _line(group, points, colour, thick):
    """A line with round ends; a single point is a dot."""
    group.add(Color(*colour))
    if len(points) > 2:
        group.add(Line(points=points, width=thick / 2, cap="round", joint="round"))
    else:
        group.add(Ellipse(pos=(points[0] - thick / 2, points[1] - thick / 2), size=(thick, thick)))
