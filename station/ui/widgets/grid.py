"""Parts in rows and columns of equal cells; when words do not fit, the letters of all of them shrink alike."""

from kivy.properties import NumericProperty

from station.ui.widgets.part import put
from station.ui.widgets.stack import Stack
from station.ui.widgets.words import best_factor


class Grid(Stack):
    """`columns` by `lines` cells, filled row by row from the top left; cells stay as large when some are empty."""

    columns = NumericProperty(4)
    lines = NumericProperty(2)

    def __init__(self, **given):
        super().__init__(**given)
        for name in ("columns", "lines"):
            self.fbind(name, self.arrange_soon)

    def arrange(self, *_):
        parts = list(reversed(self.children))
        if not parts or self.width < 2 or self.height < 2:
            return
        across, down = int(self.columns), max(int(self.lines), -(-len(parts) // int(self.columns)))
        wide = (self.width - self.gap * (across - 1)) / across
        high = (self.height - self.gap * (down - 1)) / down
        factor = best_factor(lambda share: all(part.tall(wide, share) <= high + 1 for part in parts))
        for at, part in enumerate(parts):
            line, column = divmod(at, across)
            part.factor = factor
            put(
                part,
                self.x + column * (wide + self.gap),
                self.top - (line + 1) * high - line * self.gap,
                wide,
                high,
            )
