"""What a teacher says in place of writing it: taken in as samples, packed small, sealed like its piece."""

import io
import wave
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec.structs import replace

from classroom.ids import EvidenceId, StaffId
from hub.errors import ServiceRefused
from hub.service.media import ABOUT, SPOKEN
from hub.service.shapes import Answer, Spoken
from hub.store import desk
from hub.store.projections import evidence
from hub.store.tables import Tables
from plumbing import seal
from plumbing.blobs import BlobStore

RATE: Final = 16_000
LONGEST_S: Final = 60
MIME: Final = SPOKEN
_SMALLNESS: Final = 0.92
"""Of libsndfile's scale: 25 kbit/s, plenty for one voice; a minute is under 200 KB."""
_WAITING: Final = 32
_UNHEARD: Final = "This could not be heard. Hold the key and say it again."


class _Said(NamedTuple):
    evidence: EvidenceId
    by: StaffId
    packed: bytes
    seconds: int


class Voices:
    """What was said and not yet sent lies in memory only; `fresh_id` makes ids. Any thread may come in."""

    def __init__(self, blobs: BlobStore, fresh_id: Callable[[], str]) -> None:
        self._blobs, self._fresh_id = blobs, fresh_id
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def take(self, evidence_id: EvidenceId, samples: bytes, by: StaffId) -> str:
        """Take in a WAV file (16 kHz, mono, 16 bit, up to a minute); return by which word an answer names it."""
        packed, seconds = pack(samples)
        name = self._fresh_id()
        self._said[name] = _Said(evidence_id, by, packed, seconds)
        while len(self._said) > _WAITING:
            self._said.popitem(last=False)
        return name

    def keep(self, tables: Tables, evidence_id: EvidenceId, answer: Answer, by: StaffId) -> Answer:
        """Seal what an answer names under the key of the visit in which its piece was made, and put it away."""
        if not answer.voice:
            return replace(answer, spoken=None)
        said, piece = self._said.get(answer.voice), evidence.piece(tables, evidence_id)
        key = desk.visit_key(tables, piece.visit) if piece else None
        if said is None or key is None or (said.evidence, said.by) != (evidence_id, by):
            raise ServiceRefused("What you said is not here any more. Hold the key and say it again.")
        box = seal.seal(key, said.packed, ABOUT)
        return replace(answer, spoken=Spoken(media=self._blobs.put(box), size=len(box), seconds=said.seconds))


def pack(samples: bytes) -> tuple[bytes, int]:
    """Return a WAV file as Ogg Opus, and how many seconds it has; raises ServiceRefused for anything else."""
    import soundfile  # noqa: PLC0415 - it comes with numpy, which takes half a second

    try:
        with wave.open(io.BytesIO(samples)) as sound:
            like = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            frames = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError) as error:
        raise ServiceRefused(_UNHEARD) from error
    if like != (1, 2, RATE) or not 0 < len(frames) <= 2 * RATE * (LONGEST_S + 1):
        raise ServiceRefused(_UNHEARD)
    packed = io.BytesIO()
    with soundfile.SoundFile(
        packed, "w", RATE, 1, "OPUS", format="OGG", compression_level=_SMALLNESS
    ) as file:
        file.buffer_write(frames[: len(frames) // 2 * 2], "int16")
    return packed.getvalue(), max(1, round(len(frames) / 2 / RATE))
