"""A piece on its way: made, claimed, on disk, with the teacher, taken back."""

import pytest

from classroom.facts import EvidenceHandedIn, EvidenceWithdrawn, SelfAssessed
from station.session.effects import Record
from station.session.events import (
    Acknowledged,
    DiskChanged,
    LinkChanged,
    VisitorRefreshed,
)
from station.session.state import Assess, HandedIn, Work
from station.session.touches import HandInPressed, KindPicked, UndoPressed
from station.session.visitor import Visitor
from station.views.door_shapes import HelloView
from station.views.path_shapes import PathView
from station.views.work_shapes import AssessView, HandedInView, WorkView, WriteView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import JPEG, amal, bao, noor


def at_work() -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    return station


def photographed() -> PlayedStation:
    station = at_work()
    for words in ("Photo", "Take the photo", "Keep"):
        station.press(words)
    return station


def handed_in() -> PlayedStation:
    station = photographed()
    station.press("Got it")
    station.press("Hand in to Ms R")
    return station


def test_a_photo_is_handed_in_with_her_claim_before_it() -> None:
    station = handed_in()
    record = station.world.records[-1]
    claim, piece = record.facts
    assert isinstance(claim, SelfAssessed)
    assert isinstance(piece, EvidenceHandedIn)
    assert (claim.evidence, claim.claim) == (piece.evidence, 3)
    assert (piece.kind, piece.targets, piece.activity) == ("photo", ("G10",), "because-bridges")
    assert record.file == JPEG
    assert record.closes_drafts == piece.drafts
    assert station.world.journal == {}


def test_saved_here_shows_only_when_it_is_on_disk_and_two_ticks_when_the_hub_has_it() -> None:
    station = photographed()
    station.press("Got it")
    records = station.made(Record)
    station.world.carry_out_later = True
    station.press("Hand in to Ms R")
    assert isinstance(station.view, HandedInView)
    assert (station.view.ticks, station.view.status) == (0, "Saving …")
    assert station.view.undo is None
    assert not station.view.onward.enabled, "she sees what becomes of it"
    station.catch_up()
    assert (station.view.ticks, station.view.status) == (1, "Saved here")
    station.post(Acknowledged(upto=station.world.seq - 1))
    assert station.view.ticks == 1
    station.post(Acknowledged(upto=station.world.seq))
    assert (station.view.ticks, station.view.status) == (2, "Ms R has it")
    assert len(station.made(Record)) == len(records) + 1


def test_a_hand_in_shows_on_her_path_at_once_while_the_hub_is_away() -> None:
    station = PlayedStation()
    station.post(LinkChanged(live=False))
    station.come_in(amal())
    station.press("Solve ratio problems with a table")
    for words in ("Photo", "Take the photo", "Keep", "Nearly", "Hand in to Ms R", "Back to my path"):
        station.press(words)
    assert isinstance(station.view, PathView)
    card = next(card for card in station.view.now if card.title.startswith("Solve ratio"))
    assert card.line == "handed in · saved here"
    assert card.dots is not None
    assert (card.dots.filled, card.dots.asked) == (1, 2)


def test_nothing_is_handed_in_without_a_claim() -> None:
    station = photographed()
    assert isinstance(station.view, AssessView)
    assert not station.view.hand_in.enabled
    station.post(HandInPressed())
    assert isinstance(station.screen, Assess)
    station.press("Could teach")
    assert [card.choice.chosen for card in station.view.claims] == [False, False, False, True]
    assert station.view.hand_in.enabled


def test_writing_is_handed_in_as_text() -> None:
    station = at_work()
    station.press("Write")
    station.write("So it rained. Yes")
    assert isinstance(station.view, WriteView)
    assert station.view.text == "So it rained. Yes"
    station.press("Done")
    station.press("What was tricky?")
    station.write("Commas")
    station.press("Done")
    station.press("Nearly")
    station.press("Hand in to Ms R")
    claim, piece = station.world.records[-1].facts
    assert isinstance(claim, SelfAssessed)
    assert isinstance(piece, EvidenceHandedIn)
    assert (claim.claim, claim.tricky) == (2, "Commas")
    assert (piece.kind, piece.text) == ("writing", "So it rained. Yes")
    assert station.world.records[-1].file == b""


def test_no_photo_without_consent_and_none_below_the_floor_of_the_disk() -> None:
    station = PlayedStation()
    station.come_in(bao())
    station.press("Keep going")
    assert isinstance(station.view, WorkView)
    assert [choice.words for choice in station.view.evidence] == ["Write", "Draw"]
    station.post(KindPicked(kind="photo"))
    assert isinstance(station.screen, Work)
    other = at_work()
    other.post(DiskChanged(photos_ok=False))
    assert isinstance(other.view, WorkView)
    assert other.view.evidence_note == "Photos rest today. Try another way."
    other.post(KindPicked(kind="photo"))
    assert isinstance(other.screen, Work)


def test_a_young_learner_shows_three_hand_signs_and_no_keyboard() -> None:
    station = PlayedStation()
    station.come_in(noor())
    pictures = {shown.icon: choice for shown, choice in station.shows(HelloView).avatars}
    station.post(pictures["leaf"].event)
    station.press("Because Bridges")
    assert isinstance(station.view, WorkView)
    assert [choice.words for choice in station.view.evidence] == ["Photo", "Draw"]
    for words in ("Photo", "Take the photo", "Keep"):
        station.press(words)
    assert isinstance(station.view, AssessView)
    assert [card.choice.icon for card in station.view.claims] == ["hand-helping", "hand", "thumbs-up"]
    assert station.view.tricky is None


@pytest.mark.parametrize(("disk", "words"), [("full", "No room here."), ("broken", "That did not work.")])
def test_a_piece_that_cannot_be_saved_is_still_there_to_try_again(disk: str, words: str) -> None:
    station = photographed()
    station.press("Got it")
    station.world.disk = disk
    station.press("Hand in to Ms R")
    assert isinstance(station.view, HandedInView)
    assert station.view.failed
    assert station.view.error.startswith(words)
    assert station.view.piece.jpeg == JPEG
    first = station.made(Record)[-1]
    station.world.disk = "fine"
    station.press("Try again")
    assert station.view.status == "Saved here"
    second = station.world.records[-1]
    assert second.facts == first.facts, "the same piece under the same name"
    assert second.tag != first.tag


def test_a_visit_whose_key_could_not_be_made_is_tried_again_with_the_piece() -> None:
    station = PlayedStation()
    station.world.disk = "broken"
    station.come_in(amal())
    for words in ("Keep going", "Photo", "Take the photo", "Keep", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert isinstance(station.view, HandedInView)
    assert station.view.failed
    station.world.disk = "fine"
    station.press("Try again")
    assert station.view.status == "Saved here"


def test_undo_gives_the_piece_back_and_the_path_forgets_it() -> None:
    station = handed_in()
    station.press("Undo")
    withdrawn = station.world.facts()[-1]
    assert isinstance(withdrawn, EvidenceWithdrawn)
    assert isinstance(station.view, AssessView)
    assert station.view.piece.jpeg == JPEG
    assert [draft.photo for draft in station.world.journal.values()] == [JPEG]
    for words in ("Back", "Back", "Back"):
        station.press(words)
    assert isinstance(station.view, PathView)
    card = next(card for card in station.view.now if card.title.startswith("Join ideas"))
    assert card.line == "1 of 2 ways shown"
    assert station.view.started is not None


def test_undo_ends_when_somebody_begins_to_look() -> None:
    station = handed_in()
    assert isinstance(station.screen, HandedIn)
    evidence = station.screen.evidence
    piece = (
        amal()
        .pieces[0]
        .__class__(
            evidence=evidence, target="G10", kind="photo", day="2026-09-21", at_ms=1, state="in_review"
        )
    )
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(pieces=(piece,)))))
    assert isinstance(station.view, HandedInView)
    assert station.view.undo is None
    assert station.view.status == "Ms R looks at it now. It stays handed in."
    before = station.state
    station.post(UndoPressed())  # her finger was already on its way
    assert station.state.screen == before.screen


def test_what_waits_for_the_teacher_is_not_what_she_goes_on_with() -> None:
    station = handed_in()
    station.press("Back to my path")
    station.press("Keep going")
    assert station.shows(WorkView).i_can == "I can solve ratio problems with a table."


def test_news_from_before_the_hand_in_does_not_hide_it() -> None:
    station = handed_in()
    station.post(VisitorRefreshed(visitor=Visitor(document=amal())))
    station.press("Back to my path")
    card = next(card for card in station.shows(PathView).now if card.title.startswith("Join ideas"))
    assert card.line == "handed in · saved here"


def test_news_that_knows_of_the_hand_in_takes_its_place() -> None:
    station = handed_in()
    station.post(
        VisitorRefreshed(visitor=Visitor(document=amal(covers={"st-porch": ("e", station.world.seq)})))
    )
    station.press("Back to my path")
    card = next(card for card in station.shows(PathView).now if card.title.startswith("Join ideas"))
    assert card.line == "1 of 2 ways shown"
