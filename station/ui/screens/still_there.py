"""U22: "Still there?", a ring that empties in half a minute, yes and no."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton


class StillThereScreen(Screen):
    """Nothing of her work is on it."""

    def fill(self, view):
        ids = self.ids
        ids.ring.show(view)
        ids.title.text = view.title
        ids.actions.show(self.make(BigButton), [view.stay, view.done])


SCREEN = StillThereScreen
