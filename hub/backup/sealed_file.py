"""The form of backups and journals: sealed for the recovery key, message by message, a cut is always seen.

Header: "WSAFE1", the kind (1), a zero, the id of the recovery key (8), a sealed box with the key of this file
(80), the header of its stream (24). Then messages, each behind its length (4, big-endian); the first is bound
to the header, each to all before it, and only the last one says that it is the last.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, Literal

from hub.backup.recovery import key_id
from hub.errors import BackupRefused
from plumbing import seal
from plumbing.errors import SealBroken

Kind = Literal[b"B", b"J"]
MAGIC: Final = b"WSAFE1"
_BOX: Final = seal.KEY + 48
_ID_AT: Final = len(MAGIC) + 2
_BOX_AT: Final = _ID_AT + 8
HEADER: Final = _BOX_AT + _BOX + seal.STREAM_HEADER
MESSAGE: Final = 256 * 1024
"""Bytes in a message of a backup."""
_LONGEST: Final[dict[Kind, int]] = {b"B": MESSAGE, b"J": 64 * 1024 * 1024}


class SealedWriter:
    """Writes a sealed file. `file_key` opens it again, as long as this process remembers it."""

    def __init__(self, file: BinaryIO, public: bytes, kind: Kind) -> None:
        self.file_key = seal.random_bytes(seal.KEY)
        self._file, self._stream = file, seal.StreamSealer(self.file_key)
        box = seal.seal_to(public, self.file_key)
        self.header = MAGIC + kind + b"\0" + key_id(public) + box + self._stream.header
        self._about = self.header
        file.write(self.header)

    def write(self, plain: bytes, *, last: bool = False) -> None:
        """Add a message."""
        box = self._stream.seal(plain, self._about, last=last)
        self._about = b""
        self._file.write(len(box).to_bytes(4, "big") + box)


class SealedReader:
    """Reads a sealed file; `open_box(key id, box)` gives its key. Raises BackupRefused for another kind of file.

    After `messages` has ended, `complete` says whether the last message was there, and nothing behind it; `torn`
    whether the file ended in the middle of a message.
    """

    def __init__(
        self, file: BinaryIO, kind: Kind, open_box: Callable[[bytes, bytes], bytes], name: object
    ) -> None:
        self._file, self._longest, self._name = file, _LONGEST[kind] + seal.STREAM_OVERHEAD, name
        self.header = header = file.read(HEADER)
        if header[: len(MAGIC)] != MAGIC or header[len(MAGIC) : _ID_AT] != kind + b"\0":
            raise BackupRefused(name, "is no backup of a hub")
        if len(header) < HEADER:
            raise BackupRefused(name, "is cut short")
        file_key = open_box(header[_ID_AT:_BOX_AT], header[_BOX_AT : _BOX_AT + _BOX])
        self._stream = seal.StreamOpener(file_key, header[_BOX_AT + _BOX :])
        self.complete = self.torn = False

    def messages(self) -> Iterator[bytes]:
        """What each message holds, in order, up to the last or to where the file is cut. Raises SealBroken."""
        about, last = self.header, False
        while not last:
            size = self._file.read(4)
            length = int.from_bytes(size, "big")
            if len(size) < 4:
                self.torn = bool(size)
                return
            if not seal.STREAM_OVERHEAD <= length <= self._longest:
                raise SealBroken
            box = self._file.read(length)
            if len(box) < length:
                self.torn = True
                return
            plain, last = self._stream.open(box, about)
            about = b""
            yield plain
        self.complete = not self._file.read(1)


def with_private(private: bytes, name: object) -> Callable[[bytes, bytes], bytes]:
    """An `open_box` for whoever holds the recovery key; raises BackupRefused when the file is for another."""
    ours = key_id(seal.box_public(private))

    def open_box(theirs: bytes, box: bytes) -> bytes:
        if theirs != ours:
            number = theirs.hex()[:4].upper()
            raise BackupRefused(name, f"opens with recovery sheet {number}, and these words are of another")
        try:
            key = seal.open_sealed(private, box)
        except SealBroken as error:
            raise BackupRefused(name, "is damaged at its beginning") from error
        if len(key) != seal.KEY:
            raise BackupRefused(name, "is damaged at its beginning")
        return key

    return open_box


def with_file_key(writer: SealedWriter) -> Callable[[bytes, bytes], bytes]:
    """An `open_box` for the process that has just written the file: proves nothing about the box itself."""
    return lambda _id, _box: writer.file_key
