"""How the station is, on its real disk: visits, what waits, how old the badge list is; a rest over a restart."""

from pathlib import Path

from classroom.commands import Command
from classroom.facts import VisitClosed, VisitModeChanged
from station.session import effects as ask
from station.session.events import CommandArrived, HealthTold, LockFound
from station.store.keep import Keep
from station.sync.news import LinkTurned
from tests.unit.station.perform.desks import DeskRoom, desk_room

HOUR_MS = 3_600_000


def _health(room: DeskRoom) -> HealthTold:
    room.does(ask.LookAround())
    return room.last(HealthTold)


def test_visits_that_are_open_here_are_told_and_one_at_the_table_can_be_ended(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        child = room.enters()
        learner = child.document.learner
        room.does(
            ask.Record(tag="1", facts=(VisitModeChanged(mode="at_table"),), visit="v1", learner=learner),
            ask.Forget(learner=learner, why="at_table"),
        )
        told = _health(room).visits
        assert [(one.visit, one.learner, one.mode) for one in told] == [("v1", learner, "at_table")]
        room.does(ask.Record(tag="2", facts=(VisitClosed(reason="staff"),), visit="v1", learner=learner))
        assert _health(room).visits == ()
        assert VisitClosed(reason="staff") in room.facts()


def test_what_waits_for_the_hub_is_counted_with_the_time_of_the_oldest(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        assert (_health(room).waiting, _health(room).oldest_ms) == (0, None)
        room.enters()
        told = _health(room)
        assert told.waiting == 1
        assert told.oldest_ms == room.ticker.wall_ms
        assert told.free > 0


def test_the_badge_list_is_as_at_the_hub_while_it_is_there_and_grows_old_without_it(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        assert _health(room).badges_ms is None
        room.desk.hear(LinkTurned(live=True))
        room.ticker.pass_ms(HOUR_MS)
        assert _health(room).badges_ms == room.ticker.wall_ms
        room.ticker.pass_ms(1_000)
        room.desk.hear(LinkTurned(live=False))
        left_ms = room.ticker.wall_ms
        room.ticker.pass_ms(50 * HOUR_MS)
        assert _health(room).badges_ms == left_ms
        folder = room.keep.folder
    with desk_room(folder) as room:
        assert _health(room).badges_ms == left_ms, "over a restart too"


def test_a_clock_that_nobody_set_dates_no_badge_list(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        room.ticker.wall_ms = 5_000
        room.desk.hear(LinkTurned(live=True))
        assert _health(room).badges_ms is None


def test_a_zone_that_a_grown_up_let_rest_rests_after_a_restart_until_it_is_opened(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        room.does(ask.LockStation(locked=True, as_="here-1"))
    with desk_room(tmp_path) as room:
        room.desk.begin()
        assert room.all(LockFound)
        room.does(ask.LockStation(locked=False, as_="here-2"))
    with desk_room(tmp_path) as room:
        room.desk.begin()
        assert not room.all(LockFound)


def test_the_last_word_counts_whether_hub_or_grown_up_said_it(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        room.does(ask.AnswerCommand(command=Command(cmd_id="c1", kind="lock")))
        room.does(ask.LockStation(locked=False, as_="here-1"))
        assert not room.store.commands.locked()
        room.does(ask.AnswerCommand(command=Command(cmd_id="c2", kind="lock")))
        assert room.store.commands.locked()
        assert not room.all(CommandArrived)


def test_how_loud_it_speaks_outlasts_a_restart(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        assert room.store.habits.volume() == 3
        room.does(ask.SetVolume(level=5))
    store = Keep(tmp_path).open()
    assert store.habits.volume() == 5
    store.close()


def test_leaving_the_kiosk_ends_the_program_without_a_wish_to_begin_anew(tmp_path: Path) -> None:
    with desk_room(tmp_path) as room:
        room.does(ask.LeaveKiosk())
        assert room.ended == [0]
