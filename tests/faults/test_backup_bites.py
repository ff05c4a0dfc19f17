"""Builds that would lose work by way of their backups: each has to fail the test that guards against it."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

MAKING = "tests/unit/hub/backup/test_making.py::"
RESTORING = "tests/unit/hub/backup/test_restoring.py::"

BROKEN = (
    Broken(
        "safe moves before the backup was read again",
        "hub/service/backing_up.py",
        "        with self._one:\n",
        "        every = 'INSERT INTO safe_marks SELECT station, epoch, upto FROM marks'\n"
        "        self._writer.do(lambda tables: tables.run(every))\n"
        "        with self._one:\n",
        f"{MAKING}test_a_log_with_a_broken_link_is_never_safe",
    ),
    Broken(
        "safe passes a fact whose file is not in the backup",
        "hub/store/copying.py",
        "        ends = [upto, first.get((station, epoch), upto + 1) - 1]\n",
        "        ends = [upto]\n",
        f"{MAKING}test_safe_stops_before_a_fact_whose_file_is_not_in_the_backup",
    ),
    Broken(
        "files of facts in quarantine are forgotten",
        "hub/store/copying.py",
        "1 FROM quarantine ORDER BY",
        "1 FROM quarantine WHERE 0 ORDER BY",
        f"{MAKING}test_a_fact_in_quarantine_holds_safe_back_while_its_file_is_away",
    ),
    Broken(
        "a fork hides a fact without its file",
        "hub/store/copying.py",
        "        if elsewhere and hole is not None:\n",
        "        if elsewhere and hole == -1:\n",
        f"{MAKING}test_a_fact_that_came_in_an_earlier_epoch_holds_the_new_one_back_too",
    ),
    Broken(
        "a restored hub keeps the epoch of the one that is gone",
        "hub/backup/restoring.py",
        "        hub_epoch = self._entropy(EPOCH).hex()\n",
        '        hub_epoch = desk.meta(tables, "hub_epoch")\n',
        f"{RESTORING}test_everything_comes_back_under_another_epoch",
    ),
    Broken(
        "the journal lies there and nobody reads it",
        "hub/backup/replaying.py",
        "        if stored.seq <= mark.upto:\n",
        "        if stored.seq:\n",
        f"{RESTORING}test_what_staff_did_since_comes_from_the_journal_with_its_chain",
    ),
    Broken(
        "the journal tells of badges and stations without their keys",
        "hub/service/journalling.py",
        "keys if changed else None",
        "None",
        f"{RESTORING}test_a_station_and_a_badge_that_came_after_the_backup_are_known_again",
    ),
    Broken(
        "an answer that was sent is sent again",
        "hub/backup/restoring.py",
        "                replaying.settle_held(tables, found)\n",
        "",
        f"{RESTORING}test_an_answer_that_was_held_in_the_backup_is_not_sent_twice",
    ),
    Broken(
        "a file with something behind its end is taken",
        "hub/backup/archive.py",
        "    if not reader.complete:\n",
        "    if reader.torn:\n",
        f"{RESTORING}test_broken_cut_foreign_and_wrong_are_refused_in_one_sentence",
    ),
    Broken(
        "stations do not offer a restored hub the files that it has lost",
        "station/sync/drain.py",
        "            if welcome.hub_epoch != marks.hub_epoch:\n",
        "            if welcome.hub_epoch == '':\n",
        "tests/faults/test_restore.py::test_a_hub_comes_back_from_yesterday_without_losing_a_piece[nats]",
    ),
)


@pytest.mark.parametrize("build", BROKEN, ids=str)
def test_a_build_that_loses_work_by_its_backups_is_noticed(build: Broken, tmp_path: Path) -> None:
    build.must_fail(tmp_path)
