"""A half-finished piece: kept at every change, offered again, let go when it is empty."""

from classroom.facts import DraftDropped, DraftParked, DraftResumed, EvidenceHandedIn, VisitClosed
from station.session.effects import JournalDraft
from station.session.state import Assess, Photo, Work, Write
from station.session.visitor import DraftCard
from station.views.path_shapes import PathView
from station.views.work_shapes import PhotoView, WorkView, WriteView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import JPEG, amal

TEXT = DraftCard(draft="d1", kind="writing", target="M03", activity="ratio-table-bakery", text="Half of")
PICTURE = DraftCard(draft="d2", kind="photo", target="M03", activity="ratio-table-bakery", photo=JPEG)


def writing() -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.press("Write")
    return station


def test_every_letter_is_journalled() -> None:
    station = writing()
    station.write("Hi")
    assert [effect.draft.text for effect in station.made(JournalDraft)] == ["H", "Hi"]
    assert len({effect.draft.draft for effect in station.made(JournalDraft)}) == 1


def test_a_draft_is_offered_on_the_path_and_keep_going_opens_it() -> None:
    station = PlayedStation()
    station.come_in(amal(), drafts=(TEXT,))
    started = station.shows(PathView).started
    assert started is not None
    assert started.words == "You have one started. Go on?"
    station.press("Keep going")
    assert station.shows(WriteView).text == "Half of"
    assert station.world.facts() == [DraftResumed(draft="d1")]


def test_a_picture_that_was_put_aside_can_be_kept_at_once() -> None:
    station = PlayedStation()
    station.come_in(amal(), drafts=(PICTURE,))
    station.press("You have one started. Go on?")
    assert station.shows(PhotoView).jpeg == JPEG
    for words in ("Keep", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert station.world.records[-1].file == JPEG
    assert "d2" in station.world.records[-1].closes_drafts
    station.press("Back to my path")
    assert station.shows(PathView).started is None


def test_of_several_drafts_the_newest_is_offered() -> None:
    station = PlayedStation()
    station.come_in(amal(), drafts=(PICTURE, TEXT))
    station.press("Keep going")
    assert station.shows(PhotoView).jpeg == JPEG
    station.press("Back")
    station.press("Write")
    station.write(" newer")
    station.press("Back")
    station.press("Back")
    station.press("Keep going")
    assert station.shows(WriteView).text.endswith("newer")


def test_the_same_kind_for_the_same_item_goes_on_with_the_draft() -> None:
    station = PlayedStation()
    station.come_in(amal(), drafts=(TEXT,))
    station.press("Solve ratio problems with a table")
    assert station.shows(WorkView).note == "You have one started."
    station.press("Write")
    assert station.shows(WriteView).text == "Half of"


def test_going_back_parks_words_and_drops_emptiness() -> None:
    station = writing()
    station.write("Hi")
    station.press("Back")
    assert isinstance(station.screen, Work)
    assert isinstance(station.world.facts()[-1], DraftParked)
    station.press("Write")
    assert isinstance(station.world.facts()[-1], DraftResumed)
    station.press("Delete")
    station.press("Delete")
    station.press("Back")
    assert isinstance(station.world.facts()[-1], DraftDropped)
    assert station.world.journal == {}


def test_nothing_is_said_of_a_page_on_which_nothing_was_written() -> None:
    station = writing()
    before = station.world.facts()
    station.press("Back")
    assert station.world.facts() == before


def test_a_kept_picture_stays_until_another_one_is_kept() -> None:
    station = PlayedStation()
    station.come_in(amal())
    for words in ("Keep going", "Photo", "Take the photo", "Keep", "Back"):
        station.press(words)
    assert isinstance(station.screen, Photo)
    (kept,) = station.world.journal
    station.press("Again")
    assert station.world.facts()[-1] == DraftParked(draft=kept, kind="photo", target="G10")
    assert list(station.world.journal) == [kept]
    station.world.jpeg = JPEG[::-1]
    for words in ("Take the photo", "Keep"):
        station.press(words)
    (other,) = station.world.journal
    assert other != kept
    for words in ("Got it", "Hand in to Ms R"):
        station.press(words)
    piece = station.world.facts()[-1]
    assert isinstance(piece, EvidenceHandedIn)
    assert piece.drafts == (other, kept)
    assert station.world.journal == {}


def test_a_draft_of_a_kind_that_is_gone_opens_as_what_it_holds() -> None:
    station = PlayedStation()
    station.come_in(amal(), drafts=(DraftCard(draft="d", kind="hologram", target="M03", text="words"),))
    station.press("Keep going")
    assert isinstance(station.screen, Write)


def test_what_was_tricky_is_not_part_of_the_piece() -> None:
    station = writing()
    station.write("Hi")
    station.press("Done")
    station.press("Got it")
    station.press("What was tricky?")
    station.write("Commas")
    station.press("Back")
    assert isinstance(station.screen, Assess)
    assert (station.screen.tricky, station.screen.claim) == ("Commas", 3)
    station.press("Hand in to Ms R")
    piece = station.world.facts()[-1]
    assert isinstance(piece, EvidenceHandedIn)
    assert piece.text == "Hi"


def test_a_page_that_was_emptied_is_dropped_when_she_goes() -> None:
    station = writing()
    station.write("H")
    station.press("Delete")
    station.press("Sign out")
    dropped, closed = station.world.facts()[-2:]
    assert isinstance(dropped, DraftDropped)
    assert isinstance(closed, VisitClosed)
    assert station.world.journal == {}


def test_a_page_of_spaces_never_was() -> None:
    station = writing()
    station.write("   ")
    station.press("Sign out")
    assert station.made(JournalDraft) == []
