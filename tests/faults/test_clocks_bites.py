"""The tests of row 8 fail on a hub or station whose clocks are dealt with wrongly."""

from pathlib import Path
from typing import Final

import pytest

from tests.broken_build import Broken

_TIMES: Final = "tests/unit/hub/store/test_times.py"
_KEEPING: Final = "tests/unit/hub/service/test_timekeeping.py"
_ACTS: Final = "tests/unit/hub/service/test_time_acts.py"

BROKEN: Final = [
    Broken(
        "an anchor dates only what comes after it",
        "hub/store/projections/times.py",
        "    return retiming.begin_of(tables, station, boot) if first else {}",
        "    return {}",
        f"{_TIMES}::test_a_boot_that_goes_on_in_another_epoch_is_dated_in_both",
    ),
    Broken(
        "what was folded does not follow when a time moves",
        "hub/store/folding.py",
        "        if other is not None and other.type in projections.MOVING:",
        "        if other is None:",
        f"{_TIMES}::test_an_anchor_dates_what_its_boot_recorded_before",
    ),
    Broken(
        "a boot that was never dated takes the time of its own wall clock for sure",
        "hub/store/projections/times.py",
        '    elif envelope.clock == "hub" and not known and',
        "    elif not known and",
        f"{_TIMES}::test_a_boot_without_an_anchor_lies_between_its_neighbours",
    ),
    Broken(
        "time may run against the numbers of an outbox",
        "hub/store/projections/times.py",
        "            at_ms = max(own_ms, floor_ms)",
        "            at_ms = own_ms",
        "tests/unit/hub/service/test_recording.py::"
        "test_inside_one_boot_time_never_runs_back_even_when_its_anchor_gets_better",
    ),
    Broken(
        "a time from the future is believed",
        "hub/store/retiming.py",
        "iif(own_ms <= heard_ms + ?5, min(max(own_ms, 0), ?6), NULL) AS own_ms",
        "min(max(own_ms, 0), ?6) AS own_ms",
        f"{_TIMES}::test_a_station_that_claims_to_be_in_the_future_is_not_believed",
    ),
    Broken(
        "a piece of an unknown day adds a day",
        "hub/store/projections/dating.py",
        '    return day if from_ms == at_ms or tables.definitions.day(from_ms) == day else ""',
        "    return day",
        f"{_ACTS}::test_a_piece_without_a_day_counts_for_none_until_staff_set_it",
    ),
    Broken(
        "a correction of the hub's clock forgets what it told the stations",
        "hub/store/retiming.py",
        "UPDATE clock_anchors SET offset_ms = offset_ms + ?3 WHERE",
        "UPDATE clock_anchors SET offset_ms = offset_ms + ?3 * 0 WHERE",
        f"{_KEEPING}::test_a_time_server_that_sets_the_clock_forward_corrects_what_was_noted_before",
    ),
    Broken(
        "an anchor that arrives after the correction stays wrong",
        "hub/store/projections/times.py",
        "fact.offset_ms + retiming.corrected_by(tables, fact.era)",
        "fact.offset_ms",
        f"{_KEEPING}::test_whatever_was_told_in_an_era_is_corrected_even_if_it_comes_later",
    ),
    Broken(
        "the hub follows a clock that is set back",
        "hub/service/timekeeping.py",
        "            self._lead = max(self._lead, self._wall() - passing_ms)",
        "            self._lead = self._wall() - passing_ms",
        f"{_KEEPING}::test_a_clock_that_is_set_back_while_the_hub_runs_is_not_followed",
    ),
    Broken(
        "sessions end when somebody sets the clock",
        "hub/service/backoffice.py",
        "self.people = People(keys, self.clock.steady_ms, entropy)",
        "self.people = People(keys, now, entropy)",
        f"{_ACTS}::test_setting_the_clock_moves_what_was_noted_and_locks_nobody_out",
    ),
    Broken(
        "a station keeps the slowest of three answers",
        "station/sync/clock.py",
        "        if before is None or trip < before.trip_ms or heard.contradicts(before):",
        "        if before is None or trip > before.trip_ms or heard.contradicts(before):",
        "tests/unit/station/sync/test_clock.py::test_what_the_sampler_hears_is_told_after_the_third_answer",
    ),
    Broken(
        "a station does not notice that the hub's clock was set",
        "station/sync/clock.py",
        "trip < before.trip_ms or heard.contradicts(before):",
        "trip < before.trip_ms:",
        "tests/unit/station/sync/test_clock.py::test_a_hub_whose_clock_was_set_is_followed_though_the_answer_was_slower",
    ),
]


@pytest.mark.parametrize("spoiled", BROKEN, ids=str)
def test_the_tests_of_clocks_fail_on_a_broken_build(spoiled: Broken, tmp_path: Path) -> None:
    spoiled.must_fail(tmp_path)
