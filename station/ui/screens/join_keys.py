"""The hub's code, typed: what is written so far and keys below it. For a grown-up, where no camera can help."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap


class JoinKeysScreen(Screen):
    """As the writing screen, without anybody."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text = view.error or view.title
        ids.title.colour = hues.help if view.error else hues.soft
        ids.page.show(view)
        ids.key_rows.show(self.make(KeyCap), view.keys)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])


SCREEN = JoinKeysScreen
