"""A broker that somebody else runs: the hub connects to it and leaves it alone."""

import socket
from collections.abc import Iterable

from hub.broker import Account


class AbsentBroker:
    """Nothing of ours to start, stop or restart; its operator makes the accounts."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)

    @property
    def address(self) -> tuple[str, int]:
        return self._address

    @property
    def inside(self) -> tuple[str, int]:
        return self._address

    def start(self, accounts: Iterable[Account]) -> None:
        """It runs already."""

    def stop(self) -> None:
        """Leave it running."""

    def healthy(self) -> bool:
        """Whether somebody listens there; the echo tells the rest."""
        try:
            socket.create_connection(self._address, 2.0).close()
        except OSError:
            return False
        return True

    def restart(self) -> None:
        """Leave it running."""

    def grant(self, account: Account) -> None:
        """Its operator does this."""

    def revoke(self, user: str) -> None:
        """Its operator does this."""
