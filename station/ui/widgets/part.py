"""What all parts of a screen share: a theme, a shape to show, a place in a stack, a way to be forgotten."""

from kivy.clock import Clock
from kivy.properties import NumericProperty, ObjectProperty

from station.ui.widgets.box import Box


class Part(Box):
    """`shape` is what it shows. Descendants colour themselves in `dress` and put their children in `place`.

    `tall(width, factor)` is the height it needs; a stack gives all of its parts the same `factor`.
    """

    theme = ObjectProperty(None, allownone=True)
    shape = ObjectProperty(None, allownone=True)
    factor = NumericProperty(1.0)

    def __init__(self, **given):
        self._later = Clock.create_trigger(self._place_now, -1)
        super().__init__(**given)
        for name in ("size", "pos", "factor"):
            self.fbind(name, self._later)
        self.fbind("theme", self._dress_now)
        self.fbind("shape", self._dress_now)
        self._dress_now()

    def show(self, shape):
        """Show another shape of the same kind; an equal one changes nothing."""
        self.shape = shape

    def _dress_now(self, *_):
        if self.theme is not None and self.shape is not None:
            self.dress(self.theme, self.shape)
            self._later()
            changed(self)

    def _place_now(self, *_):
        if self.theme is not None and self.shape is not None and self.width > 1:
            self.place(self.theme)

    def dress(self, theme, shape):
        """Take colours and words."""

    def place(self, theme):
        """Put the children where they stand."""

    def tall(self, width, factor):
        return 0

    def wipe(self):
        """Forget everything that was shown."""
        for child in self.children:
            if hasattr(child, "wipe"):
                child.wipe()
        self.shape = None


def changed(part):
    """Tell the stack around a part that its height may be another now."""
    if part.parent is not None and hasattr(part.parent, "arrange_soon"):
        part.parent.arrange_soon()


def put(widget, x, y, width, height):
    """Place a widget on whole pixels."""
    widget.pos, widget.size = (round(x), round(y)), (round(width), round(height))
