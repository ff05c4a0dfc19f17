"""A station without a room: a code is scanned or typed, pictures are compared, somebody at the hub decides."""

import pytest

from classroom.wire.claims import LONGEST, Claim, encode_claim, in_groups
from classroom.wire.enrolling import PICTURES
from station.session.events import CameraBack, CameraGone, CodesSeen, Event
from station.session.joining import (
    GiveUp,
    LetIn,
    Newcomer,
    NotLetIn,
    PicturesCame,
    StopPressed,
    ToDo,
    Trouble,
    TryCode,
    TypeCodePressed,
    arrived,
)
from station.session.touches import BackPressed, Backspaced, KeysTurned, KeyTyped, Touch, WritingDone
from station.views.joining import TROUBLES, JoinKeysView, JoinView, joining_view
from station.views.joining_words import JOINING_PHRASES, Pictured, picture_words

CODE = encode_claim(
    Claim(room="0" * 16, hosts=("10.0.0.2",), port=8600, fingerprint=b"f" * 32, secret=b"s" * 16)
)
OTHER = CODE.replace("10.0.0.2", "10.0.0.3")
THREE = ("bell", "moon", "tent")


def after(*events: Event) -> tuple[Newcomer, list[ToDo]]:
    state, done = Newcomer(), list[ToDo]()
    for event in events:
        state, todo = arrived(state, event)
        done += todo
    return state, done


SCANNED = CodesSeen(texts=(CODE,))
TYPED = (TypeCodePressed(), *(KeyTyped(text=letter) for letter in CODE), WritingDone())


def test_a_code_before_the_camera_is_tried_and_leads_in() -> None:
    state, todo = after(SCANNED)
    assert (state.stage, todo) == ("looking", [TryCode(text=CODE)])
    state, _ = after(SCANNED, PicturesCame(pictures=THREE))
    assert [shown.words for shown in shown_on(state).pictures] == ["Bell", "Moon", "Tent"]
    state, _ = after(SCANNED, PicturesCame(pictures=THREE), LetIn())
    assert state.stage == "in"
    assert shown_on(state).title == "Welcome! It begins in a moment."


def shown_on(state: Newcomer) -> JoinView:
    view = joining_view(state)
    assert isinstance(view, JoinView)
    return view


def test_a_code_that_is_typed_key_by_key_is_tried_too() -> None:
    state, todo = after(*TYPED)
    assert (state.stage, todo) == ("looking", [TryCode(text=CODE)])
    assert state.typed == ""


def test_a_code_may_be_typed_in_the_groups_in_which_it_is_shown() -> None:
    state, todo = after(TypeCodePressed(), KeyTyped(text=in_groups(CODE).lower()), WritingDone())
    assert state.stage == "looking"
    assert todo == [TryCode(text=in_groups(CODE).lower())]


@pytest.mark.parametrize("texts", [("WS1.AAAA",), ("https://example.org",), (CODE, OTHER), ()])
def test_any_other_code_is_told_and_nothing_is_tried(texts: tuple[str, ...]) -> None:
    state, todo = after(CodesSeen(texts=texts))
    assert todo == []
    assert shown_on(state).error == "That is not a hub's code. Try again."


def test_what_is_typed_and_is_no_code_stays_to_be_mended() -> None:
    state, todo = after(TypeCodePressed(), KeyTyped(text="WSJ1 x"), WritingDone())
    assert todo == []
    assert (state.stage, state.typed, state.trouble) == ("type", "WSJ1 x", "code")
    state, _ = arrived(state, Backspaced())
    assert (state.typed, state.trouble) == ("WSJ1 ", "")


@pytest.mark.parametrize("why", [why for why in TROUBLES if why != "code"])
def test_each_way_to_fail_has_words_and_leads_back_to_the_camera(why: Trouble) -> None:
    state, _ = after(SCANNED, NotLetIn(why=why))
    assert state.stage == "scan"
    assert shown_on(state).error


def test_a_code_that_failed_is_not_tried_again_because_it_still_hangs_there() -> None:
    state, todo = after(SCANNED, NotLetIn(why="old"), SCANNED, SCANNED)
    assert len(todo) == 1
    assert state.trouble == "old"
    state, todo = after(SCANNED, NotLetIn(why="old"), CodesSeen(texts=(OTHER,)))
    assert todo[-1] == TryCode(text=OTHER)


def test_whoever_stops_ends_the_talk() -> None:
    for events in ((SCANNED,), (SCANNED, PicturesCame(pictures=THREE))):
        state, todo = after(*events, StopPressed())
        assert (state.stage, state.pictures, todo[-1]) == ("scan", (), GiveUp())


def test_what_comes_of_a_talk_that_is_over_changes_nothing() -> None:
    state, _ = after(SCANNED, StopPressed())
    for late in (PicturesCame(pictures=THREE), LetIn(), NotLetIn(why="away")):
        assert arrived(state, late) == (state, ())


def test_no_second_code_is_tried_while_one_is() -> None:
    _, todo = after(SCANNED, CodesSeen(texts=(OTHER,)))
    assert len(todo) == 1


def test_nobody_is_in_before_the_pictures_were_shown() -> None:
    state, _ = after(SCANNED, LetIn())
    assert state.stage == "looking"


def test_without_a_camera_the_screen_says_to_type() -> None:
    state, _ = after(CameraGone())
    assert (shown_on(state).live, shown_on(state).hint) == (False, "No camera sees here. Type the code.")
    state, _ = arrived(state, CameraBack())
    assert shown_on(state).live


def test_keys_are_pressed_back_and_forth() -> None:
    state, _ = after(TypeCodePressed(), KeyTyped(text="a"), KeysTurned(to="signs"))
    assert (state.typed, state.layer) == ("a", "signs")
    assert isinstance(joining_view(state), JoinKeysView)
    state, _ = arrived(state, BackPressed())
    assert (state.stage, state.typed) == ("scan", "")
    state, _ = after(KeyTyped(text="W"))
    assert (state.stage, state.typed) == ("type", "W")


def test_nobody_types_for_ever() -> None:
    state, _ = after(*(KeyTyped(text="A" * 100) for _ in range(10)))
    assert len(state.typed) == LONGEST


def test_a_touch_that_means_nothing_here_changes_nothing() -> None:
    for events in ((), (SCANNED,), (TypeCodePressed(),)):
        state, _ = after(*events)
        assert arrived(state, Touch()) == (state, ())


def test_the_code_itself_is_on_no_screen_but_where_it_is_typed() -> None:
    for state in (after(SCANNED)[0], after(*TYPED)[0], after(SCANNED, NotLetIn(why="old"))[0]):
        assert CODE.split()[-1] not in repr(joining_view(state))


def test_every_picture_has_a_name_and_no_sentence_is_long() -> None:
    assert {picture_words(picture) for picture in PICTURES} == set(Pictured)
    assert [picture_words(one).value for one in PICTURES] == [one.capitalize() for one in PICTURES], (
        "as the hub says"
    )
    assert [phrase for phrase in JOINING_PHRASES if len(phrase.value.split()) > 10] == []
