"""Restarting a broker that lives and yet is of no use: it lets nobody in, or passes nothing on."""

from hub.broker import Broker
from hub.broker.echo import Echo

KNOCK_EVERY_S = 5.0
PATIENCE_S = 12.0
"""So long may every knock fail; nats-server does this for good when its store has vanished under it."""


class Watch:
    """Watches over one started broker; the owner calls `tend` from a thread that may wait half a second."""

    def __init__(self, broker: Broker, echo: Echo) -> None:
        self._broker, self._echo = broker, echo
        self._knocked_at: float | None = None
        self._let_in_at: float | None = None

    def tend(self, now: float) -> bool:
        """Knock, listen for the echo, and restart the broker where needed; say whether it was.

        `now` in monotonic seconds; call it every second or so. Raises BrokerFailed when it does not come back.
        """
        silent = self._echo.tend(now)
        closed = self._closed(now)
        if not silent and not closed:
            return False
        self._let_in_at = now
        self._echo.forgive(now)
        self._broker.restart()
        return True

    def _closed(self, now: float) -> bool:
        if self._knocked_at is None or now - self._knocked_at >= KNOCK_EVERY_S:
            self._knocked_at = now
            if self._let_in_at is None or self._broker.healthy():
                self._let_in_at = now
        return self._let_in_at is not None and now - self._let_in_at > PATIENCE_S
