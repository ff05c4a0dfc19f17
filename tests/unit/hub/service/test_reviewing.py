"""The queue and the piece on the table (H03)."""

import pytest

from classroom.facts import EvidenceHandedIn
from hub.errors import MediaAway, NotYours
from hub.service.shapes import Answer, Chip
from tests.factories_hub import COMET, DAY_MS, MR_T, MS_ODE, MS_R, SchoolAtWork


def hand_in(school: SchoolAtWork, name: str, target: str, *, seconds: int = 60) -> str:
    school.clock.advance(seconds)
    piece, _ = school.cave.hand_in(school.cave.open_visit(name), name, target)
    return piece


def close(school: SchoolAtWork, name: str) -> None:
    """The learner is somewhere else, where nothing is heard."""
    school.clock.advance(1)
    school.make.open_visit(name)


def test_who_waits_at_a_station_comes_first_then_criterion_by_criterion(school: SchoolAtWork) -> None:
    old_m = hand_in(school, "amal", "M01")
    g = hand_in(school, "bao", "G01")
    new_m = hand_in(school, "bao", "M01")
    maya = hand_in(school, "maya", "G02")
    for name in ("amal", "bao"):
        close(school, name)
    school.send()
    school.hear(school.cave)
    items = school.office.review_queue(MS_R)
    assert [item.evidence for item in items] == [maya, old_m, new_m, g]
    assert [item.waiting_now for item in items] == [True, False, False, False]


def test_each_teacher_has_her_own_queue(school: SchoolAtWork) -> None:
    hand_in(school, "amal", "M01")
    hand_in(school, "kofi", "M01")
    school.send()
    assert [item.full for item in school.office.review_queue(MS_R)] == ["Amal K."]
    assert [item.full for item in school.office.review_queue(MR_T)] == ["Kofi K."]
    assert [item.full for item in school.office.review_queue(MS_ODE)] == ["Amal K."]
    assert school.office.counts(MS_R).reviews == school.office.room("heron", MS_R).reviews_waiting == 1


def test_only_the_latest_try_waits(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    first, _ = school.cave.hand_in(visit, "amal", "G01")
    again = EvidenceHandedIn(evidence="again", targets=("G01",), kind="writing", revises=first, attempt=2)
    school.cave.write(again, ("amal",), visit)
    school.send()
    assert [item.evidence for item in school.office.review_queue(MS_R)] == ["again"]


def test_a_piece_lies_on_the_table_with_everything_that_its_answer_needs(school: SchoolAtWork) -> None:
    first = hand_in(school, "amal", "G01")
    school.send()
    school.office.answer(first, MS_R, Answer(level=2, words=(Chip(kind="grow", text="More."),)))
    school.clock.now += DAY_MS
    visit = school.cave.open_visit("amal")
    second, _ = school.cave.hand_in(visit, "amal", "G01", kind="photo", photo=b"jpeg bytes", text="")
    school.send()
    piece = school.office.review_piece(second, MS_R)
    assert (piece.full, piece.zone_name, piece.claim, piece.tricky) == (
        "Amal K.",
        "Quiet Cave",
        3,
        "The end.",
    )
    assert (piece.target.code, piece.target.i_can, piece.target.mastery_level) == (
        "G01",
        "I can find the verb.",
        3,
    )
    assert [(tick.words, tick.met) for tick in piece.policy] == [
        ("2 pieces", True),
        ("2 kinds", True),
        ("2 days", True),
    ]
    assert piece.policy_met
    assert [(earlier.evidence, earlier.kind) for earlier in piece.earlier] == [(first, "writing")]
    assert [(level.value, level.word) for level in piece.levels][2] == (3, "can do it")
    assert [(media.state, media.share) for media in piece.media] == [("waiting", 0.0)]
    assert (piece.position, piece.of, piece.preset, piece.judged) == (1, 1, 0, "")


def test_what_was_decided_is_said_in_words(school: SchoolAtWork) -> None:
    piece = hand_in(school, "amal", "M01")
    school.send()
    school.office.answer(piece, MS_R, Answer(level=3))
    school.clock.advance(11)
    school.back.writer.do(lambda _: None)
    school.office.start_review(piece, MS_R)
    shown = school.office.review_piece(piece, MS_R)
    assert shown.judged == f"Mastered, Ms R, {shown.judged[-10:]}"
    assert (shown.preset, shown.position) == (3, 0)


def test_another_classs_piece_is_not_shown_and_neither_is_its_picture(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    piece, box = school.cave.hand_in(visit, "amal", photo=b"jpeg bytes")
    school.send()
    media = school.back.store.blobs.put(box)
    assert school.office.media(media, MS_R) == ("image/jpeg", b"jpeg bytes")
    for call in (school.office.review_piece, school.office.media):
        with pytest.raises(NotYours):
            call(piece if call == school.office.review_piece else media, MR_T)
    assert COMET


def test_a_picture_that_has_not_come_is_said_to_be_on_its_way(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    school.cave.hand_in(visit, "amal", photo=b"jpeg bytes")
    school.send()
    (item,) = school.office.review_queue(MS_R)
    (media,) = school.office.review_piece(item.evidence, MS_R).media
    with pytest.raises(MediaAway):
        school.office.media(media.media, MS_R)
    with pytest.raises(MediaAway):
        school.office.media("0" * 64, MS_R)
