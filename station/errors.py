"""What a station refuses or cannot do, each with its own sentence for the person who looks after it."""

from collections.abc import Sequence


class StationError(Exception):
    """The root: whatever a station refuses or cannot do."""

    waystation_error = True


class ConfigRefused(StationError, ValueError):
    """The configuration has mistakes; all of them are named at once."""

    def __init__(self, source: object, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(f"{source} cannot be used:\n" + "\n".join(f"  - {mistake}" for mistake in mistakes))


class NotJoined(StationError, FileNotFoundError):
    """There is no join record: this station belongs to no room yet."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"This station belongs to no room yet: there is no {path}. "
            "At the hub: waystation hub enrol --record FILE. Then here: waystation station join --record FILE"
        )


class RecordExposed(StationError, PermissionError):
    """The join record holds keys, and others on this machine may read it."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} holds keys and may be read by others. Make it private first: chmod 600 {path}"
        )


class RecordInClear(StationError, ValueError):
    """The join record has no certificate, and the hub is another machine: everything would travel in clear."""

    def __init__(self, path: object, host: str) -> None:
        super().__init__(
            f"{path} has no certificate of the hub, so nothing is sent to {host}. "
            "Write a new record at the hub: waystation hub enrol"
        )


class AlreadyRunning(StationError, RuntimeError):
    """Another process runs this station's data folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"A station already runs with {folder}. Stop it first, or give another --data.")


class NeverStarted(StationError, FileNotFoundError):
    """There is nothing to tell about a station that never ran."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"No station ever ran with {folder}. Start it: waystation station run --data {folder}"
        )


class KeyForgotten(StationError, LookupError):
    """The key of a learner or a visit is not in memory (any more): nothing of it can be sealed or opened."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"The key of {owner} is not in memory; the badge opens it again.")


class FactTooLarge(StationError, ValueError):
    """A fact that no message could carry."""

    def __init__(self, kind: str, size: int) -> None:
        super().__init__(f"A fact {kind} of {size} bytes is too large to be sent, so it was not recorded.")
