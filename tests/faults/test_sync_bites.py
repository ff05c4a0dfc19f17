"""The tests of kills, partitions and lost messages fail where a promise of the sync is broken."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

KILLED = "tests/faults/test_row_01_killed.py"
GONE = "tests/faults/test_row_04_broker_gone.py"
PARTED = "tests/faults/test_row_05_parted.py"
MANGLED = "tests/faults/test_row_06_mangled.py"
BROKEN = (
    Broken(
        why="a hub that acknowledges before it commits",
        file="hub/intake/recorder.py",
        old="            return self._back.recording.take_all(tables, batches)\n",
        new="            taken = self._back.recording.take_all(tables, batches)\n"
        "            self._acknowledge(batches, taken)\n"
        "            return taken\n",
        test=f"{KILLED}::test_at_the_moment_of_each_acknowledgement_its_facts_are_in_the_log",
    ),
    Broken(
        why="a hub that knows facts by their place and not by their identity",
        file="hub/service/recording.py",
        old="        ev=envelope.ev,\n",
        new='        ev=f"{epoch}-{envelope.seq}",\n',
        test=f"{KILLED}::test_at_the_moment_of_each_acknowledgement_its_facts_are_in_the_log",
    ),
    Broken(
        why="a station that says saved before the disk has it",
        file="station/perform/desk.py",
        old="            written = self._recorder.record(effect)\n",
        new="            last = self._store.outbox.marks().last + len(effect.facts)\n"
        "            self._post(happened.Recorded(tag=effect.tag, last_seq=last, wall_ms=0))\n"
        "            written = self._recorder.record(effect)\n",
        test=f"{KILLED}::test_a_station_that_is_killed_when_the_child_sees_saved_has_it_on_its_disk",
    ),
    Broken(
        why="a station that never says again what was not acknowledged",
        file="station/sync/drain.py",
        old="self._store.outbox.after(self._sent, room)",
        new="self._store.outbox.after(self._highest, room)",
        test=f"{MANGLED}::test_facts_that_were_dropped_are_said_again_within_seconds",
    ),
    Broken(
        why="a receiver that never asks again for a piece that did not come",
        file="plumbing/incoming.py",
        old="PATIENCE_S: Final = (0.5, 4.0)\n",
        new="PATIENCE_S: Final = (600.0, 600.0)\n",
        test=f"{MANGLED}::test_pieces_of_a_file_that_were_dropped_are_asked_for_again_within_seconds",
    ),
    Broken(
        why="a link that takes its time to come back",
        file="plumbing/mqtt.py",
        old="RECONNECT_S: Final = (0.5, 2.0)\n",
        new="RECONNECT_S: Final = (16.0, 30.0)\n",
        test=f"{PARTED}::test_a_station_is_back_five_seconds_after_its_line_is_mended",
    ),
    Broken(
        why="a broker that is started again without its configuration",
        file="hub/broker/managed.py",
        old="        self._write()\n        self._dialect.fresh_store()\n",
        new="        if not self._child.starts:\n            self._write()\n        self._dialect.fresh_store()\n",
        test=f"{GONE}::test_a_broker_that_loses_its_store_or_dies_costs_nothing_and_heals_in_ten_seconds[mosquitto]",
    ),
    Broken(
        why="a shelf that forgets the first document of each page",
        file="station/store/shelf.py",
        old="        for each in docs:\n",
        new="        for each in tuple(docs)[1:]:\n",
        test=f"{MANGLED}::test_facts_that_were_dropped_are_said_again_within_seconds",
    ),
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_promise_is_found(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
