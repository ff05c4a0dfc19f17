"""How many taps each job takes after the scan: the budget of the design, counted on real buttons."""

from classroom.documents import LearnerDocument
from classroom.facts import ReassessAsked
from station.session.state import Feedback, Goodbye, HandedIn, Path, Release, Work
from station.views.door_shapes import HelloView
from station.views.help_shapes import HandUpView
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, noor, room


def come_in(document: LearnerDocument | None = None) -> PlayedStation:
    station = PlayedStation()
    station.come_in(document or amal())
    return station


def test_her_path_takes_none_and_a_young_learner_one() -> None:
    assert isinstance(come_in().screen, Path)
    assert come_in().taps == 0
    young = come_in(noor())
    own = next(choice for shown, choice in young.shows(HelloView).avatars if shown.icon == "leaf")
    young.post(own.event)
    assert isinstance(young.screen, Path), "one tap"


def test_keep_going_takes_one() -> None:
    station = come_in()
    station.press("Keep going")
    assert isinstance(station.screen, Work)
    assert station.taps == 1


def test_choosing_something_else_and_starting_it_takes_at_most_two() -> None:
    station = come_in()
    station.press("Make clear who each pronoun stands for")
    assert isinstance(station.screen, Work)
    assert station.taps <= 2


def test_photo_evidence_takes_five_from_the_work_screen() -> None:
    station = come_in()
    station.press("Keep going")
    station.taps = 0
    for words in ("Photo", "Take the photo", "Keep", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert isinstance(station.screen, HandedIn)
    assert station.screen.seq is not None
    assert station.taps == 5


def test_writing_takes_four_and_the_words() -> None:
    station = come_in()
    station.press("Keep going")
    station.taps = 0
    station.press("Write")
    station.write("I joined them with so")
    for words in ("Done", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert isinstance(station.screen, HandedIn)
    assert station.taps == 4


def test_freeing_the_screen_takes_one() -> None:
    station = come_in()
    station.press("Keep going")
    station.taps = 0
    station.press("I'm off to work")
    assert isinstance(station.screen, Release)
    assert station.taps == 1


def test_the_newest_words_take_one_and_a_reply_two() -> None:
    station = come_in()
    mail = station.shows(PathView).mail
    assert mail is not None
    station.press(mail.says)
    assert isinstance(station.screen, Feedback)
    assert station.taps == 1
    station.press("Let's talk")
    assert station.taps == 2


def test_signing_out_takes_one_or_a_scan() -> None:
    station = come_in()
    station.press("Sign out")
    assert isinstance(station.screen, Goodbye)
    assert station.taps == 1
    other = come_in()
    other.scan("badge of amal")
    assert isinstance(other.screen, Goodbye)
    assert other.taps == 0


def test_asking_for_help_takes_at_most_two() -> None:
    station = come_in()
    station.press("I need help")
    station.press("I am stuck")
    assert station.shows(HandUpView).frame.hand.chosen
    assert station.taps == 2


def test_asking_to_show_again_takes_at_most_five() -> None:
    station = come_in()
    for words in (
        "See all",
        "Plot points in all four parts of a grid",
        "Show it again",
        "Tell it",
        "Ask Ms R",
    ):
        station.press(words)
    assert any(isinstance(fact, ReassessAsked) for fact in station.world.facts())
    assert station.taps == 5


def test_choosing_from_all_that_is_open_takes_two() -> None:
    station = come_in()
    station.press("Choose")
    station.press("Treasure Grid")
    assert isinstance(station.screen, Work)
    assert station.taps == 2


def test_another_language_for_this_visit_takes_three() -> None:
    station = PlayedStation(known=room(langs=("en", "es")))
    station.come_in(amal())
    for words in ("Me", "Language", "Español"):
        station.press(words)
    assert station.state.visit
    assert station.state.visit.lang == "es"
    assert station.taps == 3
