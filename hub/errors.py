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


class DoorClosed(ServiceRefused, ConnectionError):
    """Nobody can be let in by a code: the hub does not run, or speaks in clear."""

    def __init__(self) -> None:
        super().__init__(
            "Stations come in by a code while the hub runs with HTTPS. Start it with: waystation hub run"
        )


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


class HubBroken(HubError, RuntimeError):
    """A part without which the hub is of no use has ended; only a new start brings it back."""

    def __init__(self, part: str) -> None:
        super().__init__(f"The hub's {part} has ended. It starts anew; nothing that was saved is lost.")


class HubStopping(HubError, RuntimeError):
    """The hub is going down and takes nothing more."""

    def __init__(self) -> None:
        super().__init__("The hub is stopping. Nothing was changed; try again when it is back.")


class FactRefused(HubError, ValueError):
    """A fact that the hub cannot apply, with the reason; it goes into quarantine."""


class ConfigRefused(HubError, ValueError):
    """The settings hold mistakes; all of them are named."""

    def __init__(self, path: object, mistakes: list[str]) -> None:
        super().__init__("\n  - ".join([f"The settings ({path}) cannot be used:", *mistakes]))


class NotSetUp(HubError, FileNotFoundError):
    """There is no hub in this folder yet."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"There is no hub in {folder} yet. Set one up with: waystation hub init")


class RecoveryKeyRefused(HubError, ValueError):
    """What was typed or read is no recovery key; the sentence says what is wrong with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This is not a recovery key: {what}. Copy the nine words from the recovery sheet.")


class NoRecoveryKey(HubError, LookupError):
    """This hub was set up without a recovery key, so nothing can be sealed for one."""

    def __init__(self) -> None:
        super().__init__(
            "This hub has no recovery key yet, so it makes no backups. Run: waystation hub recovery"
        )


class NoSecondDevice(HubError, FileNotFoundError):
    """There is no second device to put a backup on; the sentence says why."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Nothing that stations saved counts as safe until a backup lies on another disk."
        )


class BackupFailed(HubError, RuntimeError):
    """A backup could not be made, or was not what it should be when it was read again."""

    def __init__(self, why: object) -> None:
        super().__init__(f"The backup was not made: {why}. The backups from before are untouched.")


class BackupRefused(HubError, ValueError):
    """A file from which nothing is restored: no backup, damaged, cut short, or sealed for another key."""

    def __init__(self, path: object, what: str) -> None:
        self.what = what
        super().__init__(f"{path} {what}. Nothing was restored.")


class RestoreRefused(HubError, ValueError):
    """Something that should be there is not; the list says what."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        words = "\n  - ".join(["Not everything is here, and nothing was restored:", *missing])
        super().__init__(f"{words}\nTo go on without it, say --accept-missing.")


class SetUpAlready(HubError, FileExistsError):
    """There is a hub in this folder, and it is not made anew."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"There is a hub in {folder} already. Start it with: waystation hub run")


class NoSuchVerb(HubError, LookupError):
    """A command that this hub does not know; another version asked."""

    def __init__(self, verb: str) -> None:
        super().__init__(f"This hub does not know {verb[:40]!r}. Are two versions installed?")


class HatchClosed(HubError, ConnectionError):
    """The running hub did not answer a command."""

    def __init__(self, cause: object) -> None:
        super().__init__(f"The hub runs but does not answer ({cause}). Look at its log, or start it again.")
