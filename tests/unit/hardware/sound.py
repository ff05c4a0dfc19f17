"""A sound card made of files: ALSA's own recorder and player run, and no device is needed."""

import io
import subprocess
import wave
from pathlib import Path

_CONFIG = """\
pcm.!default {{ type null }}
pcm.nothing {{ type null }}
pcm.voice {{ type file slave.pcm nothing file "/dev/null" infile "{spoken}" format raw }}
pcm.loudspeaker {{ type file slave.pcm nothing file "{heard}" format wav }}
"""


def sound_card(folder: Path, spoken: bytes = b"") -> dict[str, str]:
    """The surroundings in which `voice` records `spoken` (16-bit samples) and `loudspeaker` plays into
    heard.wav in the folder; `default` is silent.
    """
    (folder / "spoken.raw").write_bytes(spoken)
    config = folder / "asound.conf"
    config.write_text(
        _CONFIG.format(spoken=folder / "spoken.raw", heard=folder / "heard.wav"), encoding="utf-8"
    )
    return {"ALSA_CONFIG_PATH": str(config)}


def samples_of(sound: bytes) -> bytes:
    with wave.open(io.BytesIO(sound)) as file:
        samples: bytes = file.readframes(file.getnframes())
    return samples


def a_voice(text: str) -> bytes:
    """Samples of espeak-ng saying this, 16-bit mono at its own rate."""
    said = subprocess.run(["espeak-ng", "-v", "en", "--stdout", text], capture_output=True, check=True)
    return bytes(said.stdout[44:])
