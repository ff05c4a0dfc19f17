"""From her path to the table and back."""

from classroom.documents import OpenVisit
from classroom.facts import ChoiceMade, HelpOpened, VisitModeChanged
from station.session.effects import Forget, Record, Say
from station.session.effects import OpenVisit as OpenTheVisit
from station.session.events import LinkChanged, VisitStarted
from station.session.state import Idle, Path, Release, Work
from station.session.touches import NextPicked, OtherWayPressed, TargetPicked
from station.views.path_shapes import PathView
from station.views.work_shapes import WorkView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import FACE, amal, bao


def test_keep_going_opens_the_first_of_now_and_says_so_to_the_room() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    assert isinstance(station.view, WorkView)
    assert station.view.i_can == "I can join ideas with but, so, because or although."
    assert station.world.facts() == [
        VisitModeChanged(mode="at_screen", activity="because-bridges", target="G10")
    ]


def test_going_back_and_on_to_the_same_item_is_said_once() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.press("Back")
    station.press("Keep going")
    assert len(station.world.facts()) == 1


def test_off_to_work_frees_the_screen_and_the_same_badge_finds_her_place_again() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Solve ratio problems with a table")
    station.press("I'm off to work")
    assert isinstance(station.screen, Release)
    assert station.state.visit is None
    assert station.made(Forget) == [Forget(why="at_table", learner="amal")]
    station.wait(2.1)
    assert isinstance(station.screen, Idle)
    visit = station.made(OpenTheVisit)[0].visit
    here = OpenVisit(
        visit=visit, zone="porch", station=FACE.station, mode="at_table",
        target="M03", activity="ratio-table-bakery",
    )  # fmt: skip
    station.wait(600)
    station.come_in(amal(), here=here)
    assert isinstance(station.screen, Work)
    assert station.screen.item.target == "M03"
    modes = [fact.mode for fact in station.world.facts() if isinstance(fact, VisitModeChanged)]
    assert modes == ["at_screen", "at_table", "at_screen"]


def test_her_place_is_kept_for_another_station_too() -> None:
    station = PlayedStation()
    table = OpenVisit(visit="v", zone="bench", station="st-bench", mode="at_table", target="SC01")
    station.come_in(amal(visit=table))
    assert isinstance(station.screen, Work)
    assert station.screen.item.target == "SC01"
    assert len(station.made(OpenTheVisit)) == 1, "here it is a new visit"


def test_a_tile_of_next_starts_the_target_with_the_reason_that_she_saw() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Plot points in all four parts of a grid")
    assert station.world.facts() == [
        ChoiceMade(target="M09", activity="treasure-grid", reason="picked"),
        VisitModeChanged(mode="at_screen", activity="treasure-grid", target="M09"),
    ]


def test_what_she_started_stands_in_now_and_not_in_next() -> None:
    station = PlayedStation()
    station.come_in(bao())
    station.press("Plot points in all four parts of a grid")
    station.press("Back")
    assert isinstance(station.view, PathView)
    assert "Plot points in all four parts of a grid" not in [tile.title for tile in station.view.next]
    shown = [card.title for card in station.view.now]
    station.press("More")
    assert isinstance(station.view, PathView)
    shown += [card.title for card in station.view.now]
    assert "Plot points in all four parts of a grid" in shown


def test_keep_going_goes_on_with_what_she_did_last() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Solve ratio problems with a table")
    station.press("Back")
    station.press("Keep going")
    assert isinstance(station.screen, Work)
    assert station.screen.item.target == "M03"


def test_another_way_is_her_choice() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.press("Another way")
    assert isinstance(station.view, WorkView)
    assert station.view.frame.subtitle == "Although Dominoes · about 10 minutes"
    assert [choice.words for choice in station.view.evidence] == ["Write"], "the playlist asks for words here"


def test_a_touch_for_something_that_is_not_hers_does_nothing() -> None:
    station = PlayedStation()
    station.come_in(amal())
    for event in (TargetPicked(target="Z99"), NextPicked(target="Z99"), OtherWayPressed(activity="Z")):
        station.post(event)
        assert isinstance(station.screen, Path)
    station.press("Keep going")
    station.post(OtherWayPressed(activity="paper-helicopter"))
    assert isinstance(station.screen, Work)
    assert station.screen.item.activity == "because-bridges"


def test_steps_stand_three_a_page() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    assert isinstance(station.view, WorkView)
    assert [step.number for step in station.view.steps] == [1, 2, 3]
    station.press("More steps")
    assert [step.number for step in station.view.steps] == [4]
    assert station.view.later is None
    station.press("Earlier steps")
    assert [step.number for step in station.view.steps] == [1, 2, 3]


def test_a_row_speaks_when_it_is_pressed() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.press("Read them to a partner. Does the reason fit?")
    assert station.made(Say) == [Say(text="Read them to a partner. Does the reason fit?", lang="en")]


def test_facts_wait_in_order_until_the_visit_has_its_key() -> None:
    station = PlayedStation()
    station.world.slow = True
    station.come_in(amal())
    station.press("Keep going")
    station.press("I need help")
    station.press("I am stuck")
    assert station.made(Record) == []
    station.post(VisitStarted(visit=station.made(OpenTheVisit)[0].visit))
    assert [type(fact) for fact in station.world.facts()] == [VisitModeChanged, HelpOpened]


def test_who_leaves_before_the_key_is_there_loses_nothing() -> None:
    station = PlayedStation()
    station.world.slow = True
    station.come_in(amal())
    station.press("Keep going")
    station.press("Sign out")
    kinds = [type(effect).__name__ for effect in station.done]
    assert kinds[-4:] == ["Hush", "Record", "Record", "Forget"]


def test_a_banner_says_that_the_hub_is_away() -> None:
    station = PlayedStation()
    station.come_in(amal())
    assert isinstance(station.view, PathView)
    assert station.view.frame.banner == ""
    station.post(LinkChanged(live=False))
    assert station.view.frame.banner == "Saving here for now"
