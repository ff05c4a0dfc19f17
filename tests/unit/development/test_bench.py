"""Benchmarks are scripts that print JSON lines; the command runs them, says them in words and writes the page."""

import json
import os
from pathlib import Path

import click
import pytest

from development import bench

FIGURE: bench.Figure = {
    "name": "badge read", "value": 0.9, "unit": "ms", "baseline": 11.0, "ratio": 0.0818, "n": 1320,
}  # fmt: skip
RUN = 'if __name__ == "__main__":\n    '


def write(root: Path, name: str, text: str) -> None:
    (root / "benchmarks").mkdir(exist_ok=True)
    (root / "benchmarks" / f"{name}.py").write_text(text, encoding="utf-8")


def run(root: Path, *names: str) -> list[bench.Figure]:
    return list(bench.measure(root, names, dict(os.environ)))


def test_every_line_of_json_is_a_figure_and_other_lines_are_not(tmp_path: Path) -> None:
    write(tmp_path, "badge", RUN + f"print('warming up'); print('''{json.dumps(FIGURE)}''')")
    write(tmp_path, "pictures", "NOT_A_BENCHMARK = True")
    assert run(tmp_path) == run(tmp_path, "badge") == [FIGURE]


def test_a_benchmark_that_fails_stops_the_run_with_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, "broken", RUN + "raise SystemExit(3)")
    with pytest.raises(click.ClickException, match=r"broken failed \(exit 3\)"):
        run(tmp_path)


def test_an_unknown_name_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, "badge", RUN + "pass")
    with pytest.raises(click.UsageError, match=r"No benchmark is called badger\. There are: badge"):
        run(tmp_path, "badger")


def test_the_page_has_a_row_for_each_figure() -> None:
    alone: bench.Figure = {**FIGURE, "name": "memory", "value": 21504.0, "baseline": None, "ratio": None}
    rows = bench.page([FIGURE, alone]).splitlines()[-2:]
    assert rows == ["| badge read | 0.9 ms | 11 | 0.0818 | 1320 |", "| memory | 21,504 ms | – | – | 1320 |"]


def test_a_figure_in_words_names_its_baseline() -> None:
    assert bench.in_words(FIGURE).split(maxsplit=2) == ["badge", "read", "0.9 ms   0.08 x the baseline of 11"]
