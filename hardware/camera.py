"""The socket for cameras: what every camera can do, and how long to wait before trying a lost one again."""

from typing import NamedTuple, Protocol

from hardware.frame import Frame

RETRY_FIRST_S = 0.5
RETRY_LAST_S = 8.0


class Still(NamedTuple):
    """A JPEG without EXIF, at most 1600 pixels a side and 400 KB; sizes in pixels."""

    jpeg: bytes
    width: int
    height: int


class Camera(Protocol):
    """A camera is used from one thread. After CameraGone, close() and open() again."""

    def open(self) -> None:
        """Raises CameraGone when it does not answer, PartMissing when its library is not installed."""

    def read(self) -> Frame | None:
        """The next frame; None when there is no new one yet. Raises CameraGone."""

    def still(self) -> Still:
        """A picture worth keeping. Raises CameraGone."""

    def close(self) -> None:
        """May be called twice, or before open(); never raises."""

    @property
    def healthy(self) -> bool:
        """Whether it is open and has answered so far."""


class Patience:
    """How long to wait before the next try: twice as long each time, until a try succeeds. Pure."""

    def __init__(self, first_s: float = RETRY_FIRST_S, last_s: float = RETRY_LAST_S) -> None:
        self._first_s = first_s
        self._last_s = last_s
        self._next_s = first_s

    def wait_s(self) -> float:
        now_s, self._next_s = self._next_s, min(2 * self._next_s, self._last_s)
        return now_s

    def renew(self) -> None:
        self._next_s = self._first_s
