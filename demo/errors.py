"""What can go wrong with a demo, each with its own sentence."""


class DemoError(Exception):
    """The root: whatever a demo cannot do."""

    waystation_error = True


class ProgramFailed(DemoError, RuntimeError):
    """A program of ours ended, or did not get ready in time."""

    def __init__(self, name: str, what: str, last_words: str) -> None:
        said = f" It said:\n{last_words}" if last_words else ""
        super().__init__(f"The {name} {what}.{said}")


class StreamBroken(DemoError, ValueError):
    """Bytes that should be MQTT and are not."""

    def __init__(self, what: str) -> None:
        super().__init__(f"A connection does not speak MQTT: {what}.")


class FolderInUse(DemoError, FileExistsError):
    """A day wants an empty folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} is not empty. Name a folder that is, or none.")
