"""What the hub asks of a station: at once where it hurts nobody, else when nobody is hurt any more."""

import pytest

from classroom.commands import LOST_ANYWAY, Command, Kind
from station.session import effects as ask
from station.session import events as happened
from station.session.commanding import NAMED_S
from station.session.touches import DoorPressed
from station.views.door_shapes import EmptyingView, GoodbyeView, IdleView, NamedView, RestsView
from station.views.help_shapes import HandUpView
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal

LATER_S = 600.0


class Asked(PlayedStation):
    """A station whose hub asks for things."""

    def hub_asks(self, kind: Kind, args: dict[str, str] | None = None, lasts_s: float = LATER_S) -> Command:
        command = Command(cmd_id=f"c{len(self.done)}", kind=kind, args=args or {})
        self.post(happened.CommandArrived(command=command, until_s=self.now_s + lasts_s))
        return command

    def answers(self) -> list[tuple[Kind, str]]:
        return [(one.command.kind, one.why) for one in self.made(ask.AnswerCommand)]

    def at_work(self) -> None:
        self.come_in(amal())
        self.shows(PathView)


@pytest.fixture
def station() -> Asked:
    return Asked()


def test_a_station_that_is_to_be_found_says_its_name_and_blinks_for_ten_seconds(station: Asked) -> None:
    station.hub_asks("identify")
    assert station.shows(NamedView).words.endswith(station.state.face.station)
    assert station.made(ask.BlinkLight) == [ask.BlinkLight(seconds=NAMED_S)]
    station.wait(NAMED_S + 0.1)
    station.shows(IdleView)
    assert station.answers() == [("identify", "")]


def test_whoever_works_goes_on_working_at_a_station_that_is_to_be_found(station: Asked) -> None:
    station.at_work()
    station.hub_asks("identify")
    assert station.state.face.station in station.shows(PathView).frame.banner
    station.wait(NAMED_S + 0.1)
    assert station.shows(PathView).frame.banner == ""


def test_a_zone_that_rests_lets_nobody_in_until_it_does_not(station: Asked) -> None:
    station.hub_asks("lock")
    assert station.shows(RestsView).title == "This zone rests now."
    station.come_in(amal())
    station.shows(RestsView)
    assert station.state.visit is None
    assert station.made(ask.Forget)[-1].learner == "amal"
    station.hub_asks("unlock")
    station.wait(5)
    station.come_in(amal())
    station.shows(PathView)
    assert station.answers() == [("lock", ""), ("unlock", "")]


def test_a_station_that_was_locked_is_locked_after_a_restart(station: Asked) -> None:
    station.post(happened.LockFound())
    station.shows(RestsView)


def test_a_lock_parks_who_is_here_but_not_while_something_of_hers_is_being_saved(station: Asked) -> None:
    station.at_work()
    assert station.state.visit is not None
    station.world.carry_out_later = True
    station.press("I need help")
    station.press("I am stuck")
    station.hub_asks("lock")
    station.shows(HandUpView)
    assert station.answers() == []
    station.catch_up()
    station.shows(RestsView)
    assert station.world.facts()[-1].__class__.__name__ == "VisitClosed"
    assert station.answers() == [("lock", "")]


@pytest.mark.parametrize("kind", ["restart", "rezone", "wipe"])
def test_nobody_is_thrown_out_for_it(station: Asked, kind: Kind) -> None:
    station.at_work()
    station.hub_asks(kind, {"zone": "cave"} if kind == "rezone" else {})
    station.wait(10)
    assert station.answers() == []
    assert not station.state.wiping
    station.post(DoorPressed())
    station.shows(EmptyingView if kind == "wipe" else GoodbyeView)
    assert [one.__class__ for one in station.done][-1] in {ask.EndStation, ask.AnswerCommand, ask.WipeStation}


def test_what_comes_too_late_is_answered_for(station: Asked) -> None:
    station.at_work()
    station.hub_asks("restart", lasts_s=5)
    station.wait(6)
    assert station.answers() == [("restart", "busy")]
    station.post(DoorPressed())
    assert station.made(ask.EndStation) == []


def test_a_restart_is_answered_before_it_happens(station: Asked) -> None:
    station.hub_asks("restart")
    assert [type(one) for one in station.done[-2:]] == [ask.AnswerCommand, ask.EndStation]


def test_a_station_that_moves_stands_in_its_new_zone(station: Asked) -> None:
    station.hub_asks("rezone", {"zone": "cave"})
    assert station.state.face.zone == "cave"


def test_a_wipe_that_may_lose_things_does_not_wait_for_anybody(station: Asked) -> None:
    station.at_work()
    station.hub_asks("wipe", dict(LOST_ANYWAY))
    station.shows(EmptyingView)
    assert station.world.facts()[-1].__class__.__name__ == "VisitClosed"
    assert len(station.made(ask.WipeStation)) == 1
    station.come_in(amal())
    station.shows(EmptyingView)
    assert station.state.visit is None


def test_a_wipe_that_was_refused_leaves_everything_as_it_was(station: Asked) -> None:
    station.hub_asks("wipe")
    station.post(happened.WipeRefused())
    station.shows(IdleView)
    station.come_in(amal())
    station.shows(PathView)


def test_what_this_station_cannot_do_is_said(station: Asked) -> None:
    station.hub_asks("update")
    assert station.answers() == [("update", "unknown")]


def test_asking_for_documents_anew_asks_for_all(station: Asked) -> None:
    station.hub_asks("rescan")
    assert station.made(ask.AskFeed) == [ask.AskFeed(anew=True)]


def test_a_child_is_let_in_for_the_hub_where_nobody_is(station: Asked) -> None:
    command = station.hub_asks("admit", {"learner": "amal", "by": "ms-r", "key": "Ym94"})
    assert station.made(ask.LetIn) == [ask.LetIn(command=command)]
    assert station.answers() == []


def test_who_is_let_in_waits_until_the_screen_is_free(station: Asked) -> None:
    station.at_work()
    station.hub_asks("admit", {"learner": "bao", "by": "ms-r", "key": "Ym94"}, lasts_s=60)
    assert station.made(ask.LetIn) == []
    station.post(DoorPressed())
    assert len(station.made(ask.LetIn)) == 1


def test_a_screen_that_does_not_become_free_lets_nobody_else_in(station: Asked) -> None:
    station.at_work()
    station.hub_asks("admit", {"learner": "bao", "by": "ms-r", "key": "Ym94"}, lasts_s=30)
    station.wait(31)
    assert station.made(ask.LetIn) == []
    assert station.answers() == [("admit", "busy")]


def test_a_zone_that_rests_lets_nobody_in_for_the_hub_either(station: Asked) -> None:
    station.hub_asks("lock")
    station.hub_asks("admit", {"learner": "bao", "by": "ms-r", "key": "Ym94"}, lasts_s=30)
    station.wait(31)
    assert station.answers() == [("lock", ""), ("admit", "busy")]
