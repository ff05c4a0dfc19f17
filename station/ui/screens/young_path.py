"""U04 for those who do not read yet: at most three big pictures, a name under each."""

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.path_cards import PictureCardBox


class YoungPathScreen(FramedScreen):
    """The pictures are the choices; what was started or answered stands under them."""

    def fill(self, view):
        self.frame.stars, self.frame.see_all = view.stars, view.see_all
        self.ids.cards.show(self.make(PictureCardBox), view.cards)
        self.ids.actions.show(self.make(BigButton), offered(view.started, view.choose, view.mail))
        self.ids.empty.show("" if view.cards else view.now_empty)


SCREEN = YoungPathScreen
