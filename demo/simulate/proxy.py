"""A network of our own between stations and broker, in a thread: it can be cut, swallow, stall, and mangle."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, Self, TypeVar

from demo.school.chance import Chance
from demo.simulate.mangling import Mangling
from demo.simulate.wire import Passed, State, Tamper, Wire

Answer = TypeVar("Answer")


class Proxy:
    """One wire a station. Opens on entering, closes on leaving; any thread may call it.

    `upstream` is where the broker listens; `heard` is called in the proxy's thread with every message that
    passes. cut: all connections end, new ones too. hole: a half-open line, everything is swallowed, and whoever
    spoke into it is thrown out when it is over. stall: everything waits, and comes when it is over.
    """

    def __init__(
        self, upstream: tuple[str, int], heard: Callable[[Passed], None], chance: Chance | None = None
    ) -> None:
        self._upstream, self._heard, self._chance = upstream, heard, chance or Random(0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._wires: dict[str, Wire] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def add(self, name: str) -> int:
        """Lay a wire; return the port at which its station finds the broker."""
        return self._do(self._add(name))

    def turn(self, name: str, state: State) -> None:
        """Let a wire be open, cut, a hole, or stalled, from now on."""
        self._do(self._wires[name].turn(state))

    def swallowed(self, name: str) -> int:
        """Return how many packets were lost in holes of this wire."""
        return self._wires[name].swallowed

    def mangle(self, mangling: Mangling) -> None:
        """Let every wire do this to the messages on it, from now on."""
        for wire in list(self._wires.values()):
            wire.mangling = mangling

    def tamper(self, tamper: Tamper) -> None:
        """Let somebody sit on every wire and do this to each message, in the proxy's thread, from now on."""
        for wire in list(self._wires.values()):
            wire.tamper = tamper

    def open_all(self) -> None:
        """Let every wire be open, and new: whoever is connected has to connect again."""
        for name in list(self._wires):
            self.turn(name, "cut")
            self.turn(name, "open")

    async def _add(self, name: str) -> int:
        wire = Wire(name, self._upstream, self._heard, self._chance)
        self._wires[name] = wire
        return await wire.open()

    async def _close(self) -> None:
        for wire in self._wires.values():
            await wire.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
