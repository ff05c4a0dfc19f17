"""A school for the tests of the hub."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories_hub import SchoolAtWork


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SchoolAtWork]:
    school = SchoolAtWork(tmp_path)
    yield school
    school.back.stop()
