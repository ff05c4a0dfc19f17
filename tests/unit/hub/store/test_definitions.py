"""The day of a moment in the school's time zone, remembered by the quarter of an hour."""

import sqlite3
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from classroom.roster import Entity
from classroom.zone import School
from hub.store.definitions import Definitions

ZONES = sorted(available_timezones())
YEAR_2100_MS = 4_102_444_800_000


def definitions(zone: str) -> Definitions:
    """What a hub knows whose school stands in a zone."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE entities (kind TEXT, id TEXT, rev INTEGER, body BLOB)")
    school: Entity = School(id="school", name="Cedar Bend", tz=zone)
    row = (school.__struct_config__.tag, "school", 1, msgspec.json.encode(school))
    connection.execute("INSERT INTO entities VALUES (?, ?, ?, ?)", row)
    return Definitions(connection)


@given(st.sampled_from(ZONES), st.lists(st.integers(0, YEAR_2100_MS), min_size=1, max_size=5))
def test_a_remembered_day_is_the_day_of_the_calendar(zone: str, moments: list[int]) -> None:
    known = definitions(zone)
    for at_ms in (near for moment in moments for near in (moment, moment - 450_000, moment + 450_000)):
        asked = min(max(at_ms, 0), YEAR_2100_MS)
        found = datetime.fromtimestamp(asked / 1000, UTC).astimezone(ZoneInfo(zone))
        assert known.day(asked) == found.date().isoformat()


def test_every_zone_begins_its_days_at_a_quarter_of_an_hour_since_1990() -> None:
    for zone in ZONES:
        for year in range(1990, 2026):
            for month in (1, 4, 7, 10):
                offset = datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset()
                assert offset is not None
                assert offset.total_seconds() % 900 == 0, (zone, year)
