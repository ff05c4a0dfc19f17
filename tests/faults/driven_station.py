"""A headless station in a process of its own, with a finger, a badge and an eye for the test: JSON lines in and out.

A line is a wish: {"do": one of `badge`, `paper`, `press`, `type`, `draw`, `drawn`, `done`, `see`, and what it needs}.
The answer is a line too.
"""

import json
import logging
import random
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from hardware.fake import FakeBadgeReader
from plumbing.discretion import overwrite_what_is_freed
from station.__main__ import HeadlessStation
from station.config import StationConfig
from station.session.drawing import StrokeDrawn
from station.session.touches import KeyTyped, WritingDone
from station.views.drawing_shapes import DrawView
from station.views.shapes import Choice
from tests.unit.station.playing import choices, texts


class Driver:
    """Carries out one wish after the other."""

    def __init__(self, station: HeadlessStation) -> None:
        assert isinstance(station.reader, FakeBadgeReader)
        self._station, self._reader = station, station.reader

    def badge(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Hold the badge with this `text` before the camera."""
        self._reader.present(wish["text"])
        return {}

    def paper(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Let a sheet of work lie before the camera, another one for each `seed`; 0: an empty table."""
        if not wish["seed"]:
            self._reader.show(Image.new("RGB", (320, 240)))
            return {}
        noise = random.Random(wish["seed"]).randbytes(320 * 240 * 3)
        self._reader.show(Image.frombytes("RGB", (320, 240), noise))
        return {}

    def press(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Press the first open `button` with these words, this speech or this event; say whether there is one."""
        open_ones = [choice for choice in choices(self._station.view()) if choice.enabled]
        found = [choice for choice in open_ones if wish["button"] in _names(choice)]
        if found:
            self._station.post(found[0].event)
        return {"pressed": bool(found)}

    def type(self, wish: dict[str, Any]) -> dict[str, Any]:
        self._station.post(KeyTyped(text=wish["text"]))
        return {}

    def draw(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Draw a stroke through these `points` of the page."""
        self._station.post(StrokeDrawn(points=tuple(wish["points"])))
        return {}

    def drawn(self, _wish: dict[str, Any]) -> dict[str, Any]:
        """Say which strokes stand on the page, the oldest first."""
        view = self._station.view()
        strokes = view.page.drawing.strokes if isinstance(view, DrawView) else ()
        return {"strokes": [list(stroke.points) for stroke in strokes]}

    def done(self, _wish: dict[str, Any]) -> dict[str, Any]:
        """Press Enter."""
        self._station.post(WritingDone())
        return {}

    def see(self, _wish: dict[str, Any]) -> dict[str, Any]:
        """Say which view is on the screen, with all its words and all buttons that are open."""
        view = self._station.view()
        buttons = [choice.words for choice in choices(view) if choice.enabled]
        return {"view": type(view).__name__, "words": list(texts(view)), "buttons": buttons}


def _names(choice: Choice) -> tuple[str, ...]:
    return choice.words, choice.says, type(choice.event).__name__


def main(data: str, speech: str = "none") -> None:
    logging.basicConfig(level=logging.INFO)
    overwrite_what_is_freed()
    config = StationConfig(data=Path(data), camera="fake", speech=speech, disk_floor=0.0)
    station = HeadlessStation(config)
    station.start()
    driver = Driver(station)
    print("{}", flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        print(json.dumps(getattr(driver, wish["do"])(wish)), flush=True)
    station.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
