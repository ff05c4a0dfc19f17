"""A camera made of a folder: its pictures are seen in turn, and one dropped into it is held up at once."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from hardware.camera import Still
from hardware.errors import CameraGone, PictureRefused
from hardware.frame import Frame
from hardware.stills import frame_of, open_picture, shrink

SHOWN_S = 2.0
FRAMES_PER_S = 15
_SCAN_EVERY_S = 0.2
_FRAME_SIDE = 1280
_ENDINGS = {".jpg", ".jpeg", ".png"}
_Version = tuple[int, int]  # when a file was written, and its bytes


class FolderCamera:
    """Pictures that lie in the folder when it is opened are seen in turn, for ever. A picture that is dropped
    in, or written anew, is seen next, once, for `shown_s`. An empty folder shows a grey wall.
    """

    def __init__(
        self, folder: Path, *, shown_s: float = SHOWN_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._shown_s = shown_s
        self._clock = clock
        self._open = False
        self._known: dict[Path, _Version] = {}
        self._unready: dict[Path, _Version] = {}
        self._turn: deque[Path] = deque()
        self._dropped: deque[Path] = deque()
        self._shown: Path | None = None
        self._held_up = False
        self._picture = _wall()

    def open(self) -> None:
        self._known = self._files()
        self._turn = deque(sorted(self._known))
        self._dropped.clear()
        self._until_s = self._scan_s = self._frame_s = float("-inf")
        self._open = True

    def close(self) -> None:
        self._open = False

    @property
    def healthy(self) -> bool:
        return self._open and self._folder.is_dir()

    def read(self) -> Frame | None:
        if not self._open:
            raise self._gone("it is not open")
        now_s = self._clock()
        self._scan(now_s)
        self._choose(now_s)
        if now_s - self._frame_s < 1 / FRAMES_PER_S:
            return None
        self._frame_s = now_s
        small = self._picture.copy()
        small.thumbnail((_FRAME_SIDE, _FRAME_SIDE))
        return frame_of(small, now_s)

    def still(self) -> Still:
        if not self.healthy:
            raise self._gone("it is not open")
        return shrink(self._picture)

    def _scan(self, now_s: float) -> None:
        if now_s - self._scan_s < _SCAN_EVERY_S:
            return
        self._scan_s = now_s
        files = self._files()
        fresh = [path for path, version in files.items() if self._known.get(path) != version]
        self._known = {path: version for path, version in self._known.items() if path in files}
        for path in sorted(fresh, key=lambda path: files[path]):
            whole = _load(path) is not None
            if whole:
                self._dropped.append(path)
            # A file that cannot be read may still be on its way; one that has stopped growing is no picture.
            if whole or self._unready.get(path) == files[path]:
                self._known[path] = files[path]
        self._unready = {path: files[path] for path in fresh if self._known.get(path) != files[path]}

    def _choose(self, now_s: float) -> None:
        in_hand = now_s < self._until_s and (self._shown is None or self._shown in self._known)
        if in_hand and (not self._dropped or self._held_up):
            return
        self._held_up = bool(self._dropped)
        self._shown = self._next()
        self._picture = (self._shown and _load(self._shown)) or _wall()
        self._until_s = now_s + self._shown_s

    def _next(self) -> Path | None:
        if self._dropped:
            return self._dropped.popleft()
        self._turn = deque(path for path in self._turn if path in self._known)
        self._turn.rotate(-1)
        return self._turn[-1] if self._turn else None

    def _files(self) -> dict[Path, _Version]:
        try:
            found = [path for path in self._folder.iterdir() if path.suffix.lower() in _ENDINGS]
        except OSError as error:
            raise self._gone("there is no such folder") from error
        return {path: version for path in found if path.name[0] != "." and (version := _version(path))}

    def _gone(self, cause: str) -> CameraGone:
        self._open = False
        return CameraGone(f"folder:{self._folder}", cause)


def _version(path: Path) -> _Version | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


def _load(path: Path) -> Image.Image | None:
    try:
        return open_picture(path.read_bytes())
    except (OSError, PictureRefused):
        return None


def _wall() -> Image.Image:
    return Image.new("RGB", (640, 480), (128, 128, 128))
