"""A zone that is closed from the hub: the stations are told, nobody is let in there, it opens again."""

import msgspec
import pytest

from classroom.documents import ZonesDocument
from classroom.wire.codec import decode_document
from classroom.zone import Zone
from hub.errors import NotYours, ServiceRefused
from hub.store import feed
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork

PORCH = Zone(id="porch", name="Reading Porch", kind="read", seats=6, open=False, order=2)


def told(school: SchoolAtWork) -> dict[str, bool]:
    """What the stations hold: which zones are open."""
    school.settle()
    with school.back.store.reading() as tables:
        found = feed.entry(tables, "zones")
    assert found is not None
    document = decode_document(found.body or b"")
    assert isinstance(document, ZonesDocument)
    return {line.zone.id: line.zone.open for line in document.zones}


def shown(school: SchoolAtWork) -> dict[str, bool]:
    return {zone.zone.id: zone.zone.open for zone in school.office.room(HERON, MS_R).zones}


def test_a_closed_zone_is_closed_on_the_page_and_at_the_stations_until_it_is_opened(
    school: SchoolAtWork,
) -> None:
    school.office.turn_zone(HERON, "cave", MS_ODE, is_open=False)
    school.office.turn_zone(HERON, "cave", MS_R, is_open=False)
    assert told(school) == shown(school) == {"cave": False, "make": True}
    school.office.turn_zone(HERON, "cave", MS_R, is_open=True)
    assert told(school) == shown(school) == {"cave": True, "make": True}


def test_a_zone_that_its_record_closes_opens_by_word_and_keeps_it_over_a_new_name(
    school: SchoolAtWork,
) -> None:
    school.office.publish((PORCH,))
    assert shown(school)["porch"] is False
    school.office.turn_zone(HERON, "porch", MS_R, is_open=True)
    school.office.publish((msgspec.structs.replace(PORCH, name="Porch"),))
    assert shown(school)["porch"] is True


def test_nobody_is_let_in_where_it_is_closed(school: SchoolAtWork) -> None:
    school.hear(school.cave, school.make)
    school.office.turn_zone(HERON, "cave", MS_R, is_open=False)
    assert [at.zone_name for at in school.office.let_in_at((HERON,), MS_R)] == ["Make Bench"]


@pytest.mark.parametrize(
    ("who", "class_id", "zone", "error"),
    [
        (MX_B, HERON, "cave", NotYours),
        (MR_T, HERON, "cave", NotYours),
        (MR_T, COMET, "attic", ServiceRefused),
    ],
)
def test_who_runs_no_block_here_closes_nothing(
    school: SchoolAtWork, who: str, class_id: str, zone: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        school.office.turn_zone(class_id, zone, who, is_open=False)
    assert shown(school) == {"cave": True, "make": True}
