"""What grown-ups answered: read in one tap, replied to in two, worked on in a next try."""

import pytest

from classroom.documents import FeedbackCard, FeedbackLine, LearnerDocument
from classroom.facts import EvidenceHandedIn, FeedbackReplied, FeedbackSeen, VisitModeChanged
from station.session.effects import FetchMedia
from station.session.events import MediaAway, MediaReady, VisitorRefreshed
from station.session.state import Path
from station.session.touches import NextTryPressed, PageTurned
from station.session.visitor import Visitor
from station.views.path_shapes import FeedbackView, PathView
from station.views.work_shapes import WorkView
from tests.unit.station.playing import PlayedStation, own
from tests.unit.station.room import DAY_MS, JPEG, NOW_MS, amal, bao


def reading(document: LearnerDocument | None = None) -> PlayedStation:
    station = PlayedStation()
    station.come_in(document or amal())
    mail = station.shows(PathView).mail
    assert mail is not None
    station.post(mail.event)
    return station


def older(**more: bool) -> FeedbackCard:
    line = FeedbackLine(feedback="fb-0", kind="next", text="Show it on another day.")
    return FeedbackCard(evidence="ev-older", by="Mr T", at_ms=NOW_MS - 9 * 86_400_000, lines=(line,), **more)


def test_the_newest_answer_opens_and_is_seen_once() -> None:
    station = reading()
    shown = station.shows(FeedbackView)
    assert [(line.title, line.words) for line in shown.lines] == [
        ("Glow", "Your although gives a clear reason."),
        ("Grow", "Try one bridge with so."),
    ]
    assert shown.frame.subtitle == "From Ms R · today"
    assert (shown.piece.jpeg, shown.piece.words, shown.tries) == (JPEG, "Your photo", "tries: 1")
    station.press("Back")
    mail = station.shows(PathView).mail
    assert mail is not None
    assert mail.words == ""
    station.post(mail.event)
    assert station.world.facts() == [FeedbackSeen(feedback="fb-1"), FeedbackSeen(feedback="fb-2")]


def test_the_small_picture_is_fetched_once() -> None:
    station = reading()
    station.press("Back")
    mail = station.shows(PathView).mail
    assert mail is not None
    station.post(mail.event)
    assert [effect.media.media for effect in station.made(FetchMedia)] == ["small"]


def test_a_picture_of_somebody_else_is_not_kept() -> None:
    station = reading()
    station.post(MediaReady(media="of-another", data=b"secret"))
    station.post(MediaAway(media="small"))
    assert b"secret" not in repr(station.state).encode()


def test_an_unread_answer_opens_before_a_newer_one_that_was_read() -> None:
    newest = (
        amal()
        .feedback[0]
        .__class__(evidence="ev-old", by="Ms R", at_ms=NOW_MS, lines=amal().feedback[0].lines, seen=True)
    )
    station = reading(amal(feedback=(newest, older())))
    assert station.shows(FeedbackView).frame.subtitle == "From Mr T · 12 Sep"
    assert station.shows(FeedbackView).page == "2 of 2"


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "yesterday"), (3, "Friday"), (6, "Tuesday"), (9, "12 Sep")]
)
def test_a_day_is_said_as_one_says_it(days: int, words: str) -> None:
    card = FeedbackCard(evidence="ev-old", by="Mr T", at_ms=NOW_MS - days * DAY_MS)
    assert reading(amal(feedback=(card,))).shows(FeedbackView).frame.subtitle == f"From Mr T · {words}"


def test_pages_turn_from_newer_to_older_and_stop_at_the_ends() -> None:
    station = reading(amal(feedback=(amal().feedback[0], older())))
    assert station.shows(FeedbackView).newer is None
    station.press("Older")
    assert station.shows(FeedbackView).older is None
    station.post(PageTurned(what="feedback", by=1))
    station.press("Newer")
    assert station.shows(FeedbackView).page == "1 of 2"


def test_a_reply_takes_one_tap_and_goes_to_the_line_that_asks_for_something() -> None:
    station = reading()
    station.press("I'll try")
    station.press("I'll try")
    replies = [fact for fact in station.world.facts() if isinstance(fact, FeedbackReplied)]
    assert replies == [FeedbackReplied(feedback="fb-2", reply="try")]
    shown = station.shows(FeedbackView)
    assert [choice.chosen for choice in shown.replies] == [True, False, False]
    assert shown.replied == "Ms R will read that."


def test_a_reply_of_the_last_visit_is_still_marked() -> None:
    station = PlayedStation()
    station.come_in(amal(), own=own(FeedbackReplied(feedback="fb-2", reply="talk")))
    mail = station.shows(PathView).mail
    assert mail is not None
    station.post(mail.event)
    assert [choice.chosen for choice in station.shows(FeedbackView).replies] == [False, False, True]


def test_a_next_try_revises_the_piece_and_the_old_one_stays() -> None:
    station = reading()
    station.press("Make my next try")
    assert station.shows(WorkView).note == "Your next try"
    assert station.world.facts()[-1] == VisitModeChanged(
        mode="at_screen", activity="because-bridges", target="G10", revises="ev-old", attempt=2
    )
    for words in ("Photo", "Take the photo", "Keep", "Nearly", "Hand in to Ms R"):
        station.press(words)
    piece = station.world.facts()[-1]
    assert isinstance(piece, EvidenceHandedIn)
    assert (piece.revises, piece.attempt) == ("ev-old", 2)
    station.press("Back to my path")
    card = next(card for card in station.shows(PathView).now if card.title.startswith("Join ideas"))
    assert card.dots is not None
    assert card.dots.filled == 1, "a revision chain counts once"


def test_a_third_try_revises_the_second() -> None:
    station = PlayedStation()
    second = EvidenceHandedIn(
        evidence="ev-2",
        targets=("G10",),
        kind="photo",
        activity="because-bridges",
        revises="ev-old",
        attempt=2,
    )
    station.come_in(amal(), own=own(second))
    mail = station.shows(PathView).mail
    assert mail is not None
    station.post(mail.event)
    station.press("Make my next try")
    said = station.world.facts()[-1]
    assert isinstance(said, VisitModeChanged)
    assert (said.revises, said.attempt) == ("ev-2", 3)


def test_a_next_try_at_the_table_still_knows_what_it_revises() -> None:
    station = reading()
    station.press("Make my next try")
    station.press("I'm off to work")
    left = station.world.facts()[-1]
    assert left == VisitModeChanged(
        mode="at_table", activity="because-bridges", target="G10", revises="ev-old", attempt=2
    )


def test_what_she_can_do_now_is_said_with_a_star_and_asks_for_no_next_try() -> None:
    card = FeedbackCard(evidence="ev-old", by="Ms R", at_ms=NOW_MS, lines=(), mastered=True)
    station = reading(amal(feedback=(card,)))
    shown = station.shows(FeedbackView)
    assert (shown.verdict, shown.verdict_icon) == ("You can do this now!", "star")
    assert shown.replies == ()
    station.press("Back to my path")
    assert isinstance(station.screen, Path)


def test_an_answer_stays_open_while_a_newer_one_comes() -> None:
    station = reading()
    newer = FeedbackCard(evidence="ev-new", by="Mr T", at_ms=NOW_MS)
    station.post(VisitorRefreshed(visitor=Visitor(document=amal(feedback=(newer, *amal().feedback)))))
    assert station.shows(FeedbackView).lines[0].title == "Glow"


def test_no_answers_no_envelope() -> None:
    station = PlayedStation()
    station.come_in(bao())
    assert station.shows(PathView).mail is None
    station.post(NextTryPressed(evidence="ev-old"))
    assert isinstance(station.screen, Path)
