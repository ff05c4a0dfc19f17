"""`waystation simulate`: what it takes, what it answers, and its answer when something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from demo.cli_simulate import simulate
from demo.simulate.day import Outcome
from demo.simulate.telling import as_document, in_words
from demo.simulate.verdict import Findings, Saved, judge
from tests.contract import house

KEYS = (
    "seed", "made", "saved", "committed", "lost", "doubled", "acked_early", "feed_mismatches",
    "kills", "partitions", "p50_ms", "p99_ms", "drain_s",
)  # fmt: skip


def test_a_short_day_under_all_faults_answers_with_the_keys_of_the_contract(tmp_path: Path) -> None:
    words = [
        "--stations",
        "2",
        "--learners",
        "12",
        "--rate",
        "4",
        "--minutes",
        "0.1",
        "--seed",
        "3",
        "--json",
        "--data",
    ]
    done = subprocess.run(
        [sys.executable, "waystation.py", "simulate", *words, "--json", "--data", str(tmp_path / "day")],
        cwd=house.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert tuple(answer) == KEYS
    assert answer["made"] == answer["committed"] > 0
    assert [answer[key] for key in ("lost", "doubled", "acked_early", "feed_mismatches")] == [0, 0, 0, 0]


def test_a_fault_that_there_is_not_is_wrong_usage() -> None:
    done = CliRunner().invoke(simulate, ["--faults", "kill,earthquake"])
    assert done.exit_code == 2
    assert "'earthquake' is none of: kill, partition, dup" in done.output


def test_a_day_wants_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    done = CliRunner().invoke(simulate, ["--data", str(tmp_path)])
    assert str(done.exception) == f"{tmp_path} is not empty. Name a folder that is, or none."


@pytest.fixture
def bad_day() -> Outcome:
    lost = Saved(station="cave-1", learner="7", content="text gone", tapped_s=1.0, saved_s=2.0)
    findings = Findings(saved=[lost], logged=[], written=frozenset(), sent={}, acked={})
    return Outcome(seed=9, began_s=0.0, verdict=judge(findings), kills=4, partitions=2, drain_s=1.25)


def test_what_was_lost_is_told_to_people_and_to_programs(bad_day: Outcome) -> None:
    assert as_document(bad_day)["lost"] == 1
    assert "Lost 1, doubled 0" in in_words(bad_day)
    assert in_words(bad_day).endswith("lost piece: text gone")
