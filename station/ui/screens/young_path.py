"""U04 for those who do not read yet: at most three big pictures, a name under each."""

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.path_cards import PictureCardBox


class YoungPathScreen(FramedScreen):
    """The pictures are the choices; what was started or answered stands under them."""

    def fill(self, view):
        self.frame.stars = view.stars
        self.ids.cards.show(lambda: PictureCardBox(theme=self.theme, press=self.press), view.cards)
        offered = [choice for choice in (view.started, view.mail) if choice is not None]
        self.ids.actions.show(lambda: BigButton(theme=self.theme, press=self.press), offered)
        self.ids.empty.show("" if view.cards else view.now_empty)


SCREEN = YoungPathScreen
