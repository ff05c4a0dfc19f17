"""The model check, the fuzz and the meeting of releases find what they are there to find."""

from pathlib import Path
from typing import Final

import pytest

from tests.broken_build import Broken

_MODEL: Final = "tests/property/test_model_of_a_room.py::test_the_promises_hold_in_any_order_of_events[1]"
_FUZZ: Final = "tests/property/test_fuzz_of_messages.py"
_SKEW: Final = "tests/faults/test_version_skew.py"

BROKEN: Final = [
    Broken(
        "a hub that acknowledges one fact more than it committed",
        "hub/intake/recorder.py",
        "Ack(epoch=epoch, upto=upto, safe=safe,",
        "Ack(epoch=epoch, upto=upto + 1, safe=safe,",
        _MODEL,
    ),
    Broken(
        "a station that is done with its files when it has offered them",
        "station/store/media.py",
        "WHERE state NOT IN ('have', 'lost') AND seq <= ?",
        "WHERE state = 'captured' AND seq <= ?",
        _MODEL,
    ),
    Broken(
        "a hub that lets a strange message end its round",
        "hub/intake/doorkeeper.py",
        "except (TopicRefused, MessageRefused):",
        "except TopicRefused:",
        f"{_FUZZ}::test_a_hub_survives_whatever_its_stations_say",
    ),
    Broken(
        "a station that believes every number of a file's pieces",
        "station/sync/hearing.py",
        "except (ClassroomError, ChunkRefused):",
        "except ClassroomError:",
        f"{_FUZZ}::test_a_station_survives_whatever_its_hub_says",
    ),
    Broken(
        "a hub that forgets what it could not read",
        "hub/service/backoffice.py",
        "self.writer.do(self.recording.retry)",
        "self.writer.do(lambda tables: None)",
        f"{_SKEW}::test_what_an_old_hub_cannot_read_appears_when_it_is_upgraded",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_broken_build_is_found(broken: Broken, tmp_path: Path) -> None:
    broken.must_fail(tmp_path)
