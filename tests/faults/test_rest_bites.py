"""The search of a station's disk and of its memory finds what it is there to find."""

from pathlib import Path
from typing import Final

import pytest

from tests.broken_build import Broken

_DISK: Final = "tests/faults/test_at_rest.py::test_nothing_of_a_child_lies_on_a_station_in_clear"
_MEMORY: Final = "tests/faults/test_key_memory.py::test_no_key_is_in_memory_after_any_way_to_leave"

BROKEN: Final = [
    Broken(
        "a station that writes to its log what a child hands in",
        "station/perform/recorder.py",
        "stamp, key, visit = self._stamp(), self._key_for(effect), effect.visit",
        "stamp, key, visit = self._stamp(), self._key_for(effect), print(effect, file=__import__('sys').stderr)"
        " or effect.visit",
        _DISK,
    ),
    Broken(
        "a station that keeps a copy of the key of a visit",
        "station/perform/keyring.py",
        "self._of(learner).visits[visit] = key",
        "self._of(learner).visits[visit] = key; self.__dict__.setdefault('old', []).append(bytes(key))",
        _MEMORY,
    ),
    Broken(
        "a desk that does not forget",
        "station/perform/desk.py",
        "self._keyring.forget(learner)",
        "self._keyring.came(learner)",
        _MEMORY,
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_build_is_found(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
