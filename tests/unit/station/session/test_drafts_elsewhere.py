"""Pieces begun at other stations: offered like her own, gone on with, told apart, and not offered twice."""

import pytest
from msgspec.structs import replace

from classroom.facts import DraftDropped, DraftParked, DraftResumed, EvidenceHandedIn
from station.session.effects import Forget, JournalDraft, Record
from station.session.events import LinkChanged, VisitorRefreshed
from station.session.state import Goodbye, Started
from station.session.touches import DraftPicked
from station.session.visitor import DraftCard, Visitor
from station.views.door_shapes import HelloView
from station.views.path_shapes import PathView, StartedView
from station.views.work_shapes import AssessView, PhotoView, WorkView, WriteView
from tests.unit.station.playing import PlayedStation, own, texts
from tests.unit.station.room import DAY_MS, JPEG, NOW_MS, amal, noor

THERE = DraftCard(
    draft="d1", kind="writing", target="M03", activity="ratio-table-bakery", text="Half of",
    zone="bench", at_ms=NOW_MS - DAY_MS,
)  # fmt: skip
OTHER = replace(THERE, draft="d3", text="Half of a bridge", zone="garden", continues="d0", at_ms=NOW_MS - 5)
PICTURE = DraftCard(
    draft="d2", kind="photo", target="M03", activity="ratio-table-bakery", photo=JPEG, zone="bench", at_ms=NOW_MS
)  # fmt: skip
UNREAD = DraftCard(draft="d9", kind="photo", target="", zone="bench", at_ms=NOW_MS, away=True)
ONE = "You have one started. Go on?"


def come(*elsewhere: DraftCard, **more: object) -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal(), elsewhere=elsewhere, **more)
    return station


def test_a_piece_begun_elsewhere_is_offered_and_opened_like_one_of_here() -> None:
    station = come(THERE)
    station.press(ONE)
    assert station.shows(WriteView).text == "Half of"
    assert station.world.facts() == [DraftResumed(draft="d1")]


def test_what_she_only_looked_at_stays_as_it_is() -> None:
    station = come(THERE)
    station.press(ONE)
    station.press("Back")
    station.press("Back")
    assert station.made(JournalDraft) == []
    station.press(ONE)
    station.press("Sign out")
    assert not any(isinstance(fact, DraftParked) for fact in station.world.facts())


def test_the_first_letter_makes_a_draft_of_its_own_that_goes_on_with_the_other() -> None:
    station = come(THERE)
    station.press(ONE)
    station.write("a")
    (journalled,) = station.made(JournalDraft)
    assert (journalled.draft.text, journalled.draft.continues) == ("Half ofa", "d1")
    assert journalled.draft.draft != "d1"
    station.press("Sign out")
    parked = station.world.facts()[-2]
    expected = DraftParked(draft=journalled.draft.draft, kind="writing", continues="d1", target="M03")
    assert parked == expected


def test_the_letter_taken_back_is_journalled_too() -> None:
    station = come(THERE)
    station.press(ONE)
    station.write("a")
    station.press("Delete")
    assert [made.draft.text for made in station.made(JournalDraft)] == ["Half ofa", "Half of"]


def test_handing_in_ends_both_and_offers_neither_again() -> None:
    station = come(THERE)
    station.press(ONE)
    for words in ("Done", "Got it", "Hand in to Ms R"):
        station.press(words)
    piece = station.world.facts()[-1]
    assert isinstance(piece, EvidenceHandedIn)
    assert piece.drafts[-1] == "d1"
    assert len(piece.drafts) == 2
    station.press("Back to my path")
    assert station.shows(PathView).started is None


def test_a_text_that_she_empties_is_let_go_with_the_one_that_it_continues() -> None:
    station = come(replace(THERE, text="H"))
    station.press(ONE)
    station.press("Delete")
    station.press("Back")
    dropped = station.world.facts()[-1]
    assert isinstance(dropped, DraftDropped)
    assert dropped.continues == "d1"
    station.press("Back")
    assert station.shows(PathView).started is None


def test_another_picture_ends_the_old_one_only_when_it_is_kept() -> None:
    station = come(PICTURE)
    station.press(ONE)
    station.press("Again")
    station.press("Sign out")
    assert not any(isinstance(fact, DraftDropped | DraftParked) for fact in station.world.facts())
    station = come(PICTURE)
    station.world.jpeg = JPEG[::-1]
    for words in (ONE, "Again", "Take the photo", "Keep"):
        station.press(words)
    station.shows(AssessView)
    assert station.made(JournalDraft)[-1].draft.continues == "d2"


def test_a_picture_taken_again_but_not_kept_is_kept_for_her_when_she_goes() -> None:
    station = come(PICTURE)
    station.world.jpeg = JPEG[::-1]
    for words in (ONE, "Again", "Take the photo", "Sign out"):
        station.press(words)
    assert station.made(JournalDraft)[-1].draft.photo == JPEG[::-1]
    parked = station.world.facts()[-2]
    assert isinstance(parked, DraftParked)
    assert parked.continues == "d2"


def test_two_continuations_are_both_offered_and_told_apart() -> None:
    station = come(THERE, OTHER)
    station.press("You have 2 started.")
    shown = station.shows(StartedView)
    assert [(card.piece.text, card.where) for card in shown.drafts] == [
        ("Half of a bridge", "Garden Door · today"),
        ("Half of", "Make Bench · yesterday"),
    ]
    assert [card.icon for card in shown.drafts] == ["leaf", "hammer"]
    assert all(card.piece.text in card.choice.says for card in shown.drafts)
    station.post(shown.drafts[1].choice.event)
    assert station.shows(WriteView).text == "Half of"
    for words in ("Done", "Got it", "Hand in to Ms R", "Back to my path", ONE):
        station.press(words)
    assert station.shows(WriteView).text == "Half of a bridge"


def test_a_young_learner_gets_big_pictures_and_hears_which_is_which() -> None:
    station = PlayedStation()
    second = replace(PICTURE, draft="d4", zone="", at_ms=NOW_MS - 1)
    station.come_in(noor(), elsewhere=(PICTURE, second))
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    station.press("You have 2 started.")
    shown = station.shows(StartedView)
    assert [card.piece.jpeg for card in shown.drafts] == [JPEG, JPEG]
    assert shown.aloud
    assert "Make Bench · today" in shown.spoken
    assert "here · today" in shown.spoken


def test_more_than_a_page_turns_round() -> None:
    many = [replace(THERE, draft=f"x{place}", at_ms=NOW_MS - place) for place in range(4)]
    station = come(*many)
    station.press("You have 4 started.")
    assert len(station.shows(StartedView).drafts) == 3
    station.press("More")
    assert len(station.shows(StartedView).drafts) == 1
    station.press("More")
    assert len(station.shows(StartedView).drafts) == 3
    station.press("Back")
    station.shows(PathView)


def test_what_is_at_the_hub_alone_is_named_and_cannot_be_opened_yet() -> None:
    station = come(UNREAD)
    station.post(LinkChanged(live=False))
    station.press("You have one started.")
    (card,) = station.shows(StartedView).drafts
    assert (card.away, card.choice.enabled, card.title) == (
        "Comes when the hub is back.",
        False,
        "Your photo",
    )
    station.post(DraftPicked(draft="d9"))
    assert isinstance(station.screen, Started)
    station.post(LinkChanged(live=True))
    assert station.shows(StartedView).drafts[0].away == "It is on its way."
    station.post(
        VisitorRefreshed(visitor=Visitor(document=amal(), elsewhere=(replace(PICTURE, draft="d9"),)))
    )
    station.post(DraftPicked(draft="d9"))
    assert station.shows(PhotoView).jpeg == JPEG


def test_keep_going_passes_over_what_has_not_come() -> None:
    station = come(UNREAD, THERE)
    station.press("Keep going")
    assert station.shows(WriteView).text == "Half of"


def test_the_same_kind_for_the_same_item_goes_on_with_what_was_begun_elsewhere() -> None:
    station = come(THERE)
    station.press("Solve ratio problems with a table")
    assert station.shows(WorkView).note == "You have one started."
    station.press("Write")
    assert station.shows(WriteView).text == "Half of"


@pytest.mark.parametrize(
    "fact",
    [
        EvidenceHandedIn(evidence="e", targets=("M03",), kind="writing", drafts=("d2", "d1")),
        DraftDropped(draft="d1"),
        DraftDropped(draft="d2", continues="d1"),
        DraftParked(draft="d2", kind="writing", continues="d1"),
    ],
)
def test_her_own_later_facts_lie_over_what_the_hub_still_offers(fact: EvidenceHandedIn) -> None:
    station = come(THERE, own=own(fact))
    assert station.shows(PathView).started is None


def test_news_that_is_older_than_a_hand_in_on_its_way_to_the_disk_does_not_bring_the_draft_back() -> None:
    station = come(THERE)
    station.press(ONE)
    station.press("Done")
    station.press("Got it")
    station.world.carry_out_later = True
    station.press("Hand in to Ms R")
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(), elsewhere=(THERE,))))
    station.catch_up()
    station.press("Back to my path")
    assert station.shows(PathView).started is None


def test_a_draft_that_ended_elsewhere_is_not_offered_though_it_still_lies_here() -> None:
    station = PlayedStation()
    station.come_in(amal(drafts_ended=("d1",)), drafts=(replace(THERE, zone=""),))
    assert station.shows(PathView).started is None


def test_a_copy_of_a_draft_of_here_is_not_offered_beside_it() -> None:
    station = come(THERE, drafts=(replace(THERE, zone="", text="Half of it here"),))
    station.press(ONE)
    assert station.shows(WriteView).text == "Half of it here"


def test_what_goes_on_here_hides_what_it_goes_on_with_there() -> None:
    here = replace(THERE, draft="d2", continues="d1", zone="", text="Half of it here")
    station = come(THERE, drafts=(here,))
    station.press(ONE)
    assert station.shows(WriteView).text == "Half of it here"


def test_nothing_of_a_piece_from_elsewhere_stays_after_goodbye() -> None:
    station = come(THERE, PICTURE)
    station.press("Sign out")
    assert isinstance(station.screen, Goodbye)
    assert "Half of" not in repr(station.state)
    assert repr(JPEG) not in repr(station.state)
    assert not any("Half" in text for text in texts(station.view))


def test_silence_parks_the_page_that_goes_on_with_another() -> None:
    station = come(THERE)
    station.press(ONE)
    station.write("a")
    station.wait(200)
    parked = [fact for fact in station.world.facts() if isinstance(fact, DraftParked)]
    assert [fact.continues for fact in parked] == ["d1"]
    last = [effect for effect in station.done if isinstance(effect, JournalDraft | Record | Forget)][-4:]
    assert [type(effect) for effect in last] == [JournalDraft, Record, Record, Forget], "the keys go last"
