"""U04: what I can do, what I work on, what can come next."""

from kivy.properties import ListProperty, NumericProperty

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.ui.widgets.path_cards import NextTileBox, NowCardBox


class PathScreen(FramedScreen):
    """Three groups side by side; each is always there."""

    columns = ListProperty([0, 0, 0, 0, 0, 0])
    headline = NumericProperty(0)
    more_now = NumericProperty(0)
    more_next = NumericProperty(0)

    def fill(self, view):
        ids, theme = self.ids, self.theme
        titled = theme.large or len(view.now) < 3
        self.headline = (theme.pts(9.5, 12)) * 1.5 if titled else 0
        ids.mastered.show(view)
        ids.now_title.text, ids.next_title.text = (view.now_title, view.next_title) if titled else ("", "")
        ids.now.show(lambda: NowCardBox(theme=self.theme, press=self.press), view.now)
        ids.next.show(lambda: NextTileBox(theme=self.theme, press=self.press), view.next)
        ids.now_empty.show("" if view.now else view.now_empty)
        ids.next_empty.show("" if view.next else view.next_empty)
        for name in ("now", "next"):
            choice = getattr(view, f"more_{name}")
            setattr(self, f"more_{name}", theme.low + theme.px(8) if choice else 0)
            ids[f"more_{name}"].show(self._more, [choice] if choice else [])
        actions = [choice for choice in (view.keep_going, view.started, view.mail) if choice is not None]
        ids.actions.shares = [
            2.1 if choice is view.keep_going else 0.58 if choice is view.mail else 1.0 for choice in actions
        ]
        ids.actions.show(lambda: BigButton(theme=self.theme, press=self.press), actions)

    def arrange(self):
        """The columns of 3.2: 92 | 420 | 240 on the small panel, 232 | 624 | 360 on the large one."""
        theme = self.theme
        gap, edge = theme.px(16), theme.px(8, 16)
        room = self.width - 2 * edge - 2 * gap
        shares = (232, 624, 360) if theme.large else (92, 420, 240)
        widths = [round(room * share / sum(shares)) for share in shares]
        lefts = [
            self.x + edge,
            self.x + edge + widths[0] + gap,
            self.x + edge + widths[0] + widths[1] + 2 * gap,
        ]
        self.columns = [*lefts, *widths]

    def _more(self):
        return BigButton(theme=self.theme, press=self.press, points=(10, 11.7))


SCREEN = PathScreen
