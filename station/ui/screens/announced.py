"""What a grown-up says to everybody, before somebody's work: a big icon, the words, one button."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton


class AnnouncedScreen(Screen):
    """Nothing of her work is on it."""

    def fill(self, view):
        ids = self.ids
        ids.icon.glyph, ids.title.text, ids.words.text = view.icon, view.title, view.words
        ids.actions.show(self.make(BigButton), [view.seen])


SCREEN = AnnouncedScreen
