"""A grown-up types what she saw: a page, large keys below, Done among them."""

from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap

_FEW_LEFT = 80


class NoteScreen(StaffedScreen):
    """The page shows the end of the text; how many letters fit is said only when few do."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text = view.error or view.title
        ids.title.colour = hues.next if view.error else hues.ink
        ids.left.text = str(view.left) if view.left < _FEW_LEFT else ""
        ids.page.show(view)
        ids.key_rows.show(self.make(KeyCap), view.keys)
        ids.back.show(self.make(BigButton, own=True, points=(11, 13)), [view.back])


SCREEN = NoteScreen
