"""U10: a page to write on and keys below it; Done is one of the keys."""

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap

_FEW_LEFT = 80


class WriteScreen(FramedScreen):
    """The page shows the end of the text; how many letters fit is said only when few do."""

    tells_trouble = True

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text = view.error or view.title
        ids.title.colour = hues.help if view.error else hues.soft
        ids.left.text = str(view.left) if view.left < _FEW_LEFT else ""
        ids.page.show(view)
        ids.key_rows.show(self.make(KeyCap), view.keys)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])


SCREEN = WriteScreen
