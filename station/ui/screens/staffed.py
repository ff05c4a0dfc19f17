"""What the screens of grown-ups share: a headline on top, a body, a bar of buttons below."""

from kivy.properties import ListProperty

from station.ui.screens.screen import Screen


class StaffedScreen(Screen):
    """`head`, `body` and `bar` are boxes; nobody's name stands in a frame of its own."""

    head = ListProperty([0, 0, 1, 1])

    def _arrange_now(self, *_):
        theme, pad = self.theme, self.theme.margin
        wide, high = self.width - 2 * pad, max(theme.px(70, 88), theme.low)
        self.bar = [self.x + pad, self.y + theme.px(14, 20), wide, high]
        top = theme.px(68, 100)
        self.head = [self.x + pad, self.top - theme.px(12, 22) - top, wide, top]
        low = self.bar[1] + self.bar[3] + theme.px(12, 20)
        self.body = [self.x + pad, low, wide, self.head[1] - theme.px(10, 18) - low]
        super()._arrange_now()
