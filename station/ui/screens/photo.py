"""U08: what the camera sees, one big shutter; then keep it or take another."""

from kivy.properties import ObjectProperty

from station.ui.screens.screen import FramedScreen
from station.ui.widgets.button import BigButton
from station.views.shapes import PieceLook


class PhotoScreen(FramedScreen):
    """Left the picture, right what to do."""

    frames = ObjectProperty(None, allownone=True)

    def fill(self, view):
        ids, theme = self.ids, self.theme
        taken = view.stage == "taken"
        ids.window.live = view.stage in {"live", "taking"}
        ids.window.glyph = "camera-off" if view.stage == "away" else "camera"
        ids.window.opacity, ids.taken.opacity = (0, 1) if taken else (1, 0)
        ids.taken.show(
            PieceLook(kind="photo", icon="image", jpeg=view.jpeg if taken else b"", text="", words="")
        )
        ids.title.text, ids.title.colour = (
            view.error or view.title,
            theme.hues.help if view.error else theme.hues.ink,
        )
        ids.hint.text = view.hint
        main, others = (
            (view.keep, [view.again]) if taken else (view.shutter, [view.write] if view.write else [])
        )
        ids.others.show(lambda: BigButton(theme=self.theme, press=self.press, points=(11, 12.9)), others)
        ids.back.show(lambda: BigButton(theme=self.theme, press=self.press), [view.back])
        ids.main.show(lambda: BigButton(theme=self.theme, press=self.press, way="tile"), [main])


SCREEN = PhotoScreen
