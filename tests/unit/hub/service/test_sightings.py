"""What stations saw of badges: dead ones, unknown ones, one at two places; told calmly, never in anybody's way."""

import pytest

from classroom.facts import BadgeRevokedSeen, BadgeUnknown, Fact, TriesUsedUp
from classroom.tokens import token_secret
from hub.errors import NotYours
from hub.service.shapes import AlarmNow
from hub.store.rebuild import differences
from hub.web.station_phrases import alarm
from plumbing import seal
from tests.factories_hub import HERON, MR_T, MS_ODE, MS_R, SchoolAtWork
from tests.stub_station import StubStation


def badge_of(school: SchoolAtWork, owner: str = "amal") -> str:
    (made,) = school.office.print_badges((owner,), MS_R)
    return seal.badge_id(token_secret(made.token))


def says(station: StubStation, *facts: Fact) -> None:
    for fact in facts:
        station.write(fact)


def told(school: SchoolAtWork, staff: str = MS_R) -> list[AlarmNow]:
    return list(school.office.stations(staff).alarms)


def told_as_rebuilt(school: SchoolAtWork) -> bool:
    with school.back.store.reading() as tables:
        return differences(tables)[0] == []


def test_a_dead_badge_that_is_shown_is_told_by_name_to_her_teacher_and_counted(school: SchoolAtWork) -> None:
    badge = badge_of(school)
    school.office.revoke_badge("amal", MS_R, "lost")
    says(school.cave, BadgeRevokedSeen(badge=badge), BadgeRevokedSeen(badge=badge))
    school.send()
    (one,) = told(school)
    assert (one.kind, one.whose, one.about, one.count, one.zone_name) == (
        "dead_badge", "Amal K.", "amal", 2, "Quiet Cave",
    )  # fmt: skip
    assert alarm(one).happened.startswith("Amal K.\u2019s old badge was shown here, 2 times.")
    school.office.see_alarm(one.alarm, MS_R)
    assert told(school) == []
    says(school.cave, BadgeRevokedSeen(badge=badge))
    school.send()
    assert [one.count for one in told(school)] == [1]
    assert told_as_rebuilt(school)


def test_who_may_not_see_her_work_is_not_told_the_name(school: SchoolAtWork) -> None:
    badge = badge_of(school)
    school.office.revoke_badge("amal", MS_R, "lost")
    says(school.cave, BadgeRevokedSeen(badge=badge))
    school.send()
    with pytest.raises(NotYours):
        school.office.see_alarm(told(school)[0].alarm, MR_T)
    assert [one.whose for one in told(school, MS_ODE)] == ["Amal K."]
    assert [one.whose for one in told(school, "mx-b")] == [""]


def test_unknown_badges_are_counted_at_their_station_and_no_more(school: SchoolAtWork) -> None:
    says(school.cave, BadgeUnknown(), BadgeUnknown(count=2))
    school.send()
    page = school.office.stations(MS_R)
    assert {line.zone.id: line.unknown_badges for line in page.stations if line.zone} == {
        "cave": 3,
        "make": 0,
    }
    assert page.alarms == ()
    assert told_as_rebuilt(school)


def test_a_pin_that_was_wrong_too_often_is_told(school: SchoolAtWork) -> None:
    says(
        school.cave,
        TriesUsedUp(what="pin", whose=MS_R, tries=5, wait_s=30),
        TriesUsedUp(what="pictures", whose="amal", tries=5, wait_s=30),
        TriesUsedUp(what="pictures", tries=10, wait_s=30),
    )
    school.send()
    assert {alarm(one).happened for one in told(school)} == {
        "A wrong PIN was typed 5 times with the card of Ms R.",
        "Wrong pictures were tapped for Amal K. 5 times.",
        "Wrong pictures were tapped 10 times.",
    }


def test_one_badge_at_two_places_within_20_s_is_told_and_keeps_nobody_out(school: SchoolAtWork) -> None:
    badge = badge_of(school)
    school.cave.open_visit("amal", badge=badge)
    school.clock.advance(18)
    school.make.open_visit("amal", badge=badge)
    school.hear(school.cave, school.make)
    school.send()
    (one,) = told(school)
    assert alarm(one).happened == (
        "Amal K.\u2019s badge was shown at Quiet Cave and at Make Bench within 18 seconds."
    )
    room = school.office.room(HERON, MS_R)
    assert [(line.full, line.zone_name, line.other) for line in room.twice] == [
        ("Amal K.", "Make Bench", "Quiet Cave")
    ]
    assert [person.learner for zone in room.zones for person in zone.people] == ["amal"]
    school.office.see_alarm(one.alarm, MS_R)
    assert told(school) == []
    assert school.office.room(HERON, MS_R).twice == ()
    assert told_as_rebuilt(school)


def test_whoever_walked_is_not_spoken_of(school: SchoolAtWork) -> None:
    badge = badge_of(school)
    school.cave.open_visit("amal", badge=badge)
    school.cave.open_visit("amal", badge=badge)
    school.clock.advance(21)
    school.make.open_visit("amal", badge=badge)
    school.send()
    assert told(school) == []


def test_who_is_let_in_by_a_grown_up_has_no_badge_to_be_at_two_places(school: SchoolAtWork) -> None:
    school.cave.open_visit("amal")
    school.make.open_visit("amal")
    school.send()
    assert told(school) == []


def test_the_two_scans_may_come_in_any_order(school: SchoolAtWork) -> None:
    badge = badge_of(school)
    school.cave.open_visit("amal", badge=badge)
    school.clock.advance(5)
    school.make.open_visit("amal", badge=badge)
    school.send(school.make)
    assert told(school) == []
    school.send(school.cave)
    assert [(one.zone_name, one.other) for one in told(school)] == [("Make Bench", "Quiet Cave")]
    assert told_as_rebuilt(school)
