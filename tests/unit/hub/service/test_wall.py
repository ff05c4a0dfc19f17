"""The room on a wall: everybody who is there counts, nobody is named."""

import msgspec
import pytest

from hub.errors import NotYours
from tests.factories_hub import COMET, HERON, MS_R, SchoolAtWork


def test_all_classes_count_and_no_name_is_in_it(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    for name in ("amal", "kofi"):
        school.cave.open_visit(name)
    school.send()
    wall = school.office.wall(HERON, MS_R)
    assert [(one.zone.id, one.taken) for one in wall.zones] == [("cave", 2), ("make", None)]
    written = msgspec.json.encode(wall).decode().lower()
    assert not [name for name in ("amal", "kofi", "ms r") if name in written]
    with pytest.raises(NotYours):
        school.office.wall(COMET, MS_R)
