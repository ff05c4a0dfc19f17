"""The tests of a station's disk fail where it would lose, double or hide something."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

PRUNING = "tests/unit/station/sync/test_pruning.py"
OUTBOX = "tests/unit/station/store/test_outbox.py"
DAMAGE = "tests/faults/test_station_damage.py"
BROKEN = (
    Broken(
        why="a station that lets go of what is committed and not yet safe",
        file="station/sync/conversation.py",
        old="parts.pruner.heard(min(ack.safe, ack.upto), now_s)",
        new="parts.pruner.heard(ack.upto, now_s)",
        test=f"{PRUNING}::test_what_is_only_committed_stays_and_what_is_safe_goes",
    ),
    Broken(
        why="a station that lets go at the word of another epoch",
        file="station/sync/conversation.py",
        old="        if not parts.drain.is_for_us(ack):\n",
        new="        if not ack.epoch:\n",
        test=f"{PRUNING}::test_a_word_about_another_epoch_lets_nothing_go",
    ),
    Broken(
        why="a station that lets go of a file for which the hub still waits",
        file="station/store/media.py",
        old="WHERE state NOT IN ('have', 'lost') \"",
        new='WHERE 0 "',
        test=f"{PRUNING}::test_a_file_that_the_hub_still_waits_for_holds_its_fact_and_all_behind_it",
    ),
    Broken(
        why="a station that forgets where its chain goes on",
        file="station/store/outbox.py",
        old='self._db.execute("UPDATE station SET base = ?, base_h = ?", (upto, self.chain_hash(upto)))',
        new='self._db.execute("UPDATE station SET base = ?", (upto,))',
        test=f"{OUTBOX}::test_what_is_let_go_leaves_its_hash_to_chain_on",
    ),
    Broken(
        why="a fork of which nobody hears",
        file="station/sync/forking.py",
        old="        return untold[0]",
        new="        return None",
        test=f"{PRUNING}::test_a_fork_is_told_until_the_hub_has_noted_it",
    ),
    Broken(
        why="a new epoch in which facts have new names",
        file="station/store/outbox.py",
        old="raw, digest = encode_envelope(msgspec.structs.replace(envelope, seq=seq), partial(chain, previous))",
        new="raw, digest = encode_envelope(msgspec.structs.replace(envelope, seq=seq, ev=f'{envelope.ev}x'),"
        " partial(chain, previous))",
        test=f"{OUTBOX}::test_a_new_epoch_holds_every_fact_that_is_still_here_under_its_old_name",
    ),
    Broken(
        why="a damaged fact that leaves no gap",
        file="station/store/salvage.py",
        old="gaps = set(lost[:MOST_GAPS])",
        new="gaps = set[int]()",
        test=DAMAGE,
    ),
    Broken(
        why="a log that lost its end and says nothing",
        file="station/store/soundness.py",
        old="    if said and said.epoch == epoch and said.last > last:",
        new="    if not said:",
        test=DAMAGE,
    ),
    Broken(
        why="facts that are not read past a broken check sum",
        file="station/store/wreck.py",
        old='_bytes_of(database.with_name(database.name + "-wal"))',
        new='b""',
        test=DAMAGE,
    ),
    Broken(
        why="a damaged database that is thrown away",
        file="station/store/salvage.py",
        old="path.rename(aside / path.name)\n            _set",
        new="path.unlink()\n            _set",
        test=f"{DAMAGE}::test_a_file_that_is_no_database_any_more_is_set_aside_and_the_station_starts",
    ),
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_it_is_noticed(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
