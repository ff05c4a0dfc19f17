"""What all screens are: a widget that shows one View, and where its bar, body and buttons stand."""

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import ListProperty, ObjectProperty
from kivy.uix.widget import Widget


class Screen(Widget):
    """`press(choice)` is called with what was pressed. Descendants set their parts in `fill(view)`."""

    theme = ObjectProperty(rebind=True)  # so that what a .kv says of it is said anew for the next person
    press = ObjectProperty()
    view = ObjectProperty(None, allownone=True, rebind=True)
    body = ListProperty([0, 0, 1, 1])
    bar = ListProperty([0, 0, 1, 1])

    def __init__(self, **given):
        self._later = Clock.create_trigger(self._arrange_now, -1)
        super().__init__(**given)
        with self.canvas.before:
            self._paper = Color(*self.theme.hues.paper)
            self._ground = Rectangle()
        self.fbind("size", self._later)
        self.fbind("pos", self._later)
        self.fbind("theme", self._retheme)

    def show(self, view):
        """Show a View of this screen's kind."""
        self.view = view
        self.fill(view)
        self._later()

    def fill(self, view):
        """Give the parts what they show."""

    def arrange(self):
        """Put the parts where they stand."""

    def make(self, part, **how):
        """Return the maker of a kind of part, for a stack to fill itself."""
        return lambda: part(
            theme=self.theme, **({"press": self.press} if hasattr(part, "press") else {}), **how
        )

    def ink_of(self, view):
        """Return the colour of a headline: what is wrong stands out."""
        return self.theme.hues.help if view.error else self.theme.hues.ink

    def wipe(self):
        """Forget the View and everything drawn for it."""
        self.view = None
        for part in self.children:
            if hasattr(part, "wipe"):
                part.wipe()

    def came(self):
        """The screen is shown now; what moves begins."""
        self._tell("came")

    def away(self):
        """The screen is not shown any more; what moves stops, no key points at anything."""
        self._tell("away")

    def _tell(self, what):
        for part in self.walk(restrict=True):
            if part is not self and hasattr(part, what):
                getattr(part, what)()

    def _retheme(self, *_):
        self._paper.rgba = self.theme.hues.paper
        for part in self.walk(restrict=True):
            if part is not self and hasattr(part, "theme"):
                part.theme = self.theme
        if self.view is not None:
            self.show(self.view)

    def _arrange_now(self, *_):
        self._ground.pos, self._ground.size = self.pos, self.size
        if self.view is not None and self.width > 1:
            self.arrange()


def offered(*choices):
    """Return the choices that are there."""
    return [choice for choice in choices if choice is not None]
