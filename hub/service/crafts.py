"""The parts of the back office that write facts, each for its part of the work."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from classroom.ids import uuid7
from hub.service.announcing import Announcements
from hub.service.asking import Asking
from hub.service.auditing import Auditing
from hub.service.badging import Badging
from hub.service.blocks import Blocks
from hub.service.certificates import Certificates
from hub.service.codes import Codes
from hub.service.commanding import Commanding
from hub.service.defining import Defining
from hub.service.judging import Judging
from hub.service.people import People
from hub.service.recording import Recording
from hub.service.rekeying import Rekeying
from hub.service.substituting import Substituting
from hub.service.timekeeping import HubClock
from hub.service.voices import Voices
from hub.store.store import Store

Entropy = Callable[[int], bytes]


class Crafts:
    """Used by the writer's thread. `entropy` gives random bytes; `host` is what stations and browsers are told."""

    def __init__(self, store: Store, folder: Path, clock: HubClock, entropy: Entropy, host: str) -> None:
        self.store: Final = store
        self.clock, self.entropy, self.now = clock, entropy, clock.now
        keys = self.keys = store.keys
        self.certificates = Certificates(keys, folder, clock.now, host)
        self.people = People(keys, clock.steady_ms, entropy)
        self.audit = Auditing(clock.now)
        self.recording = Recording(keys, clock, entropy, self.audit)
        self.voices = Voices(store.blobs, self.fresh_id)
        self.judging = Judging(self.recording, clock.steady_ms, self.fresh_id)
        self.asking = Asking(self.recording, clock.now)
        self.announcing = Announcements(self.recording, self.fresh_id)
        self.blocks = Blocks(self.recording, self.fresh_id, self.announcing)
        rekeying = Rekeying(keys)
        self.badging = Badging(self.recording, keys, rekeying, entropy)
        self.codes = Codes(self.recording, keys, rekeying, entropy)
        self.defining = Defining(self.recording, keys, rekeying)
        self.substituting = Substituting(self.defining, self.badging, self.people, clock.now, self.fresh_id)
        self.commanding = Commanding(self.recording, keys, clock.steady_ms, self.fresh_id)

    def fresh_id(self) -> str:
        """A new UUIDv7."""
        return uuid7(self.now(), self.entropy(10))
