"""A school whose hub has a second device and a recovery sheet: it may lose its hub, and get it back elsewhere."""

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from classroom.facts import PlanApproved
from classroom.plan import Plan, PlannedTarget
from classroom.wire.joining import decode_join
from hardware.fake import FakeBadgeReader
from hub.cli import hub
from hub.errors import HubError
from hub.service.office import Office
from hub.store import desk, facts
from hub.store.facts import Stored
from hub.store.projections import evidence
from hub.store.rebuild import differences
from hub.store.store import looking
from hub.store.tables import Tables
from plumbing import seal
from station.__main__ import HeadlessStation
from station.cli import station as station_command
from station.config import StationConfig
from station.store.keep import look_into
from station.store.outbox import Marks
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from tests.factories_hub import MS_R, open_back, world
from tests.faults.hub_at_hand import HubAtHand
from tests.faults.station_world import Visitor
from tests.waiting import until

WHO = ("amal", "bao", "maya")
PLACES = ("cave", "make")
SOON_S = 30.0
ELSEWHERE = "127.0.0.2"
"""The address of the machine on which a lost hub comes back."""


class Past(NamedTuple):
    at_ms: int
    learners: tuple[str, ...]
    fact: PlanApproved


class SeenHub:
    """What stands in the data folder of a hub, whether it runs or not."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pieces(self) -> Counter[str]:
        """The words of every piece at the hub; a photo that opens counts as `photo`."""
        with looking(self._folder) as tables:
            rows = tables.all("SELECT evidence, text FROM pieces")
            return Counter(text or self._opened(tables, id_) for id_, text in rows)

    def facts_of_hub(self) -> dict[str, Stored]:
        with looking(self._folder) as tables:
            return {fact.ev: fact for fact in facts.of_hub_after(tables, 0)}

    def evidence_of(self, words: str) -> str:
        with looking(self._folder) as tables:
            (row,) = tables.all("SELECT evidence FROM pieces WHERE text = ?", words)
            return str(row[0])

    def differences(self) -> list[str]:
        with looking(self._folder) as tables:
            return differences(tables)[0]

    def _opened(self, tables: Tables, evidence_id: str) -> str:
        piece = evidence.piece(tables, evidence_id)
        assert piece is not None
        key = desk.visit_key(tables, piece.visit) or b""
        for ref in evidence.media_of(tables, evidence_id):
            path = self._folder / "media" / ref.id[:2] / ref.id
            if not path.exists():
                return "a photo that is not here"
            assert seal.unseal(key, path.read_bytes(), b"media").startswith(b"\xff\xd8")
        return "photo"


class KeptSchool:
    """`saved` is what children saw as saved: their words; `stations` how the hub calls each place's station."""

    def __init__(self, folder: Path, second: Path, broker: str) -> None:
        self.folder, self.second = folder, second
        self.hub, self.key = folder / "hub", folder / "key.txt"
        self.saved: list[str] = []
        self.stations: dict[str, str] = {}
        words = ("init", "--password-stdin", "--recovery-out", str(self.key), "--data", str(self.hub))
        made = run_hub(*words, typed="a long password\n")
        assert made[0] == 0, made
        same = second.stat().st_dev == folder.stat().st_dev
        self._settings = f'http = "127.0.0.1:0"\nmqtt = "127.0.0.1:0"\nbroker = "{broker}"\n'
        backup = f'[backup]\nsecond = "{second}"\nsame_disk_ok = {json.dumps(same)}\n'
        (self.hub / "hub.toml").write_text(self._settings + backup, encoding="utf-8")
        self.tokens = self._found()
        self.running = self.switch_on()
        for place in PLACES:
            self._enrol(place)

    @property
    def seen(self) -> SeenHub:
        return SeenHub(self.hub)

    def switch_on(self) -> HubAtHand:
        self.running = HubAtHand(self.hub, self.folder / "hub.log")
        return self.running

    @contextmanager
    def at(self, place: str) -> Iterator[Visitor]:
        """Somebody stands at a station; it is switched off again afterwards."""
        data = self.folder / place
        station = HeadlessStation(StationConfig(data=data, camera="fake", speech="none", disk_floor=0.0))
        station.start()
        try:
            yield Visitor(station)
        finally:
            station.stop()

    def makes(self, visitor: Visitor, who: str, *pieces: str) -> None:
        """A child comes, hands these in (a piece called photo is one), and goes."""
        visitor.sees(IdleView, lambda view: bool(view.rooms))
        until(lambda: self._is_let_in(visitor, who), seconds=SOON_S)
        for number, piece in enumerate(pieces):
            if number:
                visitor.onward()
            saved = visitor.photographs(len(self.saved)) if piece == "photo" else visitor.writes(piece)
            assert saved.ticks > 0, "it was not saved"
            self.saved.append(piece)
        visitor.goes()

    def _is_let_in(self, visitor: Visitor, who: str) -> bool:
        """She holds her badge up, as before a lens, until the station knows it and shows her path."""
        reader, view = visitor.station.reader, visitor.station.view()
        assert isinstance(reader, FakeBadgeReader)
        if isinstance(view, IdleView):
            reader.present(self.tokens[who])
        return isinstance(view, PathView)

    def marks(self, place: str) -> Marks:
        store = look_into(self.folder / place)
        try:
            return store.outbox.marks()
        finally:
            store.close()

    def meets(self, place: str, hub_epoch: str) -> None:
        """Wait until a station was welcomed by this hub."""
        until(lambda: self.marks(place).hub_epoch == hub_epoch, seconds=SOON_S)

    def sends_all(self, place: str) -> None:
        """Wait until nothing of a station is still to be sent, files included."""
        until(lambda: self.marks(place).waiting == 0 and not self._files_to_send(place), seconds=SOON_S)

    def backs_up(self) -> dict[str, Any]:
        number, said = run_hub("backup", "--json", "--data", str(self.hub))
        assert number == 0, said
        answer: dict[str, Any] = json.loads(said[said.index("{") :])
        return answer

    def journalled(self) -> None:
        """Wait until what staff did so far lies on the second device."""
        now_ms = time.time_ns() // 1_000_000
        until(
            lambda: (self.running.ask("status")["safety"].get("journal_ms") or 0) > now_ms, seconds=SOON_S * 2
        )

    def loses_its_hub(self) -> None:
        """Lightning: the hub is gone with its disk, and so is its broker."""
        self._known = self._identity()
        self.running.kill()
        shutil.rmtree(self.hub)

    def restores(self, *more: str, by_hand: bool = True) -> dict[str, Any]:
        """On another machine: another folder, another address; every station is told by hand, or looks for it."""
        newest = max(self.second.glob("*.backup"))
        self.hub = self.folder / "another machine" / "hub"
        where = ("--second", str(self.second), "--data", str(self.hub))
        number, said = run_hub(
            "restore", str(newest), "--recovery-key", str(self.key), "--json", *where, *more
        )
        assert number == 0, said
        settings = self.hub / "hub.toml"
        told = "auto" if by_hand else "yes"
        elsewhere = settings.read_text().replace('mqtt = "127.0.0.1:0"', f'mqtt = "{ELSEWHERE}:0"')
        settings.write_text(elsewhere.replace('announce = "auto"', f'announce = "{told}"'))
        self.switch_on()
        if by_hand:
            self.moves(*PLACES, host=ELSEWHERE)
        assert self._identity() == self._known, "another authority, or a station that joined anew"
        answer: dict[str, Any] = json.loads(said[said.index("{") :])
        return answer

    def moves(self, *places: str, host: str = "127.0.0.1") -> None:
        """Tell stations where the hub is now."""
        for place in places:
            address = ("--address", f"{host}:{self.running.port}", "--data", str(self.folder / place))
            assert CliRunner().invoke(station_command, ("join", *address)).exit_code == 0

    def _identity(self) -> tuple[object, ...]:
        """How the hub is known, and whom each station trusts."""
        records = [decode_join((self.folder / place / "join.json").read_bytes()) for place in PLACES]
        return (self.running.ask("status")["known_by"], *[(one.station, one.ca) for one in records])

    def _files_to_send(self, place: str) -> Sequence[object]:
        store = look_into(self.folder / place)
        try:
            return store.media.to_offer(2**53)
        finally:
            store.close()

    def _found(self) -> dict[str, str]:
        """Fill the school, plan two targets for each child, print their badges."""
        back = open_back(self.hub, lambda: time.time_ns() // 1_000_000)
        office = Office(back)
        try:
            office.publish(world()[1:])
            office.remember(planned(who) for who in WHO)
            return {badge.owner: badge.token for badge in office.print_badges(WHO, MS_R)}
        finally:
            back.stop()

    def _enrol(self, place: str) -> None:
        record = self.folder / f"{place}.json"
        words = ("enrol", "--zone", place, "--class", "heron", "--host", "127.0.0.1", "--data", str(self.hub))
        assert run_hub(*words, "--record", str(record))[0] == 0
        join = ("join", "--record", str(record), "--data", str(self.folder / place))
        assert CliRunner().invoke(station_command, join).exit_code == 0
        self.stations[place] = json.loads(record.read_bytes())["station"]


@contextmanager
def kept_school(folder: Path, broker: str) -> Iterator[KeptSchool]:
    """A school with its hub on; the second device is another file system where this machine has one."""
    with ExitStack() as things:
        memory = Path("/dev/shm")  # noqa: S108
        second = things.enter_context(tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else folder))
        school = KeptSchool(folder, Path(second), broker)
        things.callback(lambda: school.running.kill())  # noqa: PLW0108 - whichever runs then
        yield school


def run_hub(*words: str, typed: str = "") -> tuple[int, str]:
    """Type a command of the hub; (exit code, what it says)."""
    result = CliRunner().invoke(hub, words, input=typed)
    if isinstance(result.exception, HubError):
        return 1, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def planned(who: str) -> Past:
    targets = (PlannedTarget(target="M01", role="now"), PlannedTarget(target="G01", role="now"))
    plan = Plan(id=who, learner=who, targets=targets, agreed_learner_ms=1, agreed_staff_ms=1, staff=MS_R)
    return Past(1_790_000_000_000, (who,), PlanApproved(by=MS_R, plan=plan))
