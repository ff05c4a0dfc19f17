"""Everything behind the door, put together once: the store, its writer, and what follows from each commit."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from classroom.ids import StationId, ZoneId, uuid7
from hub.config import BackupSettings
from hub.live import Live
from hub.service.admitting import Admitting
from hub.service.away import AwayMedia
from hub.service.badging import Badging
from hub.service.barring import Behind
from hub.service.blocks import Blocks
from hub.service.certificates import Certificates
from hub.service.codes import Codes
from hub.service.commanding import Commanding
from hub.service.defining import Defining
from hub.service.documents import Documents
from hub.service.drafts import Drafts
from hub.service.judging import Judging, is_due
from hub.service.media import MediaShelf
from hub.service.people import People
from hub.service.permissions import Permissions
from hub.service.presence import Presence
from hub.service.progress import Progress
from hub.service.publishing import Publishing
from hub.service.recording import Recording
from hub.service.rekeying import Rekeying
from hub.service.room import todays_visits
from hub.service.safekeeping import Safekeeping
from hub.service.shapes import Safety
from hub.service.stations import About
from hub.service.timekeeping import HubClock, passing_s
from hub.store import desk, feed
from hub.store.desk import Held
from hub.store.projections import drafts, roster
from hub.store.store import Store
from hub.store.tables import Tables
from hub.store.writer import Writer
from plumbing import seal

Clock = Callable[[], int]
Entropy = Callable[[int], bytes]
LONGEST_NAP_S: Final = 5.0


class Backoffice:
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
        self.store = Store(folder)
        self.clock, self.entropy = HubClock(now, monotonic, entropy, boot), entropy
        self.now = now = self.clock.now
        self.live, self.presence, self.progress = Live(), Presence(now, monotonic), Progress()
        keys = self.keys = self.store.keys
        self.certificates = Certificates(keys, folder, now, host)
        self.permissions = Permissions()
        self.people = People(keys, self.clock.steady_ms, entropy)
        self.recording = Recording(keys, self.clock, entropy)
        self.judging = Judging(self.recording, self.clock.steady_ms, self.fresh_id)
        self.blocks = Blocks(self.recording, self.fresh_id)
        rekeying = Rekeying(keys)
        self.badging = Badging(self.recording, keys, rekeying, entropy)
        self.codes = Codes(self.recording, keys, rekeying, entropy)
        self.defining = Defining(self.recording, keys, rekeying)
        self.commanding = Commanding(self.recording, keys, self.clock.steady_ms, self.fresh_id)
        self.on_order: Callable[[StationId], None] = lambda _: None
        """Called whenever a station has something new to do; whoever speaks to stations puts itself here."""
        self.shelf, self.away = MediaShelf(self.store.blobs, self.progress.share), AwayMedia(self.store.blobs)
        self.unheard: Callable[[], Mapping[str, int]] = dict
        """How many messages were not listened to, by reason; whoever listens puts its own counters here."""
        self._listeners: list[Callable[[int, int], None]] = []
        self._publishing = Publishing(
            Documents(keys, self.permissions, self._taken, Drafts(self.store.blobs.has)), self._announce
        )
        self.writer = Writer(self.store, self._between)
        self.safekeeping = Safekeeping(self.store, self.writer, backup, now)
        behind = Behind(
            recording=self.recording, keys=keys, certificates=self.certificates, writer=self.writer,
            live=self.live, entropy=entropy, now=now,
        )  # fmt: skip
        self.admitting = Admitting(behind, monotonic)

    def start(self) -> None:
        """Open the database, prepare a new one, and try again what is in quarantine."""
        self.keys.make_hub_keys(self.now())
        self.writer.start()
        self.writer.do(self._prepare)
        self.writer.do(lambda tables: self.clock.begin(tables, self.recording.note))
        self.writer.do(self.recording.retry)
        self.admitting.begin()

    def stop(self) -> None:
        """Send what is held, do what waits, close; may be repeated."""
        self.live.stop()
        if self.writer.alive:
            self.writer.do(lambda tables: self.judging.send(tables, until_ms=2**62))
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

    def fresh_id(self) -> str:
        """A new UUIDv7."""
        return uuid7(self.now(), self.entropy(10))

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

    def _between(self, tables: Tables) -> float:
        """What follows from commits, in the writer's thread; how long it may sleep at most."""
        self._follow_machine(tables)
        now = self.clock.steady_ms()
        held = self._send_due(tables, now)
        due_s = self._publishing.due_s()
        more = self._publishing.publish(tables) if due_s == 0 else self._publishing.waits(tables)
        nap = min(LONGEST_NAP_S, (held[0].due_ms - now) / 1000) if held else LONGEST_NAP_S
        return min(nap, self._publishing.due_s()) if more else nap

    def _send_due(self, tables: Tables, now: int) -> list[Held]:
        """Send the answers whose time to be taken back is over; return those that wait on."""
        held = desk.held(tables)
        if not any(is_due(one, now) for one in held):
            return held
        with tables.transaction():
            self.judging.send(tables, until_ms=now)
        self.live.touch("review", "room", "people")
        return desk.held(tables)

    def _follow_machine(self, tables: Tables) -> None:
        """The machine's clock was set forward: what was noted before in this boot was as much too early."""
        if step_ms := self.clock.stepped_ms():
            with tables.transaction():
                self.recording.note(tables, self.clock.correct(tables, step_ms, by=""))

    def _taken(self, tables: Tables) -> Mapping[ZoneId, int]:
        """How many people are in each zone; nothing of a zone without a station that can be heard."""
        heard = [
            zone for station, (zone, _) in roster.stations(tables).items() if self.presence.reachable(station)
        ]
        counts = Counter(visit.zone for visit in todays_visits(tables, self.now()))
        return {zone: counts[zone] for zone in heard}
