"""What a demo says to the person (or program) that started it, and how it hears that it should stop."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
import msgspec

from demo.show import YOURS, Opened, Options, run

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Teller:
    """Plain lines for a person, JSON lines for a program; what takes its time is told on stderr."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def show(self, options: Options, stop: threading.Event) -> int:
        """Run the demo and return the exit code: 1 when the hub lacks anything that a station saved."""
        outcome = run(options, self._working, lambda opened: self._opened(opened, options), stop)
        if self._as_json:
            _json({"ended": {**msgspec.to_builtins(outcome), "missing": outcome.missing}})
        else:
            click.echo(str(outcome))
        return 1 if outcome.missing else 0

    def _working(self, words: str) -> None:
        if not self._as_json:
            click.echo(words, err=True)

    def _opened(self, opened: Opened, options: Options) -> None:
        if self._as_json:
            _json(msgspec.to_builtins(opened))
            return
        scan = f"cp {opened.pictures}/{YOURS}.png {opened.camera}/"
        lines = {
            "Dashboard": f"{opened.sign_in}   (this link works once; then {opened.url})",
            "Badges": f"{opened.badges}   (a sheet to print)",
            "To scan": f"{scan}   at the window, or type there what {YOURS}.txt beside it says",
            "To stop": "press Ctrl-C here"
            if options.minutes is None
            else "it ends by itself, or press Ctrl-C",
        }
        if options.camera is None:
            lines["To scan"] = "there is no window here: pretend learners scan at simulated stations"
        for name, words in lines.items():
            click.echo(f"{name + ':':11}{words}")


@contextmanager
def signalled() -> Iterator[threading.Event]:
    """Set the event when the user or the system says stop; then we stop in our own order."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def folder(data: Path | None) -> Iterator[Path]:
    """Give the folder of the demo; one that nobody named is gone afterwards."""
    if data is not None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield data
        return
    made = Path(tempfile.mkdtemp(prefix="waystation-demo-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def window_camera(asked: str | None, home: Path) -> str | None:
    """Return which camera the window's station looks through; None where no window can be."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")):
        return None
    if asked is not None:
        return asked
    return "usb:0" if Path("/dev/video0").exists() else f"folder:{home.absolute() / 'camera'}"


def _json(document: object) -> None:
    click.echo(msgspec.json.encode(document).decode())
