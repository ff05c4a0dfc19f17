"""A voice made small: 16-bit mono samples at 16 kHz into Ogg Opus while they come in, and back again."""

import io
from typing import TYPE_CHECKING, Any

from hardware.errors import SoundRefused
from hardware.microphone import RATE, wav

if TYPE_CHECKING:
    from soundfile import SoundFile

MIME = "audio/ogg"
_SMALLNESS = 0.92  # of libsndfile's scale: 25 kbit/s, which is plenty for one voice; 90 s are 280 KB
_LONGEST = 10 * 60 * RATE  # samples; nobody here makes a longer one, and a file may claim anything


class OpusWriter:
    """Packs as it goes, so that nothing is left to do when a child says stop. It lives in memory alone."""

    def __init__(self) -> None:
        self._packed = io.BytesIO()
        self._file: SoundFile | None = _soundfile().SoundFile(
            self._packed, "w", RATE, 1, "OPUS", format="OGG", compression_level=_SMALLNESS
        )
        self._any = False

    def write(self, samples: bytes) -> None:
        """Take in some more samples, a whole number of them."""
        if self._file is not None and samples:
            self._file.buffer_write(samples, "int16")
            self._any = True

    def finish(self) -> bytes:
        """Return the file; empty when nothing was written, and nothing of it is kept here."""
        if self._file is not None:
            self._file.close()
        self._file, packed, self._packed = None, self._packed.getvalue(), io.BytesIO()
        return packed if self._any else b""


def opened(sound: bytes) -> bytes:
    """The WAV file in an Ogg Opus file. Raises SoundRefused for anything else."""
    library = _soundfile()
    try:
        with library.SoundFile(io.BytesIO(sound)) as file:
            if (file.format, file.channels, file.samplerate) != ("OGG", 1, RATE) or file.frames > _LONGEST:
                raise SoundRefused("it is no voice from a station")
            return wav(bytes(file.buffer_read(dtype="int16")))
    except library.LibsndfileError as error:
        raise SoundRefused(error) from error


def _soundfile() -> Any:
    """The library comes with numpy, which takes half a second: only who records or plays waits for it."""
    import soundfile  # noqa: PLC0415

    return soundfile
