"""Asks for a screen to be read aloud when it arrives, once."""

from collections.abc import Callable

from station.session.events import Event
from station.session.touches import ShownAloud
from station.views.shapes import View


class Arrivals:
    """Knows which words were spoken last."""

    def __init__(self, post: Callable[[Event], None]) -> None:
        self._post = post
        self._last = ""

    def shown(self, view: View) -> None:
        """Ask to speak a View that wants it and says something else than the last one that did."""
        if not view.aloud:
            self._last = ""
        elif view.spoken and view.spoken != self._last:
            self._last = view.spoken
            self._post(ShownAloud(text=view.spoken))
