"""Words to everybody: who may say them to whom, what is refused, what the stations are told, when they end."""

from typing import Any

import msgspec
import pytest

from classroom.documents import AnnouncementDocument
from classroom.wire.codec import decode_document
from classroom.zone import School
from hub.errors import NotYours, ServiceRefused
from hub.service.announcing import Wanted
from hub.store import feed
from hub.store.feed import FeedRow
from tests.factories_hub import COMET, DAY_MS, HERON, MR_T, MS_ODE, MS_R, SchoolAtWork

CIRCLE = Wanted(what="move", text={"en": " Circle  in five minutes. "}, classes=(HERON,))


def row(school: SchoolAtWork, announcement: str) -> FeedRow:
    school.settle()
    with school.back.store.reading() as tables:
        found = feed.entry(tables, f"announcement/{announcement}")
    assert found is not None
    return found


def lasting(school: SchoolAtWork) -> list[str]:
    return [said.text for said in school.office.room(HERON, MS_R).announcements]


def test_stations_of_the_class_are_told_and_told_when_it_ends(school: SchoolAtWork) -> None:
    made = school.office.announce(CIRCLE, MS_R)
    told = row(school, made)
    assert told.scope == (HERON,)
    assert decode_document(told.body or b"") == AnnouncementDocument(
        announcement=made, what="move", text={"en": "Circle in five minutes."}, at_ms=school.clock()
    )
    (said,) = school.office.room(HERON, MS_R).announcements
    assert (said.text, said.to, said.since_ms) == ("Circle in five minutes.", "Heron", school.clock())
    assert school.office.room(COMET, MR_T).announcements == ()
    school.office.end_announcement(made, MS_R)
    assert row(school, made).body is None
    assert lasting(school) == []
    with pytest.raises(ServiceRefused):
        school.office.end_announcement(made, MS_R)


def test_words_to_one_zone_reach_its_stations_alone(school: SchoolAtWork) -> None:
    made = school.office.announce(msgspec.structs.replace(CIRCLE, zone="cave"), MS_R)
    assert row(school, made).scope == (HERON, "zone/cave")
    assert school.office.room(HERON, MS_R).announcements[0].to == "Quiet Cave"


def test_each_language_of_the_school_may_have_its_words(school: SchoolAtWork) -> None:
    school.office.publish((School(id="school", name="Cedar Bend", langs=("en", "es")),))
    both = msgspec.structs.replace(CIRCLE, text={"en": "Circle.", "es": "Círculo.", "so": " "})
    document: Any = decode_document(row(school, school.office.announce(both, MS_R)).body or b"")
    assert document.text == {"en": "Circle.", "es": "Círculo."}
    with pytest.raises(ServiceRefused, match="Write what"):
        school.office.announce(msgspec.structs.replace(CIRCLE, text={"es": "Círculo."}), MS_R)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"text": {"en": "Kofi, your bag is here."}},
            "names nobody: everybody reads it. Say it without Kofi.",
        ),
        ({"text": {"en": " "}}, "Write what you want to say."),
        ({"text": {"en": "x" * 91}}, "at most 90 letters"),
        ({"text": {"en": "Circle.", "xx": "Circle."}}, "Load the page again."),
        ({"zone": "attic"}, "no such zone"),
        ({"what": "alarm"}, "Load the page again."),
    ],
)
def test_what_cannot_be_announced_is_refused_with_a_sentence(
    school: SchoolAtWork, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(ServiceRefused, match=says):
        school.office.announce(msgspec.structs.replace(CIRCLE, **change), MS_R)
    assert lasting(school) == []


@pytest.mark.parametrize(
    ("who", "classes"), [(MR_T, (HERON,)), (MS_ODE, (HERON,)), (MS_R, (HERON, COMET)), (MS_R, ())]
)
def test_one_speaks_to_ones_own_classes(school: SchoolAtWork, who: str, classes: tuple[str, ...]) -> None:
    with pytest.raises(NotYours):
        school.office.announce(msgspec.structs.replace(CIRCLE, classes=classes), who)
    made = school.office.announce(CIRCLE, MS_R)
    if who != MS_R:
        with pytest.raises(NotYours):
            school.office.end_announcement(made, who)


def test_the_bell_ends_what_was_said_to_the_class_and_a_new_day_what_is_old(school: SchoolAtWork) -> None:
    school.office.open_block(HERON, MS_R)
    school.office.announce(CIRCLE, MS_R)
    school.office.close_block(HERON, MS_R)
    assert lasting(school) == []
    school.office.announce(CIRCLE, MS_R)
    school.office.open_block(HERON, MS_R)
    assert len(lasting(school)) == 1, "what was said before the block began stands"
    school.clock.now += DAY_MS
    school.office.close_block(HERON, MS_R)
    school.office.announce(CIRCLE, MS_R)
    school.clock.now += DAY_MS
    school.office.open_block(HERON, MS_R)
    assert lasting(school) == []
