"""Telling systemd how we are: ready, alive, and in a few words what we do."""

import socket


class Notifier:
    """Sends to the address that the caller found in $NOTIFY_SOCKET; does nothing where there is none."""

    def __init__(self, address: str | None) -> None:
        # systemd writes an abstract address with "@" in place of its first, zero byte.
        self._address = f"\0{address[1:]}" if address and address.startswith("@") else address

    def ready(self) -> None:
        self._send("READY=1")

    def alive(self) -> None:
        """Feed the watchdog; call it at least twice in WatchdogSec."""
        self._send("WATCHDOG=1")

    def status(self, words: str) -> None:
        """One line for `systemctl status`."""
        self._send(f"STATUS={' '.join(words.split())}")

    def stopping(self) -> None:
        self._send("STOPPING=1")

    def _send(self, line: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
            wire.setblocking(False)  # a full or vanished systemd must never hold us up
            try:
                wire.sendto(line.encode(), self._address)
            except OSError:
                return
