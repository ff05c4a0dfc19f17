"""A station that is new here: where the hub's code goes, then three pictures to compare. For a grown-up."""

from kivy.properties import NumericProperty, ObjectProperty

from station.ui.screens.screen import Screen, offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.picture_card import PictureCard


class JoinScreen(Screen):
    """Left the window for the code, right what to do; or one line with the pictures below it."""

    frames = ObjectProperty(None, allownone=True)
    pad = NumericProperty(0)

    def fill(self, view):
        ids, seeing = self.ids, view.live
        ids.window.live, ids.window.glyph = seeing, view.icon
        ids.window.opacity = 1 if seeing else 0
        ids.icon.glyph = "" if seeing or view.pictures else view.icon
        ids.title.text = view.title
        ids.hint.text, ids.hint.colour = view.error or view.hint, self.ink_of(view)
        ids.note.text = view.note
        ids.pictures.show(self.make(PictureCard), view.pictures)
        ids.buttons.show(self.make(BigButton, points=(12, 14)), offered(view.button))


SCREEN = JoinScreen
