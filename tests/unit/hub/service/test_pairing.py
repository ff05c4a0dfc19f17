"""A piece of two learners at the hub: in both names, in the mastery of each, with each one's own word on it."""

import base64

import pytest

from classroom.evidence import count
from classroom.facts import EvidenceHandedIn, EvidenceWithdrawn, KeyWrap, PairJoined, SelfAssessed
from classroom.mastery import State
from classroom.target import EvidencePolicy
from hub.service.learner_document import learner_document
from hub.service.shapes import Answer, Chip
from hub.store.projections import evidence, mastery
from plumbing import seal
from tests.factories_hub import MS_R, SchoolAtWork
from tests.stub_station import StubStation
from tests.unit.hub.service.erasing_world import chains_are_whole, erased_now, holds, send_held


def joins(station: StubStation, *learners: str) -> str:
    """These learners work together; return the pair."""
    pair, key = station.fresh_id(), seal.random_bytes(seal.KEY)
    station.keys[pair] = key
    box = seal.seal_to(base64.b64decode(station.record.hub_box), key)
    station.write(
        PairJoined(
            zone=station.record.zone,
            key_id=station.record.hub_box_id,
            key_box=base64.b64encode(box).decode(),
            wraps=tuple(KeyWrap(learner=one, box="") for one in learners),
        ),
        learners,
        pair,
    )
    return pair


def builds(station: StubStation, text: str = "We built it.") -> tuple[str, str]:
    """Maya and Bao hand in one piece for M01; (piece, pair)."""
    own = {name: station.open_visit(name) for name in ("maya", "bao")}
    pair, piece = joins(station, "maya", "bao"), station.fresh_id()
    for name, claim in (("maya", 3), ("bao", 2)):
        station.write(SelfAssessed(evidence=piece, claim=claim), (name,), own[name])  # type: ignore[arg-type]
    made = EvidenceHandedIn(evidence=piece, targets=("M01",), kind="writing", text=text)
    station.write(made, ("maya", "bao"), pair)
    return piece, pair


@pytest.fixture
def piece(school: SchoolAtWork) -> str:
    piece, _ = builds(school.cave)
    school.send(school.cave)
    return piece


def test_the_review_shows_both_names_and_where_they_made_it(school: SchoolAtWork, piece: str) -> None:
    shown = school.office.review_piece(piece, MS_R)
    assert (shown.full, shown.partners, shown.zone_name) == ("Maya R.", ("Bao T.",), "Quiet Cave")
    assert [item.evidence for item in school.office.review_queue(MS_R)].count(piece) == 1


@pytest.mark.parametrize(("learner", "other"), [("maya", "Bao T."), ("bao", "Maya R.")])
def test_each_ones_page_says_with_whom(school: SchoolAtWork, piece: str, learner: str, other: str) -> None:
    (mine,) = school.office.learner_page(learner, MS_R).evidence
    assert (mine.evidence, mine.partners) == (piece, (other,))


def test_one_answer_goes_to_the_mastery_of_each_and_to_each_once(school: SchoolAtWork, piece: str) -> None:
    glow = Chip(kind="glow", text="Well built.")
    assert school.office.answer(piece, MS_R, Answer(level=3, words=(glow,))).did == "judged"
    send_held(school)
    with school.back.store.reading() as tables:
        for learner in ("maya", "bao"):
            assert mastery.states(tables, learner)["M01"].state is State.MASTERED
    (mine,) = school.office.learner_page("bao", MS_R).evidence
    assert [word.text for word in mine.feedback] == ["Well built."]


def test_it_counts_for_each_but_not_as_done_alone(school: SchoolAtWork, piece: str) -> None:
    with school.back.store.reading() as tables:
        found = [one.piece() for one in evidence.pieces_of(tables, "bao", "M01")]
    counts = count(found, EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, solo=True))
    assert (counts.pieces, counts.solo, counts.met) == (1, False, False)


def test_no_ones_own_word_stands_for_another(school: SchoolAtWork, piece: str) -> None:
    shown = school.office.review_piece(piece, MS_R)
    assert shown.claim == 3, "the one whose name stands on the page"
    assert set(_claims(school, piece)) == {("maya", 3), ("bao", 2)}


def test_the_document_of_each_speaks_of_nothing_of_the_other(school: SchoolAtWork, piece: str) -> None:
    school.cave.hand_in(school.cave.open_visit("maya"), "maya", text="quokka alone")
    school.send(school.cave)
    with school.back.store.reading() as tables:
        document = learner_document(tables, "bao")
    assert document is not None
    assert [card.evidence for card in document.pieces] == [piece]
    assert "quokka" not in repr(document)
    assert "maya" not in repr(document).lower()


def test_taken_back_by_one_it_is_taken_back_for_both(school: SchoolAtWork) -> None:
    piece, pair = builds(school.cave)
    school.cave.write(EvidenceWithdrawn(evidence=piece), ("maya", "bao"), pair)
    school.send(school.cave)
    assert piece not in [item.evidence for item in school.office.review_queue(MS_R)]
    with school.back.store.reading() as tables:
        assert mastery.states(tables, "bao")["M01"].counts.pieces == 0


@pytest.mark.parametrize(("gone", "stays"), [("maya", "bao"), ("bao", "maya")])
def test_when_one_is_erased_the_other_keeps_it_alone(school: SchoolAtWork, gone: str, stays: str) -> None:
    piece, _ = builds(school.cave, "numbat words")
    school.send(school.cave)
    erased_now(school, gone)
    assert school.office.review_piece(piece, MS_R).partners == ()
    (kept,) = school.office.learner_page(stays, MS_R).evidence
    assert (kept.evidence, kept.text, kept.partners) == (piece, "numbat words", ())
    assert [learner for learner, _ in _claims(school, piece)] == [stays]
    assert holds(school.folder, f'"given":"{gone.title()}"'.encode()) == []
    chains_are_whole(school)


def test_when_both_are_erased_nothing_is_left_to_open(school: SchoolAtWork) -> None:
    piece, pair = builds(school.cave, "numbat words")
    school.send(school.cave)
    erased_now(school, "maya")
    erased_now(school, "bao")
    assert holds(school.folder, b"numbat words") == []
    with school.back.store.reading() as tables:
        assert tables.one("SELECT 1 FROM visit_keys WHERE visit = ?", pair) is None
        assert evidence.piece(tables, piece) is None


def _claims(school: SchoolAtWork, piece: str) -> list[tuple[object, ...]]:
    with school.back.store.reading() as tables:
        return tables.all("SELECT learner, claim FROM claims WHERE evidence = ? ORDER BY learner", piece)
