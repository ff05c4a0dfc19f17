"""Sealed pictures on their way from a draft to a piece: written once, whichever comes first."""

from dataclasses import dataclass

from classroom.ids import VisitId
from plumbing.blobs import BlobStore
from plumbing.seal import seal
from station.perform.visitors import MEDIA


@dataclass(frozen=True, slots=True)
class Sealed:
    """A picture that lies sealed on the disk; `fresh` when it was written just now."""

    media: str
    size: int
    fresh: bool


class Photos:
    """Seals pictures and keeps them as files. For the disk thread alone; raises DiskFull.

    The picture that was kept last stays in memory until `forget`: handing it in needs no second writing.
    """

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._last: tuple[bytes, VisitId | None, Sealed] | None = None

    def keep(self, jpeg: bytes, key: bytes, visit: VisitId | None, old: str | None) -> Sealed:
        """Return the sealed file of a picture, durable; `old` is the file of its draft so far."""
        if self._last is not None and self._last[:2] == (jpeg, visit) and self._last[2].media == old:
            return Sealed(old, self._last[2].size, fresh=False)
        box = seal(key, jpeg, MEDIA)
        sealed = Sealed(self._blobs.put(box), len(box), fresh=True)
        self._last = (jpeg, visit, sealed)
        return sealed

    def undo(self, photo: Sealed | None) -> None:
        """Remove a file that nothing names, because what was to name it is not on the disk."""
        if photo is not None and photo.fresh:
            self._last = None
            self._blobs.delete(photo.media)

    def replaced(self, old: str | None, photo: Sealed | None) -> None:
        """Remove the file of a draft's earlier form, now that nothing names it any more."""
        if old is not None and (photo is None or photo.media != old):
            self._blobs.delete(old)

    def forget(self) -> None:
        """Let go of the picture in memory."""
        self._last = None
