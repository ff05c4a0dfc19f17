"""What a process of this machine keeps to itself: no core file, no look from outside, no remains in freed memory."""

import ctypes
import resource
from typing import Final

_SET_DUMPABLE: Final = 4
"""Of prctl(2)."""
_PERTURB: Final = -6
"""Of mallopt(3): from now on memory that is given back is written over with a byte."""
_OVER: Final = 0xA5


def leave_no_dump() -> None:
    """Let no crash write our memory to a disk, and no other process of our user read it (root still may)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _libc().prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def overwrite_what_is_freed() -> None:
    """Write over each block of memory that is given back, where the C library can: pictures, messages, documents.

    Small ones are not given back: Python keeps those of up to 512 bytes, the library those of up to a kilobyte.
    """
    if adjust := getattr(_libc(), "mallopt", None):
        adjust(_PERTURB, _OVER)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
