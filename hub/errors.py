"""Every way in which the hub can refuse or fail, each with its own sentence."""


class HubError(Exception):
    """The root: whatever the hub refuses or cannot do."""

    waystation_error = True


class ServiceRefused(HubError, ValueError):
    """A person asked for something that she may not do, or not now; the sentence is for her."""


class NotYours(ServiceRefused, PermissionError):
    """Another class's people or work; the same words whether it exists or not."""

    def __init__(self) -> None:
        super().__init__("This belongs to a class that is not yours. Ask its teacher or an administrator.")


class TooManyTries(ServiceRefused, PermissionError):
    """Too many wrong passwords for one name."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many tries. Wait {seconds} seconds, then try again.")


class MediaAway(ServiceRefused, FileNotFoundError):
    """The file has not arrived from its station yet."""

    def __init__(self) -> None:
        super().__init__("This picture is still at its station. It comes when the station can be reached.")


class BrokerMissing(HubError, FileNotFoundError):
    """The program of the broker is not installed."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"The message broker {name} is not installed. {remedy}")


class BrokerFailed(HubError, RuntimeError):
    """The broker does not start, or does not do what it was told."""

    def __init__(self, name: str, what: str, last_words: str) -> None:
        said = f" It said: {last_words}" if last_words else ""
        super().__init__(f"The message broker {name} {what}.{said}")


class HubIsRunning(HubError, RuntimeError):
    """Another process writes to this data folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"Another hub already runs on {folder}. Stop that one first.")


class HubStopping(HubError, RuntimeError):
    """The hub is going down and takes nothing more."""

    def __init__(self) -> None:
        super().__init__("The hub is stopping. Nothing was changed; try again when it is back.")


class FactRefused(HubError, ValueError):
    """A fact that the hub cannot apply, with the reason; it goes into quarantine."""
