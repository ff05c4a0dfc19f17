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
