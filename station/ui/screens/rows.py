"""A list of a grown-up: who has a visit here, or how the station is."""

from station.ui.screens.screen import offered
from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.row_card import RowCard


class RowsScreen(StaffedScreen):
    """Up to five rows of the same height, each with at most one button."""

    def fill(self, view):
        ids = self.ids
        ids.title.text, ids.page.text = view.title, view.page
        ids.note.text, ids.note.colour = view.error or view.note, self.ink_of(view)
        ids.rows.show(self.make(RowCard), view.rows)
        ids.ways.show(self.make(BigButton, own=True), [view.back])
        ids.turns.show(self.make(BigButton, icon_only=True), offered(view.earlier, view.later))


SCREEN = RowsScreen
