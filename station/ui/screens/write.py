"""U10: a page to write on and keys below it; Done is one of the keys."""

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap

_FEW_LEFT = 80


class WriteScreen(FramedScreen):
    """The page shows the end of the text; how many letters fit is said only when few do."""

    def fill(self, view):
        ids = self.ids
        ids.title.text = view.error or view.title
        ids.title.colour = self.theme.hues.help if view.error else self.theme.hues.soft
        ids.left.text = str(view.left) if view.left < _FEW_LEFT else ""
        ids.page.show(view)
        ids.key_rows.show(lambda: KeyCap(theme=self.theme, press=self.press), view.keys)
        ids.back.show(lambda: BigButton(theme=self.theme, press=self.press), [view.back])


SCREEN = WriteScreen
