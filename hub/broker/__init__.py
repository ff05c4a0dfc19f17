"""The broker socket: who carries the messages of the room, and who may say and hear what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Account:
    """A name and a secret at the broker, and the MQTT topic filters that it may read and write."""

    user: str
    password: str = field(repr=False)
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


class Broker(Protocol):
    """What the hub asks of any broker. Everything in it may vanish at any time: it keeps nothing for us."""

    @property
    def address(self) -> tuple[str, int]:
        """Host and port where this machine reaches it; known after `start`."""

    @property
    def inside(self) -> tuple[str, int]:
        """Where the hub itself reaches it, past whatever bounds what others may take."""

    def start(self, accounts: Iterable[Account]) -> None:
        """Serve exactly these accounts; returns when it does. Raises BrokerFailed or BrokerMissing."""

    def stop(self) -> None:
        """End it; may be repeated."""

    def healthy(self) -> bool:
        """Whether it lets us in right now."""

    def restart(self) -> None:
        """Throw the process and its store away, and begin again with the same accounts and port."""

    def grant(self, account: Account) -> None:
        """Let one more in, or change its secret or rights; nobody else notices. Returns when it works."""

    def revoke(self, user: str) -> None:
        """Shut one out at once, also where it is connected; nobody else notices."""
