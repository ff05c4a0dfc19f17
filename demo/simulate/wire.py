"""One station's wire to the broker, packet by packet: open, cut, a hole that swallows, or stalled."""

import asyncio
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final, Literal, NamedTuple

from demo.errors import StreamBroken
from demo.school.chance import Chance
from demo.simulate.mangling import FAITHFUL, Mangling
from demo.simulate.packets import PUBLISH, Framer, Published, kind, published, with_payload

HOST: Final = "127.0.0.1"
Way = Literal["up", "down"]
State = Literal["open", "cut", "hole", "stall"]
_READ: Final = 65_536
_RESET: Final = struct.pack("ii", 1, 0)
"""For SO_LINGER: closing throws away what waits, and the other side learns of it at once."""


Tamper = Callable[[Way, Published], Iterable[bytes]]
"""What somebody on the wire makes of a message: the payloads that go on in its place, none to keep it."""


class Passed(NamedTuple):
    """A message that came through, at this monotonic second."""

    wire: str
    way: Way
    message: Published
    at_s: float


class Wire:
    """Lives in the loop of its proxy. `heard` is called with every message just before it goes on."""

    def __init__(
        self, name: str, upstream: tuple[str, int], heard: Callable[[Passed], None], chance: Chance
    ) -> None:
        self.name, self._upstream, self._heard, self._chance = name, upstream, heard, chance
        self.mangling: Mangling = FAITHFUL
        self.tamper: Tamper = lambda _way, message: (message.payload,)
        self.swallowed = 0
        self.state: State = "open"
        self.moving = asyncio.Event()
        self.moving.set()
        self._lines: set[_Line] = set()

    async def open(self) -> int:
        """Listen; return the port."""
        self._server = await asyncio.start_server(self._serve, HOST, 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        self._server.close()
        self._end_lines(lambda _: True)

    async def turn(self, state: State) -> None:
        """Become open, cut, a hole, or stalled; what spoke into a hole is thrown out after it."""
        self.state = state
        if state == "stall":
            self.moving.clear()
        else:
            self.moving.set()
        if state == "cut":
            self._end_lines(lambda _: True)
        elif state == "open":
            self._end_lines(lambda line: line.swallowed)

    def passing(self, packet: bytes, way: Way) -> Iterator[tuple[float, bytes]]:
        """Yield what goes on in place of a packet, and after how many seconds."""
        if kind(packet) != PUBLISH:
            yield 0.0, packet
            return
        message = published(packet)
        for payload in self.tamper(way, message):
            made = packet if payload == message.payload else with_payload(packet, payload)
            yield from ((wait_s, made) for wait_s in self._copies(made, way))

    def _copies(self, packet: bytes, way: Way) -> Iterator[float]:
        """Yield after how many seconds each copy of a message goes on, and let the witness hear of it."""
        wait_s = self.mangling.copies(self._chance)
        if wait_s:
            at_s = time.monotonic() + wait_s[0]
            self._heard(Passed(self.name, way, published(packet), at_s))
        yield from wait_s

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line(self, writer)
        self._lines.add(line)
        try:
            await line.run(reader, self._upstream)
        finally:
            line.end()
            self._lines.discard(line)

    def _end_lines(self, wanted: Callable[["_Line"], bool]) -> None:
        for line in [each for each in self._lines if wanted(each)]:
            line.end()


class _Line:
    """One connection: a stream from the station, and one from the broker unless the line began in a hole."""

    def __init__(self, wire: Wire, station: asyncio.StreamWriter) -> None:
        self._wire, self._station = wire, station
        self._broker: asyncio.StreamWriter | None = None
        self.swallowed = False

    async def run(self, reader: asyncio.StreamReader, upstream: tuple[str, int]) -> None:
        """Pass packets on until one side ends."""
        if self._wire.state == "cut":
            return
        if self._wire.state == "hole":
            await self._pump(reader, None, "up")
            return
        await self._wire.moving.wait()
        try:
            below, self._broker = await asyncio.open_connection(*upstream)
        except OSError:
            return
        ways = {
            asyncio.ensure_future(self._pump(reader, self._broker, "up")),
            asyncio.ensure_future(self._pump(below, self._station, "down")),
        }
        _, other = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in other:
            way.cancel()
        await asyncio.gather(*other, return_exceptions=True)

    def end(self) -> None:
        """Throw both sides out."""
        for side in (self._station, self._broker):
            if side is not None and not side.is_closing():
                connection = side.get_extra_info("socket")
                with suppress(OSError):
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                side.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter | None, way: Way) -> None:
        framer = Framer()
        with suppress(OSError, StreamBroken):
            while data := await source.read(_READ):
                await self._wire.moving.wait()
                for packet in framer.feed(data):
                    self._pass(packet, sink, way)
                if sink is not None:
                    await sink.drain()

    def _pass(self, packet: bytes, sink: asyncio.StreamWriter | None, way: Way) -> None:
        if sink is None or self._wire.state == "hole":
            self.swallowed = True
            self._wire.swallowed += 1
            return
        for wait_s, made in self._wire.passing(packet, way):
            if wait_s:
                asyncio.get_running_loop().call_later(wait_s, _write, sink, made)
            else:
                _write(sink, made)


def _write(sink: asyncio.StreamWriter, packet: bytes) -> None:
    if not sink.is_closing():
        sink.write(packet)
