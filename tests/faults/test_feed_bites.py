"""The tests of the feed and of files find what they are there to find: each fails where one line is spoiled."""

from pathlib import Path
from typing import Final

import pytest

from tests.broken_build import Broken

_FEED: Final = "tests/property/test_feed.py::test_a_station_comes_to_hold_what_the_feed_has_for_it"
_INCOMING: Final = "tests/unit/plumbing/test_incoming.py"
_REQUESTS: Final = "tests/unit/hub/intake/test_requests.py"
_LARGE: Final = "tests/unit/station/sync/test_large_documents.py"

BROKEN: Final = [
    Broken(
        "a cursor that is moved before its page is applied",
        "station/store/shelf.py",
        "            self._put(_NOW, page.docs)\n            self._move(Cursor(page.hub_epoch, page.to, page.scope))",
        "            self._move(Cursor(page.hub_epoch, page.to, page.scope))\n"
        "            self._put(_NOW, page.docs[1:])",
        _FEED,
    ),
    Broken(
        "a snapshot that keeps what left the scope",
        "station/store/shelf.py",
        '            self._db.execute(f"DELETE FROM {table}")  # noqa: S608\n'
        '            self._db.execute(f"INSERT INTO',
        '            self._db.execute(f"INSERT OR REPLACE INTO',
        _FEED,
    ),
    Broken(
        "a hub that forgets what is gone and does not say so",
        "hub/store/feed.py",
        "        set_meta(tables, _FLOOR, str(row[0]))",
        "        pass",
        f"{_REQUESTS}::test_who_has_read_less_than_is_remembered_reads_everything_anew",
    ),
    Broken(
        "a hub that goes on in another scope",
        "hub/intake/requests.py",
        '        or asked.scope not in {"", scope}\n',
        "",
        _FEED,
    ),
    Broken(
        "a hub that does not tell who held a document that it is gone",
        "hub/store/feed.py",
        "    return any(each == _EVERYONE or each in served for each in row.past_scope)",
        "    return False",
        f"{_REQUESTS}::test_a_learner_who_changes_class_leaves_the_shelf",
    ),
    Broken(
        "a hello that speaks of documents which are still to come",
        "station/sync/greeter.py",
        "feed_rev=shelf.whole_rev()",
        "feed_rev=shelf.cursor().rev",
        f"{_LARGE}::test_a_hello_speaks_only_of_what_is_whole",
    ),
    Broken(
        "files whose hash nobody looks at",
        "plumbing/parts.py",
        "        if self._digest() != self.media_id:",
        "        if False:",
        f"{_INCOMING}::test_bytes_that_are_not_what_they_are_called_are_thrown_away_and_the_second_time_refused",
    ),
    Broken(
        "a receiver that takes pieces from anybody",
        "plumbing/incoming.py",
        "        if transfer is None or transfer.peer != peer:\n            return",
        "        if transfer is None:\n            return",
        f"{_INCOMING}::test_pieces_that_nobody_asked_this_station_for_change_nothing",
    ),
    Broken(
        "a large file that keeps small ones waiting",
        "plumbing/incoming.py",
        "        if transfer.todo and any(",
        "        if False and any(",
        f"{_INCOMING}::test_a_small_file_goes_before_a_large_one_that_is_under_way",
    ),
    Broken(
        "a receiver that forgets to ask for some of what is missing",
        "plumbing/incoming.py",
        "            if not self.part.has(index):",
        "            if index % 2:",
        f"{_INCOMING}::test_after_a_break_only_what_is_missing_is_asked_for",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_spoiled_build_is_found_out(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
