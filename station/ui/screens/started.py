"""All that she has begun, side by side: a touch on one goes on with it."""

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
from station.ui.widgets.button import BigButton
from station.ui.widgets.started_card import StartedCardBox


class StartedScreen(FramedScreen):
    """The cards are the choices; back and the next page stand under them."""

    def fill(self, view):
        ids = self.ids
        ids.cards.show(self.make(StartedCardBox), view.drafts)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.more.show(self.make(BigButton, own=True), offered(view.more))


SCREEN = StartedScreen
