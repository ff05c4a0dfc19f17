"""U09: one button records and stops; then hear it, keep it, or say it again."""

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton


class VoiceScreen(FramedScreen):
    """Left how loud she is and how long she has, right what to do."""

    tells_trouble = True

    def fill(self, view):
        ids = self.ids
        ids.meter.show(view.meter)
        ids.title.text, ids.title.colour = view.error or view.title, self.ink_of(view)
        ids.starters.text = "\n".join(view.starters)
        ids.others.show(self.make(BigButton, points=(11, 12.9)), view.others)
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.main.show(self.make(BigButton, way="tile"), [view.main])


SCREEN = VoiceScreen
