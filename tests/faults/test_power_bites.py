"""The tests of power cuts fail where a database does not wait for the disk."""

from pathlib import Path

import pytest

from tests.broken_build import Broken

STATION = "tests/faults/test_station_power.py"
HUB = "tests/faults/test_hub_power.py"
FILES = "tests/faults/test_media_power.py"
BROKEN = (
    Broken(
        why="a station that calls saved what the disk has not got yet",
        file="station/store/keep.py",
        old='synchronous: Literal["FULL", "NORMAL"] = "FULL"',
        new='synchronous: Literal["FULL", "NORMAL"] = "NORMAL"',
        test=STATION,
    ),
    Broken(
        why="a station that creates its database without waiting for the disk",
        file="plumbing/migrating.py",
        old="PRAGMA synchronous = EXTRA",
        new="PRAGMA synchronous = OFF",
        test=STATION,
    ),
    Broken(
        why="a station that lets go of what is committed and not yet safe",
        file="station/store/outbox.py",
        old='rows = self._rows("seq <= ? ORDER BY seq LIMIT ?", (upto, limit))',
        new='rows = self._rows("seq <= ? ORDER BY seq LIMIT ?", (self.marks().upto, limit))',
        test=STATION,
    ),
    Broken(
        why="a hub that acknowledges what the disk has not got yet",
        file="hub/store/store.py",
        old="open_database(self._path, LOG)",
        new='open_database(self._path, LOG, synchronous="NORMAL")',
        test=HUB,
    ),
    Broken(
        why="a file that gets its name before the disk has its bytes",
        file="plumbing/files.py",
        old="            disk.sync(descriptor)\n        disk.rename(Path(name), path)",
        new="        disk.rename(Path(name), path)",
        test=FILES,
    ),
    Broken(
        why="a received file that gets its name before the disk has its bytes",
        file="plumbing/parts.py",
        old="        self._disk.sync(self._open_file())\n",
        new="",
        test=FILES,
    ),
    Broken(
        why="a name that the disk was never asked to keep",
        file="plumbing/files.py",
        old="    disk.sync_folder(path.parent)",
        new="    pass",
        test=FILES,
    ),
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_power_cut_is_noticed_in(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
