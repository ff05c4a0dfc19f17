"""A child without her badge taps her three pictures: twelve big ones, dots for those she has tapped."""

from station.ui.screens.staffed import StaffedScreen
from station.ui.widgets.button import BigButton


class PicturesScreen(StaffedScreen):
    """Nothing here depends on reading: her own round picture, a speaker, twelve pictures."""

    def fill(self, view):
        ids, hues = self.ids, self.theme.hues
        ids.avatar.show(view.avatar)
        ids.title.text = view.note or view.title
        ids.title.colour = hues.next if view.note else hues.ink
        ids.dots.show((view.dots, ""))
        ids.pictures.show(self.make(BigButton, icon_only=True, icon_px=(60, 96)), view.pictures)
        ids.speaker.show(self.make(BigButton, icon_only=True, tone="now"), [view.speaker])
        ids.actions.show(self.make(BigButton, own=True), [view.back, view.again])


SCREEN = PicturesScreen
