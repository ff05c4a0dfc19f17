"""A second badge at a screen: who came, together or one after the other, a ring that empties."""

from station.ui.screens.screen import Screen
from station.ui.widgets.button import BigButton


class SecondScreen(Screen):
    """Nothing of who was here before is on it."""

    def fill(self, view):
        ids = self.ids
        ids.avatar.show(view.avatar)
        ids.ring.show(view)
        ids.title.text, ids.note.text = view.error or view.title, view.note
        ids.actions.show(self.make(BigButton), [view.together, view.mine])
        ids.speaker.show(self.make(BigButton, icon_only=True, tone="now"), [view.speaker])


SCREEN = SecondScreen
