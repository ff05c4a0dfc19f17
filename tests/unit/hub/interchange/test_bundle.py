"""A bundle: a zip that is written while it is taken, whose manifest names every file with its hash."""

import csv
import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.interchange.bundle import Entry, bundle, cell, csv_pieces

MADE = datetime(2026, 9, 14, 9, 12, tzinfo=UTC)


def opened(pieces: Iterator[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def test_the_manifest_names_every_file_with_its_size_and_hash() -> None:
    says: dict[str, object] = {"learner": "amal", "not_here": []}

    def late() -> Iterator[bytes]:
        says["not_here"] = ["one"]
        yield b"x" * 10

    with opened(
        bundle([Entry("a.txt", [b"one ", b"two"]), Entry("b.jpg", late(), {"sealed": "ff"})], says, MADE)
    ) as zip_:
        manifest = msgspec.json.decode(zip_.read("manifest.json"))
        assert zip_.testzip() is None
        assert [one["name"] for one in manifest["files"]] == ["a.txt", "b.jpg"]
        assert manifest["not_here"] == ["one"]
        assert manifest["files"][1]["sealed"] == "ff"
        for one in manifest["files"]:
            data = zip_.read(one["name"])
            assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_however_large_it_is_little_of_it_is_in_memory() -> None:
    piece = bytes(64 * 1024)
    entries = (Entry(f"{number}.jpg", (piece for _ in range(64))) for number in range(16))
    tracemalloc.start()
    total = sum(len(part) for part in bundle(entries, {}, MADE))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 60 * 1024 * 1024
    assert peak < 2 * 1024 * 1024


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1+1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(cell(text)))
    assert row == ["'" + text]


def test_numbers_stay_numbers() -> None:
    assert (cell(-3), cell(None)) == ("-3", "")


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=4))
)
def test_a_table_reads_back_as_it_was_but_for_what_was_defused(rows: list[list[str]]) -> None:
    text = b"".join(csv_pieces(("a", "b"), rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [[one.removeprefix("'") for one in row] for row in read] == [
        [one.removeprefix("'") for one in row] for row in rows
    ]
