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
            "At the hub: waystation hub enrol. Then here: waystation station enrol CODE "
            "(or, with a file that the hub wrote: waystation station join --record FILE)"
        )


class RecordExposed(StationError, PermissionError):
    """The join record holds keys, and others on this machine may read it."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} holds keys and may be read by others. Make it private first: chmod 600 {path}"
        )


class HubAway(StationError, ConnectionError):
    """No hub answers where the code says; this is no fault of the code."""

    def __init__(self, host: object, why: object) -> None:
        super().__init__(f"The hub does not answer at {host} ({why}). Are both on the same network?")


class HubIsAnother(StationError, PermissionError):
    """Somebody answers who is not the hub that the code names."""

    def __init__(self, host: object) -> None:
        super().__init__(
            f"What answers at {host} is not the hub that made this code. Nothing was told to it. "
            "Make a new code at the hub; if this happens again, tell who looks after the network."
        )


class CodeRefused(StationError, PermissionError):
    """The hub does not take this code (any more): wrong, used already, or too old."""

    def __init__(self) -> None:
        super().__init__("The hub does not take this code any more. Make a new one there: each works once.")


class TooManyTries(StationError, PermissionError):
    """The hub listens to this address no more for a while."""

    def __init__(self) -> None:
        super().__init__("Too many tries from here. Wait a minute, then make a new code at the hub.")


class SentAway(StationError, PermissionError):
    """A person at the hub said that the pictures differ, or that this station is not to come in."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody at the hub did not let this station in. Make a new code there to try again."
        )


class JoinStopped(StationError, InterruptedError):
    """Whoever wanted to join gave up."""

    def __init__(self) -> None:
        super().__init__("The station stopped before it was let in. Make a new code at the hub to try again.")


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
