"""What all screens of a signed-in learner are: who she is on top, a body, a bar of buttons."""

from kivy.properties import NumericProperty

from station.ui.screens.screen import Screen
from station.ui.widgets.topbar import TopBar


class FramedScreen(Screen):
    """For the young the buttons are bigger and a strip below them stays clear, as wrists rest there."""

    back = NumericProperty(0)
    tells_trouble = False  # whether the screen itself shows what is wrong; else it stands in the top bar

    def __init__(self, **given):
        super().__init__(**given)
        self.frame = TopBar(theme=self.theme, press=self.press)
        self.add_widget(self.frame, index=len(self.children))

    def show(self, view):
        self.frame.trouble = "" if self.tells_trouble else view.error
        self.frame.show(view.frame)
        super().show(view)

    def _arrange_now(self, *_):
        theme, young = self.theme, self.view is not None and self.view.frame.young
        self.frame.pos, self.frame.size = self.pos, self.size
        wide = self.width - (theme.rail if young else 0)
        strip = theme.mm(4) if young else theme.px(12, 16)
        high = theme.actions - theme.px(14, 20)
        pad = theme.margin
        self.bar = [self.x + pad, self.y + strip, wide - 2 * pad, max(high, theme.big) if young else high]
        self.back = theme.big if young else theme.low
        low = self.bar[1] + self.bar[3] + theme.px(10, 18)
        high_end = self.top - theme.top - theme.px(9, 16)
        self.body = [self.x + pad, low, wide - 2 * pad, high_end - low]
        super()._arrange_now()
