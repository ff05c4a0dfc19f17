"""A school whose hub keeps backups, for the tests of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.hub.backup.keeping import Kept, kept


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Kept]:
    with kept(tmp_path) as school:
        yield school
