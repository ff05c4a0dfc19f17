"""A broker that the hub runs itself: port, accounts, restarts; a dialect says how it is configured."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from hub.broker import Account
from hub.broker.knock import ACCEPTED, REFUSED, knock
from hub.broker.process import Child
from hub.errors import BrokerFailed
from plumbing.tls import Proof, pinned

READY_S = 10.0
PACKET_LIMIT = 131_072
"""Bytes: 64 KiB of JSON or 32 KiB of a chunk with their trailers, and room to spare."""

CONNECTION_LIMIT = 200
_PORT_TRIES = 5
_POLL_S = 0.01
_KNOCK_S = 0.5


class Running(NamedTuple):
    """What a dialect may use to tell a running broker of a change."""

    address: tuple[str, int]
    write: Callable[[], None]
    """Write its files anew, with the accounts as they are now."""
    signal: Callable[[int], None]
    tls: ssl.SSLContext | None
    """How to connect to it; None = in clear."""


class Dialect(Protocol):
    """What differs between brokers."""

    name: str

    def command(self) -> list[str]:
        """How to run it. Raises BrokerMissing."""

    def configure(self, host: str, port: int, accounts: Iterable[Account]) -> None:
        """Write its files, readable by us only."""

    def fresh_store(self) -> None:
        """Throw away whatever it kept and make room for more: called before each start."""

    def remove_store(self) -> None:
        """Throw away whatever it kept: called at the end."""

    def admit(self, account: Account, running: Running) -> bool:
        """Tell the running broker of an account that is new or has changed; False to be asked again."""

    def forget(self, user: str, running: Running) -> bool:
        """Tell it that an account is gone, and its connections with it; False to be asked again."""


class ManagedBroker:
    """Runs one broker as a child process; `port` 0 takes a free one, and keeps it through restarts."""

    def __init__(
        self,
        dialect: Dialect,
        log_path: Path,
        host: str,
        port: int,
        probe_password: str,
        proof: Proof | None = None,
    ) -> None:
        """`probe_password` is the secret of an account without rights, with which we knock to see it live.

        Without a proof it speaks in clear.
        """
        self.tls = pinned(proof.ca) if proof else None
        self._dialect, self._host, self._wanted_port = dialect, host, port
        self._probe = Account("probe", probe_password)
        self._accounts: dict[str, Account] = {}
        self._port = port
        self._lock = threading.Lock()
        self._folder = log_path.parent
        self._child = Child(dialect.name, dialect.command(), log_path, self._lay_out)

    @property
    def address(self) -> tuple[str, int]:
        """Where this machine reaches it: loopback when it listens everywhere."""
        return ({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host), self._port)  # noqa: S104

    @property
    def pid(self) -> int | None:
        """Its process, while it runs."""
        return self._child.pid

    def start(self, accounts: Iterable[Account]) -> None:
        with self._lock:
            self._child.stop()
            self._accounts = {account.user: account for account in (self._probe, *accounts)}
            for _ in range(1 if self._wanted_port else _PORT_TRIES):
                self._port = self._wanted_port or _free_port(self._host)
                before = self._child.starts
                self._child.start()
                if self._ready(before):
                    return
                self._child.stop()
            self._dialect.remove_store()
        raise BrokerFailed(self._dialect.name, "does not start", self._child.last_words)

    def stop(self) -> None:
        with self._lock:
            self._child.stop()
            self._dialect.remove_store()

    def healthy(self) -> bool:
        return self._child.pid is not None and self._answer(self._probe) == ACCEPTED

    def restart(self) -> None:
        with self._lock:
            self._child.kill()
            self._child.stop()  # also where its supervisor has died: both begin anew
            before = self._child.starts
            self._child.start()
            if not self._ready(before, may_start=READY_S):
                raise BrokerFailed(self._dialect.name, "does not come back", self._child.last_words)

    def grant(self, account: Account) -> None:
        with self._lock:
            self._accounts[account.user] = account
            what = f"does not admit {account.user}"
            self._until(lambda: self._dialect.admit(account, self._running), what)
            self._until(lambda: self._answer(account) == ACCEPTED, what)

    def revoke(self, user: str) -> None:
        with self._lock:
            if account := self._accounts.pop(user, None):
                what = f"does not forget {user}"
                self._until(lambda: self._dialect.forget(user, self._running), what)
                self._until(lambda: self._answer(account) in REFUSED, what)

    @property
    def _running(self) -> Running:
        return Running(self.address, self._write, self._child.signal, self.tls)

    def _until(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + READY_S
        while not done():
            if time.monotonic() > deadline:
                raise BrokerFailed(self._dialect.name, what, self._child.last_words)
            time.sleep(_POLL_S)

    def _ready(self, starts_before: int, may_start: float = READY_S) -> bool:
        """Wait until it lets us in; False when it ended again at once, or the time is over."""
        deadline = time.monotonic() + may_start
        while time.monotonic() < deadline and self._child.starts <= starts_before + 1:
            if self._child.starts == starts_before + 1 and self._answer(self._probe) == ACCEPTED:
                return True
            time.sleep(_POLL_S)
        return False

    def _answer(self, account: Account) -> int | None:
        return knock(self.address, account.user, account.password, _KNOCK_S, self.tls)

    def _lay_out(self) -> None:
        """Make all that it needs, before each start: whatever it had may be gone."""
        self._write()
        self._dialect.fresh_store()

    def _write(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._dialect.configure(self._host, self._port, list(self._accounts.values()))


def _free_port(host: str) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
