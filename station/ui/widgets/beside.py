"""The round pictures of those who work with a learner, side by side in the bar."""

from station.ui.widgets.avatar import AvatarRound
from station.ui.widgets.part import Part, put

_MOST = 3


class Beside(Part):
    """`shape` are their Avatars, at most three; as high as it is, each of them is wide."""

    def __init__(self, **given):
        self.rounds = [AvatarRound() for _ in range(_MOST)]
        super().__init__(**given)
        for each in self.rounds:
            self.add_widget(each)

    def dress(self, theme, shape):
        for at, each in enumerate(self.rounds):
            each.theme = theme
            if at < len(shape):
                each.show(shape[at])
            else:
                each.wipe()

    def place(self, theme):
        gap = theme.px(6)
        for at, each in enumerate(self.rounds):
            side = self.height if at < len(self.shape) else 0
            put(each, self.x + gap + at * (self.height + gap), self.y, side, side)

    def wide(self, theme, side):
        """How much room they take, each as wide as this."""
        return len(self.shape or ()) * (side + theme.px(6))
