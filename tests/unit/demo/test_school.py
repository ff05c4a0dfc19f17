"""The demo school: its numbers, its names, and that the rules accept it."""

from collections import Counter
from random import Random

from classroom.facts import EvidenceHandedIn, JudgementMade
from classroom.playlist import check_playlist, concerns
from classroom.target import check_prerequisites
from classroom.wire.codec import decode_fact, encode_fact, kind_of
from classroom.zone import usual_zones
from demo.school.activities import activities
from demo.school.framework import framework
from demo.school.past import DAY_MS, past
from demo.school.people import learners
from demo.school.playlists import playlists
from demo.school.room import entities

TODAY = 20_780 * DAY_MS


def test_the_room_has_eight_zones_with_44_seats() -> None:
    assert (len(usual_zones()), sum(zone.seats for zone in usual_zones())) == (8, 44)


def test_the_framework_has_40_targets_33_prerequisites_and_13_roots() -> None:
    targets = framework().targets
    check_prerequisites(targets)
    assert len(targets) == 40
    assert sum(len(target.hard) for target in targets) == 33
    assert sum(not target.hard for target in targets) == 13
    assert max(len(target.line("en").split()) for target in targets) == 11


def test_the_names_hurt_as_real_names_do() -> None:
    names = [learner.full for learner in learners()]
    assert len(names) == 24
    assert names.count("Maya R.") == 2
    assert {"J F.", "D'Andre C.", "Anne-Marie V.", "Ngọc Ánh Đ.", "Олександр К."} <= set(names)
    assert max(len(learner.given) for learner in learners()) == 24


def test_every_target_has_something_to_do_and_most_of_it_away_from_a_screen() -> None:
    assert {target for activity in activities() for target in activity.targets} == set(framework().by_id())
    modes = Counter(activity.mode for activity in activities())
    assert modes["station"] / sum(modes.values()) < 0.2
    assert all(1 <= len(activity.steps) <= 7 for activity in activities())


def test_the_playlists_can_be_finished_and_leave_room_to_choose() -> None:
    for playlist in playlists():
        check_playlist(playlist)
        assert concerns(playlist) == ()


def test_the_past_is_the_same_for_the_same_seed_and_every_fact_can_travel() -> None:
    rows = past(TODAY, Random(20260914))
    assert rows == past(TODAY, Random(20260914))
    assert rows != past(TODAY, Random(1))
    assert all(row.at_ms < TODAY for row in rows)
    for row in rows:
        assert decode_fact(kind_of(row.fact), encode_fact(row.fact)) == row.fact


def test_nobody_works_at_night_or_at_the_week_end() -> None:
    for row in past(TODAY, Random(20260914)):
        assert 8 * 3_600_000 <= row.at_ms % DAY_MS < 15 * 3_600_000
        assert (row.at_ms // DAY_MS + 3) % 7 < 5


def test_a_judgement_of_the_past_rests_on_pieces_that_came_before_it() -> None:
    seen: set[str] = set()
    for row in past(TODAY, Random(20260914)):
        match row.fact:
            case EvidenceHandedIn():
                seen.add(row.fact.evidence)
            case JudgementMade():
                assert set(row.fact.evidence) <= seen
                assert row.fact.by


def test_every_record_of_the_school_has_its_own_id() -> None:
    ids = [(type(entity), entity.id) for entity in entities()]
    assert len(ids) == len(set(ids))
