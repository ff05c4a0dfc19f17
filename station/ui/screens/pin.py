"""The PIN of a grown-up: dots on the left, ten digits in an order of chance on the right."""

from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap


class PinScreen(StaffedScreen):
    """Nothing on it says whose card was shown."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text = view.title
        ids.note.text = view.error or view.note
        ids.note.colour = hues.next if view.rests else hues.soft
        ids.dots.show((view.dots, ""))
        ids.pad.show(self.make(KeyCap, points=18), view.keys)
        ids.back.show(self.make(BigButton), [view.back])


SCREEN = PinScreen
