"""By what a station belongs to a room: its join record on the disk, which a command of the hub moves or destroys."""

from pathlib import Path

from msgspec.structs import replace

from classroom.ids import ZoneId
from classroom.wire.joining import decode_join, encode_join
from plumbing.files import replace_file
from plumbing.seal import Key
from station.perform import wiping


class Belonging:
    """For the disk thread alone. `folder` is all that the station keeps; `hub_sign` the hub's public key;
    under `admit_key` it sends a learner's key to this station.
    """

    def __init__(self, record: Path, folder: Path, hub_sign: bytes, admit_key: Key) -> None:
        self._record, self._folder, self.hub_sign, self.admit_key = record, folder, hub_sign, admit_key

    def move(self, zone: ZoneId) -> None:
        """Stand in another zone, also after the next start; raises OSError."""
        joined = decode_join(self._record.read_bytes())
        replace_file(self._record, encode_join(replace(joined, zone=zone)))

    def wipe(self) -> None:
        """Destroy the record and everything in the folder, for good."""
        wiping.wipe(self._folder, self._record)
