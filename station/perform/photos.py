"""Sealed pictures on their way from a draft to a piece: written once, whichever comes first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from classroom.ids import VisitId
from plumbing.blobs import BlobStore
from plumbing.seal import Key, seal
from station.perform.shelves import MEDIA


@dataclass(frozen=True, slots=True)
class Sealed:
    """A picture that lies sealed on the disk; `fresh` when it was written just now."""

    media: str
    size: int
    fresh: bool


class Photos:
    """Seals pictures and keeps them as files. For the disk thread alone; raises DiskFull.

    The picture that was kept last stays in memory until `forget`: handing it in needs no second writing.
    `is_named(media)` says whether a fact names a file: such a one is not ours to remove.
    """

    def __init__(self, blobs: BlobStore, is_named: Callable[[str], bool]) -> None:
        self._blobs, self._is_named = blobs, is_named
        self._last: tuple[bytes, VisitId | None, Sealed] | None = None

    def keep(self, jpeg: bytes, key: Key, visit: VisitId | None, old: Collection[str]) -> Sealed:
        """Return the sealed file of a picture, durable; `old` are the files of its draft so far."""
        if self._last is not None and self._last[:2] == (jpeg, visit):
            last = self._last[2]
            if last.media in old and not self._is_named(last.media):
                return Sealed(last.media, last.size, fresh=False)
        box = seal(key, jpeg, MEDIA)
        sealed = Sealed(self._blobs.put(box), len(box), fresh=True)
        self._last = (jpeg, visit, sealed)
        return sealed

    def undo(self, photo: Sealed | None) -> None:
        """Remove a file that nothing names, because what was to name it is not on the disk."""
        if photo is not None and photo.fresh:
            self._last = None
            self._blobs.delete(photo.media)

    def replaced(self, old: Collection[str], photo: Sealed | None) -> None:
        """Remove the files of a draft's earlier forms, unless something still names them."""
        for media in old:
            if (photo is None or photo.media != media) and not self._is_named(media):
                self._blobs.delete(media)

    def forget(self) -> None:
        """Let go of the picture in memory."""
        self._last = None
