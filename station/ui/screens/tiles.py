"""U25: the menu of a grown-up and its questions, as tiles."""

from kivy.properties import NumericProperty

from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton

_COLUMNS = {1: 2, 5: 5}  # a question stands wide, the five steps of loudness in one row
_MOST = 8  # tiles in two rows of four


class TilesScreen(StaffedScreen):
    """Four tiles in a row, mostly; fewer are no wider than four would be."""

    columns, lines = NumericProperty(4), NumericProperty(2)

    def fill(self, view):
        ids = self.ids
        ids.icon.glyph, ids.title.text = view.icon, view.title
        ids.note.text, ids.note.colour = view.error or view.note, self.ink_of(view)
        ids.banner.show(view.banner)
        count = len(view.tiles)
        self.columns, self.lines = _COLUMNS.get(count, 4 if count <= _MOST else 5), 1 if count == 5 else 2
        ids.tiles.show(self.make(BigButton, way="tile", points=(12.5, 15), icon_px=(40, 60)), view.tiles)
        ids.back.show(self.make(BigButton), [view.back])


SCREEN = TilesScreen
