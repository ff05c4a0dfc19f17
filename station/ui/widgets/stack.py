"""Parts in a column or a row; when they do not fit, the letters of all of them shrink alike."""

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, OptionProperty
from kivy.uix.widget import Widget

from station.ui.widgets.part import put
from station.ui.widgets.words import best_factor


class Stack(Widget):
    """`equal`: all get the same share; otherwise each its own height (columns only). `shares`: widths of a row.

    The first `keep` parts stand in the .kv; `show` fills in those after them.
    """

    way = OptionProperty("column", options=("column", "row"))
    gap = NumericProperty(8)
    equal = BooleanProperty(False)
    least = NumericProperty(0)
    most = NumericProperty(0)
    valign = OptionProperty("top", options=("top", "middle", "bottom"))
    shares = ListProperty([])
    keep = NumericProperty(0)

    def __init__(self, **given):
        self.arrange_soon = Clock.create_trigger(self.arrange, -1)
        super().__init__(**given)
        for name in ("pos", "size", "children", "gap", "equal", "least", "most", "valign", "shares", "way"):
            self.fbind(name, self.arrange_soon)

    def show(self, make, shapes):
        """Show these shapes, with the parts that are there already and as many new ones as it takes."""
        parts = list(reversed(self.children))[self.keep :]
        for part in parts[len(shapes) :]:
            part.wipe()
            self.remove_widget(part)
        for part, shape in zip(parts, shapes, strict=False):
            part.show(shape)
        for shape in shapes[len(parts) :]:
            part = make()
            self.add_widget(part)
            part.show(shape)

    def arrange(self, *_):
        parts = list(reversed(self.children))
        if not parts or self.width < 2 or self.height < 2:
            return
        if self.way == "row":
            self._arrange_row(parts)
        else:
            self._arrange_column(parts)

    def _arrange_column(self, parts):
        factor = best_factor(lambda share: self._column_fits(parts, share))
        for part in parts:
            part.factor = factor
        heights = self._heights(parts, factor)
        used = sum(heights) + self.gap * (sum(height > 0 for height in heights) - 1)
        top = (
            self.top
            - {"top": 0, "middle": (self.height - used) / 2, "bottom": self.height - used}[self.valign]
        )
        for part, height in zip(parts, heights, strict=True):
            put(part, self.x, top - height, self.width, height)
            top -= height + self.gap if height > 0 else 0

    def _column_fits(self, parts, factor):
        needs = [self._need(part, factor) for part in parts]
        if self.equal:
            return max(needs) <= self._slot(parts) + 1
        return sum(needs) + self.gap * (sum(need > 0 for need in needs) - 1) <= self.height + 1

    def _heights(self, parts, factor):
        if not self.equal:
            needs = [min(self.height, self._need(part, factor)) for part in parts]
            room = self.height - self.gap * (sum(need > 0 for need in needs) - 1)
            squeeze = min(1.0, room / max(1, sum(needs)))
            return [need * squeeze for need in needs]
        slot = self._slot(parts)
        needed = max(self._need(part, factor) for part in parts)
        return [min(slot, max(self.most, needed)) if self.most else slot] * len(parts)

    def _need(self, part, factor):
        need = part.tall(self.width, factor)
        return max(self.least, need) if need else 0

    def _slot(self, parts):
        return (self.height - self.gap * (len(parts) - 1)) / len(parts)

    def _arrange_row(self, parts):
        shares = self.shares if len(self.shares) == len(parts) else [1] * len(parts)
        unit = (self.width - self.gap * (len(parts) - 1)) / sum(shares)

        def fits(factor):
            return all(
                part.tall(unit * share, factor) <= self.height + 1
                for part, share in zip(parts, shares, strict=True)
            )

        factor = best_factor(fits)
        x = self.x
        for part, share in zip(parts, shares, strict=True):
            part.factor = factor
            put(part, x, self.y, unit * share, self.height)
            x += unit * share + self.gap

    def wipe(self):
        for at, part in enumerate(list(reversed(self.children))):
            part.wipe()
            if at >= self.keep:
                self.remove_widget(part)
