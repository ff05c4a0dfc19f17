"""U08: what the camera sees, one big shutter; then keep it or take another."""

from kivy.properties import ObjectProperty

from station.ui.screens.framed import FramedScreen
from station.ui.widgets.button import BigButton
from station.views.shapes import PieceLook


class PhotoScreen(FramedScreen):
    """Left the picture, right what to do."""

    frames = ObjectProperty(None, allownone=True)
    tells_trouble = True

    def fill(self, view):
        ids, taken = self.ids, view.stage == "taken"
        ids.window.live = view.stage in {"live", "taking"}
        ids.window.glyph = "camera-off" if view.stage == "away" else "camera"
        ids.window.opacity, ids.taken.opacity = (0, 1) if taken else (1, 0)
        ids.taken.show(PieceLook(kind="photo", icon="image", jpeg=view.jpeg, text="", words=""))
        ids.title.text, ids.title.colour = view.error or view.title, self.ink_of(view)
        ids.hint.text = view.hint
        ids.others.show(self.make(BigButton, points=(11, 12.9)), [view.again] if taken else view.instead[1:])
        ids.back.show(self.make(BigButton, icon_only=True), [view.back])
        ids.main.show(self.make(BigButton, way="tile"), [self._main(view)])

    def _main(self, view):
        """Keep what is taken, something else when the camera is away, else the shutter."""
        if view.stage == "taken":
            return view.keep
        return view.instead[0] if view.instead else view.shutter


SCREEN = PhotoScreen
