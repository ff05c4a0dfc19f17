"""U04: what I can do, what I work on, what can come next."""

from kivy.properties import ListProperty, NumericProperty

from station.ui.screens.framed import FramedScreen
from station.ui.screens.screen import offered
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
        self.headline = theme.pts(9.5, 12) * 1.5 if titled else 0
        ids.mastered.show(view)
        ids.now_title.text, ids.next_title.text = (view.now_title, view.next_title) if titled else ("", "")
        ids.now.show(self.make(NowCardBox), view.now)
        ids.next.show(self.make(NextTileBox), view.next)
        ids.now_empty.show("" if view.now else view.now_empty)
        ids.next_empty.show("" if view.next else view.next_empty)
        self.more_now = self._more(ids.more_now, view.more_now)
        self.more_next = self._more(ids.more_next, view.more_next)
        actions = offered(view.keep_going, view.choose, view.started, view.mail)
        widths = {id(view.keep_going): 2.1, id(view.choose): 1.0, id(view.started): 1.25, id(view.mail): 0.58}
        ids.actions.shares = [widths[id(choice)] for choice in actions]
        ids.actions.show(self.make(BigButton, own=True), actions)

    def arrange(self):
        """The columns of 3.2: 92 | 420 | 240 on the small panel, 232 | 624 | 360 on the large one."""
        theme = self.theme
        gap, edge = theme.px(16), theme.px(8, 16)
        room = self.width - 2 * edge - 2 * gap
        shares = (232, 624, 360) if theme.large else (92, 420, 240)
        first, second, third = (round(room * share / sum(shares)) for share in shares)
        left = self.x + edge
        self.columns = [left, left + first + gap, left + first + second + 2 * gap, first, second, third]

    def _more(self, stack, choice):
        """Show the arrow of a group that has more pages; return the height that it takes."""
        stack.show(self.make(BigButton, points=(10, 11.7)), offered(choice))
        return self.theme.low + self.theme.px(8) if choice else 0


SCREEN = PathScreen
