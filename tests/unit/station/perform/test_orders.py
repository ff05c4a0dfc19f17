"""Commands at the desk: each is carried out once, answered every time, and a wipe only when the hub signed it."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.commands import LOST_ANYWAY, SIGNATURE, Command, Kind, wipe_topic, wipe_words
from classroom.facts import CommandAnswered, StationErred
from classroom.wire.joining import decode_join
from classroom.wire.messages import CommandDone
from plumbing import seal
from station.config import EXIT_RESTART, EXIT_WIPED
from station.perform.wiping import MARK, finish
from station.session.effects import AnswerCommand, EndStation, Record, WipeStation
from station.session.events import CommandArrived, LockFound, WipeRefused
from station.sync.news import Ordered
from tests.unit.station.perform.desks import DeskRoom, desk_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path) as made:
        yield made


def asks(room: DeskRoom, command: Command) -> None:
    room.desk.hear(Ordered(command, 100.0))


def wipe(room: DeskRoom, *, station: str = "s1", seed: bytes = b"", epoch: str = "", **args: str) -> Command:
    words = wipe_words("c1", epoch or room.store.outbox.marks().epoch, args)
    signed = seal.sign(seed or room.school.sign_seed, wipe_topic(station), words)
    signature = base64.b64encode(signed[-seal.SIGNATURE :]).decode()
    return Command(cmd_id="c1", kind="wipe", args=args | {SIGNATURE: signature})


def test_a_command_reaches_the_session_once_however_often_it_comes(room: DeskRoom) -> None:
    lock = Command(cmd_id="c1", kind="lock", ttl_s=60)
    asks(room, lock)
    asks(room, lock)
    assert room.all(CommandArrived) == [CommandArrived(command=lock, until_s=160.0)]
    room.does(AnswerCommand(command=lock))
    asks(room, lock)
    assert len(room.all(CommandArrived)) == 1
    assert room.link.answers == [CommandDone(cmd_id="c1")] * 2
    assert room.facts()[-1] == CommandAnswered(cmd_id="c1", kind="lock")


def test_what_was_answered_is_known_after_a_restart_and_so_is_a_lock(tmp_path: Path) -> None:
    lock, restart = Command(cmd_id="c1", kind="lock"), Command(cmd_id="c2", kind="restart")
    with desk_room(tmp_path) as room:
        for command in (lock, restart):
            asks(room, command)
            room.does(AnswerCommand(command=command))
        room.does(EndStation())
        assert room.ended == [EXIT_RESTART]
    with desk_room(tmp_path) as room:
        room.desk.begin()
        assert room.all(LockFound)
        asks(room, restart)
        assert room.all(CommandArrived) == []
        assert room.link.answers == [CommandDone(cmd_id="c2")]


def test_an_answer_that_cannot_be_kept_is_said_all_the_same(room: DeskRoom) -> None:
    lock = Command(cmd_id="c1", kind="lock")
    asks(room, lock)
    with room.failing_disk():
        room.does(AnswerCommand(command=lock))
    assert room.link.answers == [CommandDone(cmd_id="c1")]


def test_a_move_is_written_into_the_record_before_it_is_answered(room: DeskRoom) -> None:
    room.does(AnswerCommand(command=Command(cmd_id="c1", kind="rezone", args={"zone": "cave"})))
    assert decode_join(room.record.read_bytes()).zone == "cave"
    assert room.link.zones == ["cave"]
    room.enters()
    opened = next(fact for fact in room.facts() if type(fact).__name__ == "VisitOpened")
    assert opened.zone == "cave"  # type: ignore[union-attr]


def test_a_record_that_cannot_be_written_is_no_move(room: DeskRoom) -> None:
    room.record.unlink()
    room.does(AnswerCommand(command=Command(cmd_id="c1", kind="rezone", args={"zone": "cave"})))
    assert room.link.answers == [CommandDone(cmd_id="c1", ok=False, why="failed")]
    assert room.link.zones == []


def test_a_wipe_that_the_hub_signed_leaves_nothing(room: DeskRoom) -> None:
    command = wipe(room)
    asks(room, command)
    assert room.all(CommandArrived)
    room.does(WipeStation(command=command))
    assert list(room.keep.folder.iterdir()) == []
    assert room.link.last_words == [CommandDone(cmd_id="c1")]
    assert room.ended == [EXIT_WIPED]


@pytest.mark.parametrize(
    "changes",
    [
        {"station": "s2"},
        {"epoch": "the outbox before this one"},
        {"seed": bytes(range(32))},
    ],
    ids=["for another station", "of another time", "not by the hub"],
)
def test_a_wipe_that_is_not_for_this_station_as_it_is_now_does_nothing(
    room: DeskRoom, changes: dict[str, str]
) -> None:
    asks(room, wipe(room, **changes))  # type: ignore[arg-type]
    assert room.all(CommandArrived) == []
    assert room.link.answers == [CommandDone(cmd_id="c1", ok=False, why="forged")]


@pytest.mark.parametrize("signature", ["", "!", base64.b64encode(bytes(64)).decode(), "AAAA"])
def test_a_wipe_without_a_signature_does_nothing(room: DeskRoom, signature: str) -> None:
    asks(room, Command(cmd_id="c1", kind="wipe", args={SIGNATURE: signature}))
    assert room.all(CommandArrived) == []


def test_what_may_be_lost_is_signed_too(room: DeskRoom) -> None:
    signed = wipe(room)
    asks(room, Command(cmd_id="c1", kind="wipe", args=dict(signed.args) | LOST_ANYWAY))
    assert room.all(CommandArrived) == []


def test_a_wipe_spares_what_the_hub_has_not_unless_it_may_be_lost(room: DeskRoom) -> None:
    room.does(Record(tag="1", facts=(StationErred(part="camera", what="lost"),)))
    room.does(WipeStation(command=wipe(room)))
    assert room.all(WipeRefused)
    assert room.link.answers[-1] == CommandDone(cmd_id="c1", ok=False, why="unsaved")
    assert room.record.exists()
    room.does(WipeStation(command=wipe(room, lost="anyway")))
    assert list(room.keep.folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["media", "drafts"])
def test_a_wipe_that_was_begun_is_finished_and_nothing_else_is_touched(tmp_path: Path, kind: str) -> None:
    folder, record = tmp_path / "data", tmp_path / "join.json"
    (folder / kind / "ab").mkdir(parents=True)
    for path in (record, folder / "station.db", folder / "staff.key", folder / kind / "ab" / "blob"):
        path.write_bytes(b"canary")
    assert not finish(folder, record)
    assert record.exists()
    (folder / MARK).touch()
    assert finish(folder, record)
    assert list(folder.iterdir()) == []
    assert not record.exists()
    assert folder.exists()


def test_every_kind_that_is_recorded_can_be_read_again(room: DeskRoom) -> None:
    kinds: tuple[Kind, ...] = ("identify", "rescan", "lock", "unlock", "restart", "rezone")
    for number, kind in enumerate(kinds):
        room.does(AnswerCommand(command=Command(cmd_id=str(number), kind=kind, args={"zone": "porch"})))
    answered = [fact.kind for fact in room.facts() if isinstance(fact, CommandAnswered)]
    assert tuple(answered) == kinds
    assert not room.store.commands.locked()
