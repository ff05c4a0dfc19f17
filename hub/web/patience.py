"""HTTP that does not wait for ever: who begins a request ends it within a time, or her connection ends."""

import asyncio
from typing import ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from plumbing.gate import Limits

OWED_S: Final = 20.0
"""So long may a whole request take, from its first byte, or from the connection when it never comes."""
CROWD: Final = Limits(young=32, each=64, all=256)
"""Ten tabs of one browser hold six connections; a whole staff room may stand behind one address."""


class Patient(H11Protocol):
    """uvicorn's own protocol, with a clock on whatever the other side owes us."""

    owed_s: ClassVar[float] = OWED_S
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._due = self.loop.call_later(self.owed_s, transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._owed():
            self._forgive()
        elif self._due is None:
            self._due = self.loop.call_later(self.owed_s, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forgive()
        super().connection_lost(exc)

    def _owed(self) -> bool:
        """Whether half a request lies here."""
        begun = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        return begun or self.conn.their_state is h11.SEND_BODY

    def _forgive(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
