"""Every way in which a thing with a cable can fail, each with its own sentence."""

import difflib
from collections.abc import Iterable


class HardwareError(Exception):
    """The root: a thing that is not there, does not answer, or answers nonsense."""

    waystation_error = True


class CameraGone(HardwareError, ConnectionError):
    """The camera does not answer."""

    def __init__(self, name: str, cause: object) -> None:
        super().__init__(f"The camera {name} does not answer ({cause}). Check its cable; it is tried again.")


class MicrophoneGone(HardwareError, ConnectionError):
    """Nothing can be recorded."""

    def __init__(self, name: str, cause: object) -> None:
        super().__init__(
            f"The microphone {name} does not answer ({cause}). Check its cable, or `arecord -L`."
        )


class PlayerGone(HardwareError, ConnectionError):
    """A recording cannot be heard again."""

    def __init__(self, name: str, cause: object) -> None:
        super().__init__(f"The loudspeaker {name} does not answer ({cause}). Check its cable, or `aplay -L`.")


class SpeechGone(HardwareError, ConnectionError):
    """Nothing can be said."""

    def __init__(self, cause: object) -> None:
        super().__init__(f"The station cannot speak ({cause}). Check the loudspeaker, or `aplay -L`.")


class PartMissing(HardwareError, ImportError):
    """A program or library that this thing needs is not installed."""

    def __init__(self, thing: str, part: str, cure: str) -> None:
        super().__init__(f"{thing} needs {part}, which is not installed. Install it: {cure}")


class NameUnknown(HardwareError, ValueError):
    """The configuration names something that we do not have."""

    def __init__(self, thing: str, name: str, known: Iterable[str]) -> None:
        known = sorted(known)
        near = difflib.get_close_matches(name.partition(":")[0], known, n=1, cutoff=0.5)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        super().__init__(f'No {thing} is called "{name[:60]}".{meant} There are: {", ".join(known)}.')


class PictureRefused(HardwareError, ValueError):
    """Bytes that are no picture we would open."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"This picture cannot be used: {reason}. Use a JPEG or PNG photo.")


class SoundRefused(HardwareError, ValueError):
    """Bytes that are no recording of ours."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"This recording cannot be played: {reason}. Record it again.")
