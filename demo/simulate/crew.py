"""The processes of a simulated day: a hub with its broker, and stations; each may be killed, and comes back."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from random import randrange
from typing import Final

import msgspec

from demo.errors import ProgramFailed
from demo.founding import HOST, Premises, free_port
from demo.program import Program
from demo.simulate.options import BrokerName, Options
from demo.simulate.player import OVER, READY, Orders, journals

BROKERS: Final = ("nats-server", "mosquitto")
HUB_READY: Final = "hub ready"
QUIET_PORTS: Final = (15_000, 30_000)
FAILURES: Final = 5
"""So often in a row may a program end before it is ready; then it is no accident."""


class Relay:
    """One program after the other with the same arguments; each run has a log of its own."""

    def __init__(self, name: str, ready: str, logs: Path) -> None:
        self.name, self._ready, self._logs = name, ready, logs
        self._program: Program | None = None
        self._was_ready = True
        self._failures = 0
        self.starts = 0

    def start(self, *arguments: object) -> None:
        """Start the next run; do not wait until it is ready."""
        self._failures = 0 if self._was_ready else self._failures + 1
        self._was_ready = False
        self._program = Program(self.name, arguments, self._logs / f"{self.name}-{self.starts}.log")
        self._program.__enter__()
        self.starts += 1

    def wait(self) -> str:
        """Wait until it is ready; return the line that said so. Raises ProgramFailed."""
        return self._running.line(self._ready)

    def needs_start(self) -> bool:
        """Whether it ended by itself; raise ProgramFailed when it does so again and again."""
        if self._running.runs:
            self._was_ready = self._was_ready or self.has_said(self._ready)
            return False
        if self._failures >= FAILURES:
            self._running.check()
        return True

    def has_said(self, beginning: str) -> bool:
        """Whether this run has said a line that begins so."""
        return bool(self._running.said(beginning))

    def kill(self) -> None:
        """Let the power of this run go; it counts as no failure of its own."""
        self._running.kill()
        self._was_ready = True

    def stop(self) -> None:
        """Tell it to end, and wait."""
        if self._program is not None:
            self._program.__exit__(None, None, None)

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> Program:
        if self._program is None:
            raise ProgramFailed(self.name, "was never started", "")
        return self._program


class HubRelay(Relay):
    """The hub, at one port for stations, with its broker as a child."""

    def __init__(self, premises: Premises, broker: BrokerName) -> None:
        super().__init__("hub", HUB_READY, premises.logs)
        port = _quiet_port()
        where = ("--data", premises.hub, "--http", f"{HOST}:0", "--mqtt", f"{HOST}:{port}")
        self.address = (HOST, port)
        # in clear: the wires to the stations look into the packets that they drop and double
        self._arguments = ("hub", "run", *where, "--broker", broker, "--plain-mqtt")

    def begin(self) -> None:
        """Start the next run of the hub."""
        self.start(*self._arguments)

    def kill_broker(self) -> bool:
        """Kill the broker alone; say whether there was one."""
        pid = self.broker_pid()
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return pid is not None

    def broker_pid(self) -> int | None:
        """Return the process of the broker, while it runs."""
        return next((pid for pid in _children(self.pid) if _program_of(pid) in BROKERS), None)


class StationRelay(Relay):
    """One process of stations."""

    def __init__(self, premises: Premises, options: Options, process: int, tokens: tuple[str, ...]) -> None:
        super().__init__(f"stations-{process}", READY, premises.logs)
        self._premises, self._options, self._process, self._tokens = premises, options, process, tokens
        journals(premises.folder).mkdir(exist_ok=True)

    @property
    def is_over(self) -> bool:
        """Whether nobody comes to these stations any more."""
        return self.has_said(OVER)

    def begin(self) -> None:
        """Start the next run."""
        orders = Orders(
            options=self._options,
            home=str(self._premises.folder),
            process=self._process,
            start=self.starts,
            tokens=self._tokens,
        )
        path = self._premises.folder / f"orders-{self._process}.json"
        path.write_bytes(msgspec.json.encode(orders))
        path.chmod(0o600)
        self.start("simulate", "--play", path)


def _quiet_port() -> int:
    """Return a free port from where the system takes none for outgoing connections.

    While the broker is down its port must not become the other end of somebody's connection.
    """
    found = (free_port(randrange(*QUIET_PORTS)) for _ in range(1000))
    return next(port for port in found if port is not None)


def _children(parent: int) -> list[int]:
    """Return the processes that a process started, as /proc has them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(after_name[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def _program_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/exe").readlink().name
    return ""
