"""Nothing that we show comes from the Internet, and what others made is exactly what they published."""

import re
from pathlib import Path

import pytest

from development import vendor
from tests.contract import house

FOLDERS = [house.ROOT / folder for folder in vendor.FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=vendor.FOLDERS)
def test_each_file_of_others_is_the_one_that_was_fetched(folder: Path) -> None:
    assert vendor.problems(folder) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=vendor.FOLDERS)
def test_each_package_of_others_brings_its_licence(folder: Path) -> None:
    entries = vendor.entries(folder)
    licensed = {entry["package"] for entry in entries if entry["name"].startswith("LICENSE-")}
    assert {entry["package"] for entry in entries} == licensed


def test_a_changed_a_missing_and_a_strange_file_are_found(tmp_path: Path) -> None:
    entry = '[[file]]\nname = "{}"\nsha512 = "0"\n'
    (tmp_path / "vendor.toml").write_text(
        entry.format("changed.js") + entry.format("gone.js"), encoding="utf-8"
    )
    (tmp_path / "changed.js").write_text("1", encoding="utf-8")
    (tmp_path / "strange.js").write_text("1", encoding="utf-8")
    found = [problem.partition("/")[2] for problem in vendor.problems(tmp_path)]
    assert found == [
        "gone.js is missing",
        "strange.js is not in vendor.toml",
        "changed.js is not the file that was fetched",
    ]


def test_no_page_asks_the_internet_for_anything() -> None:
    asks = re.compile(
        r"""(?:src|href|url|@import|fetch|from)\s*[=(]?\s*["']?\s*(?:https?:)?//\w""", re.IGNORECASE
    )
    pages = house.files(".html", ".css", ".js", ".kv", homes=house.PACKAGES)
    assert [house.name(page) for page in pages if asks.search(page.read_text(encoding="utf-8"))] == []
