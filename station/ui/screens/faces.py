"""The faces of a class, for a grown-up who lets a child in without her badge; seen for a minute at most."""

from station.ui.screens.screen import offered
from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.face_tile import FaceTileBox


class FacesScreen(StaffedScreen):
    """Four by three faces; below them back, the other class, and two big arrows."""

    def fill(self, view):
        ids = self.ids
        ids.title.text, ids.page.text = view.title, view.page
        ids.note.text, ids.note.colour = view.error or view.note, self.ink_of(view)
        ids.faces.show(self.make(FaceTileBox), view.faces)
        ids.ways.show(self.make(BigButton, own=True), offered(view.back, view.other))
        ids.turns.show(self.make(BigButton, icon_only=True), offered(view.earlier, view.later))


SCREEN = FacesScreen
