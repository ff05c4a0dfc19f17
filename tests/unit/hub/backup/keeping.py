"""A school at work whose hub keeps backups: the second device is a folder, and a test decides what happens to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from classroom.wire.codec import decode_envelope
from hub.backup.making import Made
from hub.backup.recovery import RecoveryKey
from hub.backup.restoring import Restored, Restoring
from hub.config import BackupSettings
from hub.service.safekeeping import Safekeeping
from plumbing.seal import media_id, random_bytes
from tests.factories_hub import SchoolAtWork
from tests.stub_station import StubStation

KEY = RecoveryKey(b"the nine words!!")


class Kept(SchoolAtWork):
    """`keeping` is not started: a test calls what its thread would call."""

    def __init__(self, folder: Path) -> None:
        self.second = folder / "second"
        self.second.mkdir(exist_ok=True)
        (folder / "hub").mkdir(exist_ok=True)
        super().__init__(folder / "hub")
        self.back.keys.put_recovery_key(KEY.public, self.clock())
        self.keeping = self.keep()

    def keep(self, **settings: object) -> Safekeeping:
        plain: dict[str, object] = {"second": self.second, "same_disk_ok": True}
        chosen = BackupSettings(**(plain | settings))  # type: ignore[arg-type]
        return Safekeeping(self.back.store, self.back.writer, chosen, self.clock)

    def reopen(self) -> None:
        super().reopen()
        self.keeping = self.keep()

    def back_up(self) -> Made:
        self.clock.advance(1)
        made = self.keeping.back_up()
        self.clock.advance(1)
        return made

    def tick(self, seconds: float = 31) -> None:
        """What the thread does every few seconds, after some time."""
        self.clock.advance(seconds)
        for _ in range(2):  # between the two, the writer sends what was held long enough
            self.back.writer.do(lambda _: None)
        self.keeping._tick()

    def safe(self, station: StubStation) -> int:
        with self.back.store.reading() as tables:
            row = tables.one(
                "SELECT safe FROM safe_marks WHERE station = ? AND epoch = ?",
                station.record.station,
                station.epoch,
            )
        return int(row[0]) if row else 0

    def photo(self, station: StubStation, *, arrives: bool = True) -> str:
        """A visit with one photo; return its media id."""
        _, box = station.hand_in(station.open_visit("amal"), "amal", photo=b"\xff\xd8" + random_bytes(64))
        self.send(station)
        return self.back.store.blobs.put(box) if arrives else media_id(box)

    def rehome(self, rows: Sequence[bytes]) -> None:
        """The cave's station says these facts again in a new epoch, as after a fork."""
        self.cave.epoch, self.cave.seq, self.cave.h = random_bytes(8).hex(), 0, ""
        self.cave.rows.clear()
        for seq, raw in enumerate(rows, 1):
            self.cave.seq = seq
            self.cave.append(replace(decode_envelope(raw), seq=seq))

    def restored(self, to: Path, file: Path | None = None, *, accept_missing: bool = False) -> Restored:
        newest = file or max(self.second.glob("*.backup"))
        restoring = Restoring(newest, KEY.private, self.second, self.clock, random_bytes)
        return restoring.into(to, accept_missing=accept_missing)


@contextmanager
def kept(folder: Path) -> Iterator[Kept]:
    school = Kept(folder)
    try:
        yield school
    finally:
        school.back.stop()
