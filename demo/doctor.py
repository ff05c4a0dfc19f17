"""Is this machine ready: what each part of the house has to say about it, gathered."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from hardware.checks import checks as hardware_checks
from hub.broker.registry import open_broker
from hub.errors import HubError
from plumbing.blobs import free_share

FLOOR: Final = 0.10
_FIRST_CAMERA: Final = Path("/dev/video0")
_SANE_S: Final = 1_700_000_000
_TIMESYNC: Final = Path("/run/systemd/timesync/synchronized")


class Check(Protocol):
    """`ok` is None where the thing is not present here."""

    @property
    def name(self) -> str: ...
    @property
    def ok(self) -> bool | None: ...
    @property
    def says(self) -> str: ...


class Found(NamedTuple):
    """What one look at this machine found."""

    name: str
    ok: bool | None
    says: str


def all_checks(camera: str | None) -> list[Check]:
    """Look at everything; takes some seconds. `camera` None: the first USB camera, if there is one."""
    eyes = camera or ("usb:0" if _FIRST_CAMERA.exists() else "none")
    things = hardware_checks(camera=eyes, microphone="none")
    return [*things, clock(), disk(Path.home()), display(), broker(), certificates()]


def clock(now_s: float | None = None, synchronised: Path = _TIMESYNC) -> Found:
    """A hub should know the time; a station learns it from its hub."""
    now_s = time.time() if now_s is None else now_s
    if now_s < _SANE_S:
        return Found("clock", False, "The clock was never set. Connect to a network with a time server.")
    if synchronised.exists():
        return Found("clock", True, "The clock is kept right by a time server.")
    says = (
        f"The clock says {time.strftime('%Y-%m-%d %H:%M', time.gmtime(now_s))} UTC; no time server is known."
    )
    return Found("clock", True, says)


def disk(folder: Path) -> Found:
    """Photos rest when less than a tenth of the disk is free."""
    share, free = free_share(folder), shutil.disk_usage(folder).free / 1e9
    if share < FLOOR:
        return Found("disk", False, f"Only {free:.1f} GB ({share:.0%}) is free: photos rest. Make room.")
    return Found("disk", True, f"{free:.1f} GB ({share:.0%}) is free.")


def display() -> Found:
    """Only a station with a window needs one."""
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "SDL_VIDEODRIVER"):
        if value := os.environ.get(name):
            return Found("display", True, f"A window can open: {name} is {value}.")
    return Found("display", None, "There is no display; a hub, and a station with --headless, need none.")


def broker() -> Found:
    """Starts the hub's own broker for a moment and knocks."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            ours = open_broker("nats", Path(folder), "127.0.0.1", 0)
            began = time.monotonic()
            ours.start(())
        except HubError as error:
            return Found("broker", False, str(error))
        took_ms = 1000 * (time.monotonic() - began)
        ours.stop()
    return Found("broker", True, f"The broker starts and answers in {took_ms:.0f} ms.")


def certificates() -> Found:
    """Messages are proven and facts are sealed without TLS; pages come over plain HTTP on this machine."""
    return Found("certificates", None, "There are none: pages are served over HTTP to this machine only.")
