"""The sample Views as different people see them: young, large letters, long words, strong contrast. Pure."""

from collections.abc import Iterator

from station.ui import samples
from station.views.shapes import View

PLAIN: dict[str, View] = {
    "idle": samples.IDLE,
}


def everybody() -> Iterator[tuple[str, View]]:
    yield from PLAIN.items()
