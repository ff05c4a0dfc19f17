"""U03: the name and the picture, and nothing else of hers; "Not me" is big."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton
from station.ui.widgets.faces import FaceButton


class HelloScreen(Screen):
    """The young tap their own picture among three instead of reading their name."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.avatar.show(view.avatar)
        ids.avatar.opacity = 0 if view.avatars else 1
        ids.greeting.text, ids.note.text = view.greeting, view.error or view.ask or view.note
        ids.note.colour = hues.help if view.error else hues.soft
        ids.faces.show(self.make(FaceButton), view.avatars)
        ids.not_me.show(self.make(BigButton), [view.not_me])


SCREEN = HelloScreen
