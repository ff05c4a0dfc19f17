"""U03: the name and the picture, and nothing else of hers; "Not me" is big."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton
from station.ui.widgets.faces import FaceButton


class HelloScreen(Screen):
    """The young tap their own picture among three instead of reading their name."""

    def fill(self, view):
        ids = self.ids
        ids.avatar.show(view.avatar)
        ids.avatar.opacity = 0 if view.avatars else 1
        ids.greeting.text, ids.note.text = view.greeting, view.ask or view.note
        ids.faces.show(lambda: FaceButton(theme=self.theme, press=self.press), view.avatars)
        ids.not_me.show(lambda: BigButton(theme=self.theme, press=self.press), [view.not_me])


SCREEN = HelloScreen
