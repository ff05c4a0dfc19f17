"""A screen that says one thing: a big icon, a line, a second line. U07, U23 and U24 are this."""

from station.ui.screens.screen import Screen


class MessageScreen(Screen):
    """`view` has a title and an icon; words if it says more."""

    def fill(self, view):
        self.ids.icon.glyph, self.ids.title.text = view.icon, view.title
        self.ids.words.text = getattr(view, "words", "")
        self.ids.words.colour = self.theme.hues.help if view.error else self.theme.hues.soft


SCREEN = MessageScreen
