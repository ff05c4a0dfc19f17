"""What a process keeps to itself, looked at from inside: each in a process of its own, for it cannot be undone."""

import subprocess
import sys

_LOOK = """
import ctypes, resource
from plumbing.discretion import leave_no_dump
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
leave_no_dump()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""
_FREE = """
import ctypes
from plumbing.discretion import overwrite_what_is_freed
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
def remains():
    place = libc.malloc(3000)
    ctypes.memset(place, ord("w"), 3000)
    libc.free(place)
    return ctypes.string_at(place, 3000).count(b"w")
before = remains() > 2000
overwrite_what_is_freed()
print(before, remains())
"""


def _said(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_no_core_file_and_no_look_from_another_process() -> None:
    assert _said(_LOOK) == "1 0 (0, 0)"


def test_memory_that_is_given_back_is_written_over() -> None:
    assert _said(_FREE) == "True 0"
