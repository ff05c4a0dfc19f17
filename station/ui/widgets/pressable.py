"""A part that can be pressed: acts when the finger lifts inside it, and shows at once that it felt the touch."""

from kivy.graphics import InstructionGroup
from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty

from station.ui.widgets.part import Part
from station.ui.widgets.rounded import outlined


class Pressable(Part):
    """`choice` is what it offers; `press(choice)` is called with it. Without one it lets touches through."""

    choice = ObjectProperty(None, allownone=True)
    press = ObjectProperty(None, allownone=True)
    down = BooleanProperty(False)
    focused = BooleanProperty(False)
    rest = ColorProperty((0, 0, 0, 0))

    def __init__(self, **given):
        self._ring = InstructionGroup()
        super().__init__(**given)
        self.canvas.after.add(self._ring)
        self.fbind("rest", self._felt)
        self.fbind("down", self._felt)
        for name in ("focused", "pos", "size"):
            self.fbind(name, self._ring_round)

    def is_open(self):
        """Return whether a touch does something here."""
        return self.choice is not None and self.choice.enabled and self.press is not None

    def act(self):
        if self.is_open():
            self.press(self.choice)

    def on_touch_down(self, touch):
        if touch.is_mouse_scrolling or not self.is_open() or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.down = True
        return True

    def on_touch_move(self, touch):
        if touch.grab_current is not self:
            return False
        self.down = self.collide_point(*touch.pos)
        return True

    def on_touch_up(self, touch):
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        inside, self.down = self.collide_point(*touch.pos), False
        if inside:
            self.act()
        return True

    def away(self):
        self.focused, self.down = False, False

    def wipe(self):
        super().wipe()
        self.choice, self.focused, self.down = None, False, False

    def _felt(self, *_):
        """While the finger is down the ground is darker (lighter on a dark theme)."""
        if not self.down or self.theme is None:
            self.fill = self.rest
            return
        ink, share = self.theme.hues.ink, 0.16
        ground = self.rest if self.rest[3] else self.theme.hues.sand
        self.fill = [a * (1 - share) + b * share for a, b in zip(ground[:3], ink[:3], strict=True)] + [1]

    def _ring_round(self, *_):
        self._ring.clear()
        if not self.focused or self.theme is None:
            return
        reach = self.theme.px(5)
        box = (self.x - reach, self.y - reach, self.width + 2 * reach, self.height + 2 * reach)
        for colour, thick in ((self.theme.hues.paper, reach + 2), (self.theme.hues.ink, reach - 1)):
            for instruction in outlined(colour, *box, self.radius + reach, thick):
                self._ring.add(instruction)
