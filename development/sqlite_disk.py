"""SQLite's own door to the disk with somebody standing in it: tests and benchmarks watch or slow what goes through.

A copy of the usual VFS becomes the default one; the files that it opens get method tables of ours, which call the
usual methods. So the program under test opens its databases as it always does.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, Final

_OK: Final = 0
_OPEN_CREATE: Final = 0x4
_OPEN_JOURNAL: Final = 0x800 | 0x80000
"""SQLITE_OPEN_MAIN_JOURNAL and SQLITE_OPEN_WAL: their first sync makes the folder last too."""


class Watcher:
    """Hears of everything that SQLite does to its files, after it was done; paths are absolute."""

    def opened(self, path: Path, *, created: bool, journal: bool) -> None:
        """A file is there; `journal` when its first sync makes its folder last as well."""

    def written(self, path: Path, offset: int, data: bytes) -> None:
        """Bytes were handed to the system, which may forget them until `synced`."""

    def truncated(self, path: Path, size: int) -> None:
        """The file has this size now."""

    def synced(self, path: Path) -> None:
        """All that was done to the file so far survives a power cut."""

    def deleted(self, path: Path, *, lastingly: bool) -> None:
        """The file is gone; unless `lastingly` a power cut may bring it back."""


class _IoMethods(Structure):
    _fields_ = (
        ("version", c_int),
        *(
            (name, c_void_p)
            for name in ("close", "read", "write", "truncate", "sync", "size", "lock", "unlock")
        ),
        *((name, c_void_p) for name in ("reserved", "control", "sector", "traits", "shm_map", "shm_lock")),
        *((name, c_void_p) for name in ("shm_barrier", "shm_unmap", "fetch", "unfetch")),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_IoMethods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        *(
            (name, c_void_p)
            for name in ("open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_sym")
        ),
        *((name, c_void_p) for name in ("dl_close", "randomness", "sleep", "time", "last_error", "time_64")),
        *((name, c_void_p) for name in ("set_call", "get_call", "next_call")),
    )


_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, POINTER(c_int))
"""The name stays a bare address: the file keeps it, so it must be SQLite's own and no copy of ours."""
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Write = CFUNCTYPE(c_int, POINTER(_File), c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, POINTER(_File), c_int64)
_Sync = CFUNCTYPE(c_int, POINTER(_File), c_int)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let a watcher hear of every database that this process opens inside; close them all before the end."""
    library = _library()
    door = _Door(library, watcher)
    if library.sqlite3_vfs_register(ctypes.byref(door.vfs), 1) != _OK:
        raise OSError("SQLite takes no other disk")
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(door.vfs))


class _Door:
    """The copy of the usual VFS, and the method tables of the files that were opened through it."""

    def __init__(self, library: ctypes.CDLL, watcher: Watcher) -> None:
        self._watcher = watcher
        usual = ctypes.cast(library.sqlite3_vfs_find(None), POINTER(_Vfs)).contents
        self.vfs = _Vfs()
        ctypes.pointer(self.vfs)[0] = usual
        self.vfs.name, self.vfs.next = b"watched", None
        self._usual_open, self._usual_delete = _Open(usual.open), _Delete(usual.delete)
        self._kept: list[Any] = [_Open(self._open), _Delete(self._delete)]
        self.vfs.open, self.vfs.delete = (ctypes.cast(each, c_void_p) for each in self._kept)

    def _open(self, vfs: Any, name: int | None, file: Any, flags: int, out: Any) -> int:
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else None
        created = path is not None and not path.exists()
        code = int(self._usual_open(vfs, name, file, flags, out))
        if code == _OK and path is not None:
            self._kept.append(_Table(path, file, self._watcher))
            self._watcher.opened(
                path, created=created and bool(flags & _OPEN_CREATE), journal=bool(flags & _OPEN_JOURNAL)
            )
        return code

    def _delete(self, vfs: Any, name: bytes, sync: int) -> int:
        code = int(self._usual_delete(vfs, name, sync))
        if code == _OK:
            self._watcher.deleted(Path(os.fsdecode(name)), lastingly=bool(sync))
        return code


class _Table:
    """The methods of one open file, with the watcher told of what changes it."""

    def __init__(self, path: Path, file: Any, watcher: Watcher) -> None:
        self._path, self._watcher = path, watcher
        usual = file.contents.methods.contents
        self._methods = _IoMethods()
        ctypes.pointer(self._methods)[0] = usual
        self._usual = _Write(usual.write), _Truncate(usual.truncate), _Sync(usual.sync)
        self._ours = _Write(self._write), _Truncate(self._truncate), _Sync(self._sync)
        methods = self._methods
        methods.write, methods.truncate, methods.sync = (ctypes.cast(each, c_void_p) for each in self._ours)
        file.contents.methods = ctypes.pointer(methods)

    def _write(self, file: Any, data: int, size: int, offset: int) -> int:
        code = int(self._usual[0](file, data, size, offset))
        if code == _OK:
            self._watcher.written(self._path, offset, ctypes.string_at(data, size))
        return code

    def _truncate(self, file: Any, size: int) -> int:
        code = int(self._usual[1](file, size))
        if code == _OK:
            self._watcher.truncated(self._path, size)
        return code

    def _sync(self, file: Any, flags: int) -> int:
        code = int(self._usual[2](file, flags))
        if code == _OK:
            self._watcher.synced(self._path)
        return code


def _library() -> ctypes.CDLL:
    """Return the very SQLite that Python uses; raises OSError where it is built into Python itself."""
    import _sqlite3  # noqa: F401, PLC0415 - it brings the library into this process

    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        path = line.partition("/")[1] + line.partition("/")[2]
        if Path(path).name.startswith("libsqlite3"):
            library = ctypes.CDLL(path)
            library.sqlite3_vfs_find.restype = c_void_p
            return library
    raise OSError("this Python has SQLite built in: use one that loads libsqlite3 (Debian's does)")
