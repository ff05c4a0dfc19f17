"""The code of a grown-up's card, typed where no camera can see it: groups of three letters above large keys."""

from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.key_rows import KeyCap

_APART = "\u00a0\u00a0\u00a0"  # spaces that stay as they are


class CodeScreen(StaffedScreen):
    """The groups stand as on the card, so that a slip is found by eye."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.title.text, ids.groups.text = view.title, _APART.join(view.groups)
        ids.note.text = view.error or view.note
        ids.note.colour = hues.next if view.slip or view.error else hues.soft
        ids.key_rows.show(self.make(KeyCap), view.keys)
        ids.back.show(self.make(BigButton, own=True, points=(11, 13)), [view.back])


SCREEN = CodeScreen
