"""U18 while her hand is down: what does she need? One touch on a tile puts it up."""

from kivy.properties import NumericProperty

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton


class HelpKindsScreen(FramedScreen):
    """Seven kinds in two rows; the young see three and a way to the others."""

    tells_trouble = True
    columns = NumericProperty(4)

    def fill(self, view):
        ids = self.ids
        tiles = [*view.kinds, *offered(view.more)]
        self.columns = 2 if view.frame.young else 4
        ids.title.text, ids.title.colour = view.error or view.title, self.ink_of(view)
        ids.kinds.show(self.make(BigButton, way="tile", points=(11.5, 14), icon_px=(42, 64)), tiles)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])


SCREEN = HelpKindsScreen
