"""Everything behind the door, put together once: the store, its writer, and what follows from each commit."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from classroom.ids import ZoneId
from hub.config import BackupSettings
from hub.live import Live
from hub.service.admitting import Admitting
from hub.service.away import AwayMedia
from hub.service.barring import Behind
from hub.service.between import Between
from hub.service.crafts import Crafts, Entropy
from hub.service.documents import Documents
from hub.service.drafts import Drafts
from hub.service.erasing import Erasing
from hub.service.exporting import Exporting
from hub.service.housekeeping import Housekeeping
from hub.service.keeping import Keeping
from hub.service.media import MediaShelf
from hub.service.permissions import Permissions
from hub.service.presence import Presence
from hub.service.progress import Progress
from hub.service.publishing import Publishing
from hub.service.room import todays_visits
from hub.service.safekeeping import Safekeeping
from hub.service.shapes import Safety
from hub.service.stations import About
from hub.service.timekeeping import HubClock, passing_s
from hub.store import desk, feed
from hub.store.projections import drafts, roster
from hub.store.store import Store
from hub.store.tables import Tables
from hub.store.writer import Writer
from plumbing import seal

Clock = Callable[[], int]


class Backoffice(Crafts):
    """The parts that the pages, the intake and the commands share.

    `now` is UTC ms as the machine says; after that, as the hub knows. `monotonic` are seconds that only pass.
    `host` is what stations and browsers are told, "" = this machine's own addresses.
    """

    def __init__(
        self,
        folder: Path,
        now: Clock,
        entropy: Entropy = seal.random_bytes,
        monotonic: Callable[[], float] = passing_s,
        boot: str = "",
        backup: BackupSettings = BackupSettings(),  # noqa: B008 - it cannot be changed
        host: str = "",
    ) -> None:
        clock = HubClock(now, monotonic, entropy, boot)
        super().__init__(Store(folder), folder, clock, entropy, host)
        self.live, self.presence, self.progress = Live(), Presence(clock.now, monotonic), Progress()
        self.permissions = Permissions()
        self.shelf, self.away = MediaShelf(self.store.blobs, self.progress.share), AwayMedia(self.store.blobs)
        self.exporting = Exporting(self.store, self.shelf, clock.now)
        self.unheard: Callable[[], Mapping[str, int]] = dict
        """How many messages were not listened to, by reason; whoever listens puts its own counters here."""
        self._listeners: list[Callable[[int, int], None]] = []
        documents = Documents(self.keys, self.permissions, self.taken, Drafts(self.store.blobs.has))
        self.writer = Writer(self.store, Between(self, Publishing(documents, self._announce), self.live).turn)
        self.safekeeping = Safekeeping(self.store, self.writer, backup, clock.now)
        self.erasing = Erasing(
            self.store, self.writer, self.recording, self.audit, self.safekeeping, self.live
        )
        self.keeping = Keeping(self.store, self.writer, self.recording, clock.now)
        self.housekeeping = Housekeeping(self.keeping.tick, lambda: self.erasing.tick(self.now()))
        self.admitting = self._admitting(monotonic)

    def _admitting(self, monotonic: Callable[[], float]) -> Admitting:
        behind = Behind(
            recording=self.recording, keys=self.keys, certificates=self.certificates, writer=self.writer,
            live=self.live, entropy=self.entropy, now=self.now,
        )  # fmt: skip
        return Admitting(behind, monotonic)

    def start(self) -> None:
        """Open the database, prepare a new one, and try again what is in quarantine."""
        self.keys.make_hub_keys(self.now())
        self.writer.start()
        self.writer.do(self._prepare)
        self.writer.do(lambda tables: self.clock.begin(tables, self.recording.note))
        self.writer.do(self.recording.retry)
        self.admitting.begin()
        self.erasing.begin()

    def keep_house(self) -> None:
        """From here on backups are made, and what is due is erased, in threads of their own."""
        self.safekeeping.start()
        self.housekeeping.start()

    def stop(self) -> None:
        """Send what is held, do what waits, close; may be repeated."""
        self.live.stop()
        if self.writer.alive:
            self.writer.do(lambda tables: self.judging.send(tables, until_ms=2**62))
            self.housekeeping.stop()
            self.safekeeping.stop()
            self.writer.stop()
        self.store.close()

    def begin_run(self, tables: Tables) -> int:
        """A name for this run of the hub, about UTC ms, higher than that of every run before it."""
        started = max(self.now(), int(desk.meta(tables, "started") or 0) + 1)
        desk.set_meta(tables, "started", str(started))
        return started

    def safety(self) -> Safety:
        """How safe the work is."""
        return self.safekeeping.safety()

    def about_stations(self) -> About:
        """What a page of the stations needs beside the tables."""
        door = self.admitting.door
        return About(
            self.presence, self.progress, self.away, self.safety(), self.unheard(), self.now(),
            tuple(guest.window for guest in door.guests()), door.sent_away(),
        )  # fmt: skip

    def settle_audit(self) -> None:
        """Have written what waits to be, before somebody reads it; not for the writer's thread."""
        for _ in range(2):  # it is written between two jobs
            self.writer.do(lambda _: None)

    def on_head(self, listener: Callable[[int, int], None]) -> None:
        """Call `listener(rev, floor)` in the writer's thread whenever the feed has grown."""
        self._listeners.append(listener)

    def _announce(self, rev: int, floor: int) -> None:
        for listener in self._listeners:
            listener(rev, floor)

    def _prepare(self, tables: Tables) -> None:
        """Give a new hub its names, and ask for every document that is not in the feed yet."""
        for key, size in (("room", 8), ("hub_epoch", 8), ("log_epoch", 8)):
            if not desk.meta(tables, key):
                desk.set_meta(tables, key, self.entropy(size).hex())
        if feed.entry(tables, "settings") is None:
            tables.mark_stale("settings")
        drafts.mark_all_stale(tables)
        roster.mark_all_doors_stale(
            tables
        )  # keys may have been renewed by a hub that did not come to tell of it
        tables.mark_stale("zones")  # who was there before this start is not known to be there now

    def taken(self, tables: Tables) -> Mapping[ZoneId, int]:
        """How many people are in each zone; nothing of a zone without a station that can be heard."""
        heard = [
            zone for station, (zone, _) in roster.stations(tables).items() if self.presence.reachable(station)
        ]
        counts = Counter(visit.zone for visit in todays_visits(tables, self.now()))
        return {zone: counts[zone] for zone in heard}
