"""Emptying a station: keys first, then the database, then files; what a power cut left half done is finished later."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from plumbing.files import replace_file, sync_folder

MARK: Final = "wiping"
"""While this file is there, nothing else in the folder counts."""
_KEPT: Final = frozenset({MARK, "lock"})


def wipe(folder: Path, record: Path) -> None:
    """Destroy everything that a station keeps; after it this station belongs to no room."""
    replace_file(folder / MARK, b"")
    finish(folder, record)


def finish(folder: Path, record: Path) -> bool:
    """Go on with a wipe that was begun; say whether there was one."""
    if not (folder / MARK).exists():
        return False
    for path in (record, *sorted(folder.iterdir(), key=_order)):
        if path.name not in _KEPT:
            _destroy(path)
    sync_folder(folder)
    (folder / MARK).unlink()
    sync_folder(folder)
    return True


def _order(path: Path) -> tuple[int, str]:
    """Keys, databases, files, folders."""
    if path.is_dir() and not path.is_symlink():
        return 3, path.name
    return {".json": 0, ".key": 0, ".pem": 0, ".db": 1}.get(path.suffix, 2), path.name


def _destroy(path: Path) -> None:
    """Remove a file or a folder; what is small is written over before, in vain on most cards, but it is cheap."""
    with suppress(FileNotFoundError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            return
        if (size := path.lstat().st_size) <= 65_536 and not path.is_symlink():
            with path.open("r+b") as file:
                file.write(bytes(size))
                file.flush()
                os.fsync(file.fileno())
        path.unlink()
