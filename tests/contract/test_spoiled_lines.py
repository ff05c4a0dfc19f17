"""The lines that long runs spoil still stand where they are looked for, once: else those runs prove nothing."""

import importlib.util
from pathlib import Path

import pytest

from tests.broken_build import ROOT, Broken

FOLDER = ROOT / "tests" / "faults"


def spoiled_in(path: Path) -> list[Broken]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.BROKEN)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("test_*_bites.py")), ids=lambda path: path.stem)
def test_every_line_that_is_spoiled_stands_in_its_file_once_and_its_test_is_there(path: Path) -> None:
    for one in spoiled_in(path):
        said = (ROOT / one.file).read_text(encoding="utf-8").count(one.old)
        assert said == 1, f"{one.file} has {said} places that say: {one.old}"
        file, _, name = one.test.partition("::")
        wanted = f"def {name.partition('[')[0]}(" if name else "def test_"
        assert wanted in (ROOT / file).read_text(encoding="utf-8"), one.test
