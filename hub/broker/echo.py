"""The hub hears itself through the broker: the only proof that messages really pass."""

import secrets
from collections.abc import Callable

from plumbing.inbox import Message
from plumbing.mqtt import MqttLink

EVERY_S = 5.0
LATE_S = 15.0


class Echo:
    """Writes a retained word every 5 s over the hub's own link and expects it back on a second connection.

    `write(payload)` publishes it, retained; `reader` subscribes to its topic.
    """

    def __init__(self, write: Callable[[bytes], bool], reader: MqttLink) -> None:
        self._write, self._reader = write, reader
        self._expected = b""
        self._written_at: float | None = None
        self._heard_at: float | None = None

    def start(self) -> None:
        self._reader.start()

    def stop(self) -> None:
        self._reader.stop()

    def tend(self, now: float) -> bool:
        """Hear and write; call it every second or so, with monotonic seconds.

        True when the echo has stayed away for more than 15 s: the broker wants to be restarted.
        """
        self._reader.tend()
        if self._heard_at is None or self._heard():
            self._heard_at = now
        if self._written_at is None or now - self._written_at >= EVERY_S:
            self._speak()
            self._written_at = now
        return now - self._heard_at > LATE_S

    def forgive(self, now: float) -> None:
        """Begin to count anew: the broker has just been restarted."""
        self._heard_at = now

    def _heard(self) -> bool:
        came = [item.payload for item in self._reader.inbox.drain(100) if isinstance(item, Message)]
        return bool(self._expected) and self._expected in came

    def _speak(self) -> None:
        word = secrets.token_bytes(16)
        self._expected = word if self._write(word) else b""
