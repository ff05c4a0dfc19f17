"""Draws Views into an open window by hand, frame by frame, and reads the pixels back."""

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image

from station.ui.stage import Stage


class Pictures:
    """A stage in the one window of this process, without an application around it."""

    def __init__(self, panel, press=None, frames=None):
        self.stage = Stage(panel=panel, press=press or (lambda _: None), frames=frames, size=Window.size)
        Window.clearcolor = panel.hues.paper
        Window.add_widget(self.stage)
        if EventLoop.status != "started":
            EventLoop.start()
            EventLoop.ensure_window()

    def show(self, view):
        self.stage.show(view)
        self.settle()

    def settle(self, frames=4):
        """Let layouts and drawing come to rest."""
        for _ in range(frames):
            EventLoop.idle()
        self.stage.lift()

    def pixels(self):
        """Return the window as rows from the top."""
        Window.dispatch("on_draw")
        width, height = Window.size
        rows = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", (width, height), rows).convert("RGB")
        return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def save(self, view, path):
        self.show(view)
        self.pixels().save(path)

    def close(self):
        Window.remove_widget(self.stage)
        Clock.tick()
