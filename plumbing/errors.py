"""Every way in which the plumbing can fail, each with its own sentence."""

import errno


class PlumbingError(Exception):
    """The root: whatever went wrong between us and the machine."""

    waystation_error = True


class DatabaseTooNew(PlumbingError, RuntimeError):
    """The file was written by a newer version of this program."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a newer version (schema {found}, this one knows {known}). "
            "Install the newer version again; the file was not touched.",
        )


class DatabaseTooOld(PlumbingError, RuntimeError):
    """The file waits for a migration, and we may only read."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is from an older version. Start its own program once, then read it again.")


class DatabaseDamaged(PlumbingError, ValueError):
    """The file is not a database, or is one no longer."""

    def __init__(self, path: object, cause: object) -> None:
        super().__init__(f"{path} is damaged ({cause}). Keep the file, and restore from the latest backup.")


class DatabaseBusy(PlumbingError, TimeoutError):
    """Someone else held the write lock for longer than we wait."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is in use by another program. Stop that one, then try again.")


class DatabaseUnreachable(PlumbingError, OSError):
    """The file is not there, may not be read or written, or the disk fails."""

    def __init__(self, path: object, cause: object) -> None:
        super().__init__(errno.EIO, f"{path} cannot be used ({cause}). Check its owner and the disk.")


class DiskFull(PlumbingError, OSError):
    """No room: on the disk, above the floor that we keep free, or within the quota."""

    def __init__(self, path: object, cause: object = "disk full") -> None:
        super().__init__(errno.ENOSPC, f"No room for {path}: {cause}. Free some space; nothing was lost.")


class BlobMissing(PlumbingError, FileNotFoundError):
    """No file of that media id is here."""

    def __init__(self, media_id: str) -> None:
        super().__init__(errno.ENOENT, f"Media {media_id} is not here (yet).")


class BlobDamaged(PlumbingError, ValueError):
    """The bytes that arrived are not the bytes that were named."""

    def __init__(self, media_id: str) -> None:
        super().__init__(f"Media {media_id} arrived damaged and was thrown away. It will be asked for again.")


class BlobRefused(PlumbingError, ValueError):
    """A name or a size that no honest sender would send."""

    def __init__(self, claim: object) -> None:
        super().__init__(f"{claim!r} is no name or size of a media file.")


class PieceRefused(PlumbingError, ValueError):
    """A piece that has no place in its file."""

    def __init__(self, length: int, index: int, size: int) -> None:
        super().__init__(f"{length} bytes do not fit as piece {index} of a file of {size} bytes.")


class PartIncomplete(PlumbingError, RuntimeError):
    """A file was to be finished while pieces are still to come."""

    def __init__(self, media_id: str, missing: int) -> None:
        super().__init__(f"Media {media_id} still waits for {missing} pieces.")


class ChunkRefused(PlumbingError, ValueError):
    """These bytes are not a chunk of a file."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"A piece of a file was thrown away: {fault}. It will be asked for again.")


class SealBroken(PlumbingError, ValueError):
    """Sealed, signed or authenticated bytes that are not what they claim to be."""

    def __init__(self) -> None:
        super().__init__("These bytes were sealed for someone else, or were changed on their way.")


class SecretGone(PlumbingError, LookupError):
    """A key was overwritten, and somebody would still use it."""

    def __init__(self) -> None:
        super().__init__("This key was overwritten when its owner left; she has to show her badge again.")


class CertificateRefused(PlumbingError, ValueError):
    """A certificate that cannot be made or read."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"A certificate was refused: {fault}.")
