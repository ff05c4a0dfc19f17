"""Her path: three groups, in counts and places, without a level."""

from typing import Any

from msgspec.structs import replace

from classroom.documents import TargetLine
from classroom.facts import EvidenceHandedIn
from classroom.learner import Supports
from classroom.mastery import State
from classroom.path import NextLine, Reason
from station.session.events import RoomLoaded
from station.views.door_shapes import HelloView
from station.views.path import dots_of
from station.views.path_shapes import PathView
from station.views.shapes import Dots
from tests.unit.station.playing import PlayedStation, own, texts
from tests.unit.station.room import amal, bao, noor, room


def path_of(station: PlayedStation) -> PathView:
    return station.shows(PathView)


def shown(**changes: object) -> PathView:
    station = PlayedStation()
    station.come_in(amal(**changes))
    return path_of(station)


def line(state: State, **more: Any) -> TargetLine:
    return TargetLine(target="G10", state=state, pieces_asked=2, kinds_asked=2, days_asked=2, **more)


def test_the_three_groups_stand_there() -> None:
    path = shown()
    assert (path.mastered, path.mastered_words) == (2, "I can do these")
    assert [(card.title, card.line) for card in path.now] == [
        ("Join ideas with but, so, because or although", "1 of 2 ways shown"),
        ("Solve ratio problems with a table", "ready for you"),
        ("Plan a fair test and name what I change", "handed in · Ms R has it"),
    ]
    assert [(tile.title, tile.reason) for tile in path.next] == [
        ("Make clear who each pronoun stands for", "You planned it with Ms R"),
        ("Plot points in all four parts of a grid", "You picked it"),
    ]
    assert path.frame.subtitle == "Reading Porch"


def test_an_answer_that_she_has_not_read_marks_its_card_and_the_envelope() -> None:
    path = shown()
    assert [card.fresh for card in path.now] == ["new", "", ""]
    assert path.mail is not None
    assert (path.mail.words, path.mail.says) == ("1", "1 new from Ms R")


def test_a_level_or_not_yet_never_stands_on_the_path() -> None:
    for document in (amal(), bao(), noor()):
        station = PlayedStation()
        station.come_in(document)
        said = " ".join(texts(station.view)).lower()
        assert "not yet" not in said
        assert "look again" not in said
        assert "level" not in said


def test_empty_groups_have_a_kind_line() -> None:
    path = shown(lines=(), next=())
    assert path.now_empty == "Nothing here yet. Talk with Ms R."
    assert path.next_empty == "All that is open, you have begun. Well done."
    assert not path.keep_going.enabled
    picks = shown(lines=())
    assert picks.now_empty == "Nothing begun. Pick what you like from Next."


def test_more_than_three_in_now_stand_on_pages_of_two() -> None:
    station = PlayedStation()
    more = tuple(replace(one, state=State.NOW) for one in amal().lines[2:6])
    station.come_in(amal(lines=more))
    first = [card.title for card in path_of(station).now]
    station.press("More")
    second = [card.title for card in path_of(station).now]
    assert (len(first), len(second)) == (2, 2)
    assert not set(first) & set(second)
    station.press("More")
    assert [card.title for card in path_of(station).now] == first


def test_long_lines_leave_room_for_two_cards() -> None:
    known = room()
    framework = known.frameworks[0].framework
    long = tuple(
        replace(target, i_can={"en": "I can " + "say it in very many words " * 3})
        for target in framework.targets
    )
    documents = (replace(known.frameworks[0], framework=replace(framework, targets=long)),)
    station = PlayedStation()
    station.post(RoomLoaded(room=replace(known, frameworks=documents)))
    station.come_in(amal())
    assert len(path_of(station).now) == 2
    assert path_of(station).more_now is not None


def test_big_text_stands_one_card_a_page() -> None:
    path = shown(supports=Supports(scale=1.5))
    assert (len(path.now), len(path.next), path.frame.scale) == (1, 1, 1.5)


def test_a_young_learner_sees_three_pictures_and_at_most_three_stars() -> None:
    station = PlayedStation()
    station.come_in(noor())
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    path = path_of(station)
    assert [card.title for card in path.cards] == [
        "Because Bridges",
        "Ratio Table Bakery",
        "Paper Helicopter Test",
    ]
    assert [card.tone for card in path.cards] == ["now", "mastered", "next"]
    assert (path.stars, path.mail, path.aloud, path.frame.young) == (2, None, True, True)
    assert path.spoken == "Because Bridges. Ratio Table Bakery. Paper Helicopter Test."


def test_pictures_are_filled_up_from_next() -> None:
    station = PlayedStation()
    station.come_in(noor(lines=noor().lines[:4]))
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    assert len(path_of(station).cards) == 3


def test_every_reason_has_words() -> None:
    lines = tuple(
        NextLine(target=target, reason=reason, because="M02")
        for target, reason in zip(("G08", "M09", "M10", "G01", "W02"), Reason, strict=True)
    )
    station = PlayedStation()
    station.come_in(amal(next=lines, lines=()))
    reasons = []
    for _ in range(3):
        reasons += [tile.reason for tile in path_of(station).next]
        station.press("More")
    assert reasons == [
        "You picked it",
        "You planned it with Ms R",
        "Opens because you mastered M02",
        "Part of your goal",
        "Everyone meets this one",
    ]


def test_a_piece_that_the_hub_has_not_heard_of_is_saved_here() -> None:
    fact = EvidenceHandedIn(evidence="e", targets=("SC01",), kind="writing")
    for acknowledged, words in ((False, "handed in · saved here"), (True, "handed in · Ms R has it")):
        station = PlayedStation()
        station.come_in(amal(), own=own(fact, acknowledged=acknowledged))
        assert path_of(station).now[-1].line == words


def test_dots_tell_of_what_is_still_wanted_most() -> None:
    assert dots_of(line(State.NOW)) == Dots(filled=0, asked=2)
    assert dots_of(line(State.NOW, pieces=1, kinds=1, days=1)) == Dots(filled=1, asked=2)
    assert dots_of(line(State.NOW, pieces=2, kinds=1, days=2)) == Dots(filled=1, asked=2)
    assert dots_of(line(State.NOW, pieces=5, kinds=2, days=2)) == Dots(filled=2, asked=2)
    assert dots_of(TargetLine(target="x", state=State.NOW)) is None


def test_a_day_that_is_missing_is_said() -> None:
    path = shown(lines=(line(State.NOW, pieces=2, kinds=2, days=1),))
    assert path.now[0].line == "one more day to show it"
    twice = shown(
        lines=(TargetLine(target="G10", state=State.NOW, pieces=1, pieces_asked=3, kinds=1, kinds_asked=1),)
    )
    assert twice.now[0].line == "1 of 3 shown"
