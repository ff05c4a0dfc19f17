"""Drawing: strokes, pens, papers, a picture at the end, and going on with it elsewhere."""

import pytest
from msgspec.structs import replace

from classroom.drawing import Drawing
from classroom.facts import DraftParked, EvidenceHandedIn
from station.session.drawing import Draw, DrawingPainted, PaintDrawing, StrokeDrawn
from station.session.effects import JournalDraft
from station.session.events import CameraGone, DiskChanged
from station.session.state import Assess, Goodbye, HandedIn, Idle, Photo, Work
from station.views.drawing_shapes import DrawView
from station.views.work_shapes import AssessView, PhotoView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import JPEG, amal, bao

LINE = StrokeDrawn(points=(100, 100, 400, 500, 700, 100))
DOT = StrokeDrawn(points=(600, 450))


def at_the_easel() -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    station.taps = 0
    station.press("Draw")
    return station


def drawing_of(station: PlayedStation) -> Drawing:
    assert isinstance(station.screen, Draw)
    return station.screen.draft.drawing


def test_a_drawing_takes_four_taps_and_the_strokes() -> None:
    station = at_the_easel()
    station.post(LINE)
    for words in ("Ready", "Got it", "Hand in to Ms R"):
        station.press(words)
    assert isinstance(station.screen, HandedIn)
    assert station.screen.seq is not None
    assert station.taps == 4


def test_it_is_handed_in_as_a_picture() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.press("Ready")
    piece = station.shows(AssessView).piece
    assert (piece.icon, piece.words, piece.jpeg) == ("brush", "Your drawing", JPEG)
    station.press("Got it")
    station.press("Hand in to Ms R")
    record = station.world.records[-1]
    fact = record.facts[-1]
    assert isinstance(fact, EvidenceHandedIn)
    assert (fact.kind, record.file) == ("drawing", JPEG)


def test_every_stroke_is_kept_and_can_be_taken_back() -> None:
    station = at_the_easel()
    assert not station.shows(DrawView).done.enabled
    station.post(LINE)
    station.post(DOT)
    assert len(station.made(JournalDraft)) == 2
    station.press("Undo")
    assert [stroke.points for stroke in drawing_of(station).strokes] == [LINE.points]
    assert [draft.drawing for draft in station.world.journal.values()] == [drawing_of(station)]


def test_pens_are_chosen_and_stay() -> None:
    station = at_the_easel()
    station.press("orange")
    station.press("thick")
    station.post(LINE)
    (stroke,) = drawing_of(station).strokes
    assert (stroke.colour, stroke.width) == (3, 2)
    shown = station.shows(DrawView)
    assert [ink.choice.says for ink in (*shown.colours, *shown.widths) if ink.choice.chosen] == [
        "orange",
        "thick",
    ]
    assert (shown.page.colour, shown.page.width) == (shown.colours[3].colour, 28)


def test_a_page_is_cleared_only_when_she_is_sure() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.press("Clear all")
    shown = station.shows(DrawView)
    assert (shown.title, shown.page.pen, shown.colours) == ("Clear the whole page?", None, ())
    station.post(DOT)
    station.press("No, keep it")
    assert len(drawing_of(station).strokes) == 1, "nothing is drawn while she is asked"
    station.press("Clear all")
    station.press("Yes, clear it")
    assert drawing_of(station).strokes == ()
    assert not next(tool for tool in station.shows(DrawView).tools if tool.words == "Clear all").enabled


@pytest.mark.parametrize(
    ("words", "paper"), [("Squares", "grid"), ("Number line", "line"), ("Blank", "blank")]
)
def test_her_strokes_stay_on_another_paper(words: str, paper: str) -> None:
    station = at_the_easel()
    station.post(LINE)
    station.press("Paper")
    station.press(words)
    assert (drawing_of(station).paper, len(drawing_of(station).strokes)) == (paper, 1)


def test_she_draws_on_a_photo() -> None:
    station = at_the_easel()
    station.post(LINE)
    for words in ("Paper", "My photo", "Take the photo", "Again", "Take the photo", "Keep"):
        station.press(words)
    shown = station.shows(DrawView)
    assert (shown.page.drawing.paper, shown.page.photo, len(shown.page.drawing.strokes)) == ("photo", JPEG, 1)
    assert [draft.photo for draft in station.world.journal.values()] == [JPEG]
    station.press("Paper")
    station.press("Blank")
    assert station.shows(DrawView).page.photo == b""


def test_without_a_camera_she_comes_back_to_her_page() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.post(CameraGone())
    station.press("Paper")
    station.press("My photo")
    assert isinstance(station.screen, Photo)
    assert station.shows(PhotoView).instead == ()
    station.press("Back")
    assert len(drawing_of(station).strokes) == 1


def test_no_photo_paper_without_consent_or_below_the_floor_of_the_disk() -> None:
    station = PlayedStation()
    station.come_in(bao())
    for words in ("Keep going", "Draw", "Paper"):
        station.press(words)
    assert "My photo" not in [choice.words for choice in station.shows(DrawView).choices]
    other = at_the_easel()
    other.post(DiskChanged(photos_ok=False))
    other.press("Paper")
    assert "My photo" not in [choice.words for choice in other.shows(DrawView).choices]


def test_a_started_drawing_is_gone_on_with_stroke_by_stroke() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.press("Back")
    assert isinstance(station.screen, Work)
    station.press("Draw")
    station.post(DOT)
    station.press("Undo")
    station.press("Undo")
    assert drawing_of(station).strokes == ()


def test_back_from_her_claim_she_draws_on() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.press("Ready")
    station.press("Back")
    assert isinstance(station.screen, Draw)
    assert station.screen.draft.painted == b""
    assert station.screen.stage == "drawing"


def test_a_picture_that_could_not_be_made_is_said_and_nothing_is_lost() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.world.jpeg = b""
    station.press("Ready")
    assert station.shows(DrawView).error == "That did not work. Press Ready again."
    assert len(drawing_of(station).strokes) == 1


def test_a_picture_that_nobody_waits_for_is_not_kept() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.world.carry_out_later = True
    station.press("Ready")
    station.post(DrawingPainted(draft="another", jpeg=JPEG))
    assert isinstance(station.screen, Draw)
    assert station.screen.stage == "painting"
    station.post(LINE)
    assert len(drawing_of(station).strokes) == 1
    station.catch_up()
    assert isinstance(station.screen, Assess)
    assert len(station.made(PaintDrawing)) == 1


def test_a_drawing_nobody_touches_is_put_aside_and_comes_back_at_another_station() -> None:
    station = at_the_easel()
    station.post(LINE)
    station.post(DOT)
    station.press("Paper")
    station.press("Squares")
    drawn = drawing_of(station)
    station.wait(100)
    assert isinstance(station.screen, Goodbye | Idle)
    (parked,) = [fact for fact in station.world.facts() if isinstance(fact, DraftParked)]
    assert (parked.kind, len(drawn.strokes)) == ("drawing", 2)
    there = PlayedStation()
    (draft,) = station.world.journal.values()
    there.come_in(amal(), elsewhere=(replace(draft, zone="bench"),))
    there.press("You have one started. Go on?")
    assert drawing_of(there) == drawn
    there.press("Undo")
    assert drawing_of(there).strokes == drawn.strokes[:-1]
