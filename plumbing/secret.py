"""A key in memory: on a page of its own that is neither swapped nor dumped, and gone when nobody holds it."""

import hmac
import mmap
from typing import Final, Self

from nacl._sodium import ffi, lib

from plumbing.errors import SecretGone

_SHARED: Final = 1
"""Bytes that the interpreter may share between all who need the same: those of no or one byte."""


class Secret(mmap.mmap):
    """Bytes that lie in one place only. They can be read like others (`bytes(secret)` makes a copy that stays).

    Its page goes back to the system when the last reference goes, `wipe` overwrites it before that. Where the
    system locks no more memory for us, it may be swapped and is as good otherwise.
    """

    _wiped = False

    def __new__(cls, size: int) -> Self:
        """Return so many zeros, to be filled in place."""
        made = super().__new__(cls, -1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        lib.sodium_mlock(ffi.from_buffer(made), size)
        return made

    @classmethod
    def fresh(cls, size: int) -> Self:
        """Return fresh random bytes."""
        made = cls(size)
        lib.randombytes(ffi.from_buffer(made), size)
        return made

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return a copy of bytes; they themselves stay as they are."""
        made = cls(len(data))
        made[:] = data
        return made

    @classmethod
    def taken(cls, data: bytes) -> Self:
        """Return what was in bytes that nobody else holds; they are zeros from now on."""
        made = cls.of(data)
        overwrite(data)
        return made

    def wipe(self) -> None:
        """Overwrite it, for whoever holds it; after that it is no key any more. May be called twice."""
        if not self._wiped:
            lib.sodium_memzero(ffi.from_buffer(self), len(self))
            self._wiped = True

    def usable(self) -> Self:
        """Return itself; raise SecretGone when it was wiped: zeros would be a key like any other."""
        if self._wiped:
            raise SecretGone
        return self

    def __eq__(self, other: object) -> bool:
        """Compare in constant time with another, or with bytes."""
        return isinstance(other, Secret | bytes | bytearray) and hmac.compare_digest(self, other)

    __hash__ = None  # type: ignore[assignment]  # what can be overwritten is no key of a table


def overwrite(data: bytes) -> None:
    """Fill with zeros what a library handed out as bytes. Only for bytes that were just made and nobody else holds.

    The interpreter believes that bytes never change; it may share those of one byte, which hold no secret.
    """
    if len(data) > _SHARED:
        lib.sodium_memzero(ffi.from_buffer(data), len(data))
