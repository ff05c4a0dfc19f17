"""Where one screen stands at a time: builds it when it is first needed, takes the old one away, forgets a person."""

import gc
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kivy.animation import Animation
from kivy.cache import Cache
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.lang import Builder
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

_SCREENS: Final = {
    "IdleView": "idle",
    "IdleView asking": "room",
    "HelloView": "hello",
    "ReleaseView": "message",
    "StillThereView": "still_there",
    "CalledView": "still_there",
    "AnnouncedView": "announced",
    "GoodbyeView": "message",
    "RestsView": "message",
    "NamedView": "message",
    "EmptyingView": "message",
    "PathView": "path",
    "PathView young": "young_path",
    "StartedView": "started",
    "WorkView": "work",
    "PhotoView": "photo",
    "WriteView": "write",
    "VoiceView": "voice",
    "DrawView": "draw",
    "AssessView": "assess",
    "HandedInView": "handed_in",
    "FeedbackView": "feedback",
    "BoardView": "board",
    "TargetView": "target",
    "HelpView": "help_kinds",
    "HandUpView": "hand_up",
    "CodeView": "code",
    "NoteView": "note",
    "SecondView": "second",
    "PinView": "pin",
    "TilesView": "tiles",
    "FacesView": "faces",
    "PicturesView": "pictures",
    "RowsView": "rows",
    "JoinView": "join",
    "JoinKeysView": "join_keys",
}
_AFTER_HELLO_S: Final = 0.3
_FORGET_S: Final = 0.05  # the new screen stands first, then all others are wiped
_NOBODYS: Final = {
    "IdleView",
    "IdleView asking",
    "ReleaseView",
    "GoodbyeView",
    "RestsView",
    "NamedView",
    "EmptyingView",
    "PinView",
    "CodeView",
    "JoinView",
    "JoinKeysView",
}
_STAFFS: Final = {
    "TilesView",
    "FacesView",
    "RowsView",
    "NoteView",
}  # names of children stand on some of these


class Stage(Widget):
    """`panel` is the theme of the bare panel; each View says for whom it is enlarged or darkened."""

    panel = ObjectProperty()
    press = ObjectProperty()
    frames = ObjectProperty(None, allownone=True)
    veil = NumericProperty(0.0)

    def __init__(self, **given):
        super().__init__(**given)
        self.view: Any = None
        self.screen: Any = None
        self.built = {}
        self._kind = ""
        self._theme = self.panel
        with self.canvas.after:
            self._sheet, self._over = Color(0, 0, 0, 0), Rectangle()
        self.bind(size=self._fill, pos=self._fill, veil=self._veil)

    def show(self, view):
        """Show a View; the same one again changes nothing."""
        if view == self.view:
            return
        name, before = _kind(view), self._kind
        self.view, self._kind, self._theme = view, name, _theme_for(view, self.panel, self._theme)
        screen = self.built.get(_SCREENS[name]) or self._build(_SCREENS[name])
        if screen.theme != self._theme:
            screen.theme = self._theme
        screen.show(view)
        if screen is not self.screen:
            self._change_to(screen)
        if _ends_something(before, name):
            Clock.schedule_once(self.forget, _FORGET_S)
        if name == "HelloView":
            Clock.schedule_once(self._make_ready, _AFTER_HELLO_S)

    def forget(self, *_):
        """Wipe every screen but the one that is shown, and what Kivy keeps for itself."""
        for screen in self.built.values():
            if screen is not self.screen:
                screen.wipe()
        for kind in ("kv.image", "kv.texture", "kv.loader"):
            Cache.remove(kind)
        gc.collect()

    def _make_ready(self, *_):
        """Hello is long enough to build the screen that comes next."""
        if self._kind == "HelloView":
            name = _SCREENS["PathView young" if self.view.young else "PathView"]
            if name not in self.built:
                self._build(name)

    def _build(self, name):
        module = import_module(f"station.ui.screens.{name}")
        rules = str(Path(__file__).parent / "screens" / f"{name}.kv")
        if rules not in Builder.files:
            Builder.load_file(rules)
        given = {"frames": self.frames} if hasattr(module.SCREEN, "frames") else {}
        self.built[name] = module.SCREEN(
            theme=self._theme, press=self.press, size=self.size, pos=self.pos, **given
        )
        return self.built[name]

    def _change_to(self, screen):
        """The old screen goes at once, so that nothing of it shines through; a sheet of paper lifts off the new one."""
        if self.screen is not None:
            self.remove_widget(self.screen)
            self.screen.away()
        self.screen = screen
        self._fill()
        self.add_widget(screen)
        screen.came()
        self.lift()
        if screen.theme.fade:
            self.veil = 1.0
            Animation(veil=0.0, duration=screen.theme.fade, t="out_quad").start(self)

    def lift(self):
        """Let the screen be seen at once."""
        Animation.cancel_all(self, "veil")
        self.veil = 0.0

    def _veil(self, *_):
        self._sheet.rgba = (*self._theme.hues.paper[:3], self.veil)

    def _fill(self, *_):
        self._over.pos, self._over.size = self.pos, self.size
        if self.screen is not None:
            self.screen.pos, self.screen.size = self.pos, self.size


def _ends_something(before, name):
    """Say whether what stood on screens before must be forgotten: somebody went, came, or a grown-up's list closed."""
    if name in {"HelloView", *_NOBODYS} and before not in {"", *_NOBODYS}:
        return True
    return before in _STAFFS and name not in _STAFFS


def _kind(view):
    """Name the screen of a View: a few Views have a second one."""
    name = type(view).__name__
    if name == "IdleView" and view.asking:
        return f"{name} asking"
    return f"{name} young" if name == "PathView" and view.frame.young else name


def _theme_for(view, panel, present):
    """A View for a person says how she needs it; on the way out it stays so; nobody's screen is plain."""
    person = getattr(view, "frame", view)
    if hasattr(person, "contrast"):
        return panel.for_person(scale=person.scale, contrast=person.contrast, calm=person.calm)
    plain = {"IdleView", "PicturesView", *_NOBODYS, *_STAFFS} - {"ReleaseView", "GoodbyeView"}
    return panel if type(view).__name__ in plain else present
