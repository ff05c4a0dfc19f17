"""Half-finished pieces at the hub: taken to every station, kept in two when there are two, ended where they ended."""

import base64

import msgspec
import pytest

from classroom.documents import DRAFT_BOX
from classroom.facts import DraftDropped, DraftParked
from classroom.wire.messages import MediaRef
from hub.errors import MediaAway
from hub.store.projections import drafts
from hub.store.rebuild import differences
from plumbing import seal
from tests.factories_hub import COMET, HERON, MS_R, SchoolAtWork, learner
from tests.unit.hub.pictures import picture
from tests.unit.hub.service.drafting import WORDS, Pupil, amal, arrive, key_of, offered, scope


@pytest.fixture
def cave(school: SchoolAtWork) -> Pupil:
    return Pupil(school, school.cave)


@pytest.fixture
def make(school: SchoolAtWork) -> Pupil:
    return Pupil(school, school.make)


def test_a_draft_opens_with_her_key_alone_and_says_where_and_when(school: SchoolAtWork, cave: Pupil) -> None:
    box, photo = cave.parks("d1", photo=picture())
    document = offered(school)["d1"]
    assert (document.learner, document.becomes, document.zone) == ("amal", "writing", "cave")
    assert document.at_ms == school.clock.now
    assert [file.media for file in document.files] == [seal.media_id(box), seal.media_id(photo)]
    visit_key = seal.unwrap(key_of(school), base64.b64decode(document.wrap), document.visit)
    assert seal.unseal(visit_key, box, b"draft d1") == WORDS
    assert scope(school, "d1") == (HERON,)


def test_nothing_that_she_made_stands_in_the_document_or_in_the_projections(
    school: SchoolAtWork, cave: Pupil
) -> None:
    cave.parks("d1")
    school.settle()
    with school.back.store.reading() as tables:
        rows = repr([tables.all(f"SELECT * FROM {table}") for table in (*drafts.TABLES, "feed")])  # noqa: S608
    assert "Half of" not in rows


def test_a_draft_is_not_offered_before_all_of_its_files_are_here(school: SchoolAtWork, cave: Pupil) -> None:
    box, photo = cave.parks("d1", photo=picture(), files=False)
    assert offered(school) == {}
    arrive(school, box)
    assert offered(school) == {}
    arrive(school, photo)
    assert list(offered(school)) == ["d1"]


def test_a_draft_without_files_stays_at_its_station(school: SchoolAtWork, cave: Pupil) -> None:
    cave.station.write(DraftParked(draft="d1", kind="writing"), ("amal",), cave.visit)
    school.send(cave.station)
    assert offered(school) == {}
    assert amal(school).drafts_ended == ()


def test_what_continues_a_draft_takes_its_place_only_when_it_is_here_whole(
    school: SchoolAtWork, cave: Pupil, make: Pupil
) -> None:
    cave.parks("d1")
    sealed = make.parks("d2", "d1", files=False)
    assert list(offered(school)) == ["d1"]
    assert amal(school).drafts_ended == ()
    arrive(school, *sealed)
    assert list(offered(school)) == ["d2"]
    assert amal(school).drafts_ended == ("d1",)


def test_two_that_continue_the_same_draft_are_both_kept(
    school: SchoolAtWork, cave: Pupil, make: Pupil
) -> None:
    cave.parks("d1")
    make.parks("d3", "d1")
    cave.parks("d2", "d1")
    assert sorted(offered(school)) == ["d2", "d3"]
    make.hands_in("d3")
    assert list(offered(school)) == ["d2"]
    assert amal(school).drafts_ended == ("d1",)


@pytest.mark.parametrize("how", ["hand in", "drop"])
def test_a_draft_that_ends_elsewhere_is_taken_away_and_its_station_is_told(
    school: SchoolAtWork, cave: Pupil, make: Pupil, how: str
) -> None:
    cave.parks("d1")
    assert list(offered(school)) == ["d1"]
    if how == "drop":
        make.drops("d2", "d1")
    else:
        make.hands_in("d2", "d1")
    assert offered(school) == {}
    assert amal(school).drafts_ended == ("d1",)


def test_what_ends_at_its_own_station_is_nobody_elses_news(school: SchoolAtWork, cave: Pupil) -> None:
    cave.parks("d1")
    cave.hands_in("d1")
    assert offered(school) == {}
    assert amal(school).drafts_ended == ()


def test_an_end_that_comes_before_its_beginning_holds(school: SchoolAtWork, cave: Pupil, make: Pupil) -> None:
    make.hands_in("d2", "d1")
    cave.parks("d1")
    assert offered(school) == {}


def test_drafts_that_continue_one_another_in_a_ring_do_no_harm(school: SchoolAtWork, cave: Pupil) -> None:
    cave.parks("d1", "d2")
    cave.parks("d2", "d1")
    cave.parks("d3", "d3")
    assert set(offered(school)) <= {"d1", "d2", "d3"}


def test_a_draft_of_somebody_else_can_be_neither_taken_over_nor_ended(
    school: SchoolAtWork, cave: Pupil
) -> None:
    cave.parks("d1")
    visit = school.make.open_visit("bao")
    school.make.write(DraftParked(draft="d1", kind="photo"), ("bao",), visit)
    school.make.write(DraftDropped(draft="d1"), ("bao",), visit)
    school.send(school.make)
    assert offered(school)["d1"].learner == "amal"


def test_a_draft_waits_for_fourteen_days_on_which_her_class_met(school: SchoolAtWork, cave: Pupil) -> None:
    cave.parks("d1")
    for _ in range(13):
        school.clock.advance(86_400)
        for _ in range(2):
            school.office.open_block(HERON, MS_R)
            school.office.close_block(HERON, MS_R)
    school.clock.advance(30 * 86_400)
    assert list(offered(school)) == ["d1"], "holidays do not count, and two blocks of a day count once"
    school.office.open_block(HERON, MS_R)
    assert offered(school) == {}
    assert amal(school).drafts_ended == ("d1",)


def test_her_drafts_go_with_her_to_another_class_and_end_when_she_leaves(
    school: SchoolAtWork, cave: Pupil
) -> None:
    cave.parks("d1")
    school.office.publish((learner("amal", classes=(COMET,)),))
    assert scope(school, "d1") == (COMET,)
    school.office.publish((msgspec.structs.replace(learner("amal"), status="left"),))
    assert offered(school) == {}


def test_a_lost_badge_wraps_her_drafts_anew(school: SchoolAtWork, cave: Pupil) -> None:
    cave.parks("d1")
    before = offered(school)["d1"]
    school.office.print_badges(("amal",), MS_R)
    school.office.revoke_badge("amal", MS_R, "lost")
    after = offered(school)["d1"]
    assert after.wrap != before.wrap
    assert seal.unwrap(key_of(school), base64.b64decode(after.wrap), after.visit)


def test_a_document_is_not_sent_again_when_nothing_changed(school: SchoolAtWork, cave: Pupil) -> None:
    cave.parks("d1")
    first = offered(school)["d1"]
    school.back.writer.do(lambda tables: tables.mark_stale("draft/d1"))
    assert offered(school)["d1"] == first


def test_a_file_that_came_just_before_the_hub_went_down_is_seen_at_the_next_start(
    school: SchoolAtWork, cave: Pupil
) -> None:
    (box,) = cave.parks("d1", files=False)
    assert offered(school) == {}
    school.back.store.blobs.put(box)
    school.reopen()
    assert list(offered(school)) == ["d1"]


def test_no_teacher_sees_the_picture_of_a_draft(school: SchoolAtWork, cave: Pupil) -> None:
    _, photo = cave.parks("d1", photo=picture())
    with pytest.raises(MediaAway):
        school.office.media(seal.media_id(photo), MS_R)


def test_a_begun_piece_puts_its_target_into_now_until_it_is_let_go(school: SchoolAtWork, cave: Pupil) -> None:
    def state() -> str:
        return next(str(line.state) for line in amal(school).lines if line.target == "M01")

    assert state() == "open"
    cave.parks("d1")
    assert state() == "now"
    cave.drops("d1")
    assert state() == "open"


def test_the_projection_of_drafts_equals_the_replay_of_the_log(
    school: SchoolAtWork, cave: Pupil, make: Pupil
) -> None:
    cave.parks("d1")
    make.parks("d2", "d1")
    make.drops("d2", "d1")
    cave.parks("d3", "d1")
    make.hands_in("d4", "d3")
    school.settle()
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []


def test_the_hub_asks_for_the_files_that_a_draft_names_and_for_no_others(
    school: SchoolAtWork, cave: Pupil
) -> None:
    (box,) = cave.parks("d1", files=False)
    ref = MediaRef(id=seal.media_id(box), size=len(box), mime=DRAFT_BOX)
    with school.back.store.reading() as tables:
        assert drafts.is_named(tables, ref)
        assert not drafts.is_named(tables, msgspec.structs.replace(ref, size=ref.size + 1))
