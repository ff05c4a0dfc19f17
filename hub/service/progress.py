"""How far each file is on its way from a station; kept in memory, for it is about now."""

import threading


class Progress:
    """Any thread may tell and ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shares: dict[str, float] = {}

    def set(self, media: str, share: float) -> None:
        """So much of a file has come (0 to 1)."""
        with self._lock:
            self._shares[media] = share

    def forget(self, media: str) -> None:
        """It is here, or nobody sends it any more."""
        with self._lock:
            self._shares.pop(media, None)

    def share(self, media: str) -> float:
        """How much of a file has come; 0 for one that nobody sends."""
        with self._lock:
            return self._shares.get(media, 0.0)
