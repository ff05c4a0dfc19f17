"""The commands of a station, as a person types them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from msgspec.structs import replace

from classroom.wire.joining import decode_join
from plumbing.blobs import free_share
from station.cli import station
from station.store.keep import Word
from station.store.lock import Lock
from tests.faults.station_school import School
from tests.unit.station.made import fill, opened


def run(*words: object) -> Result:
    return CliRunner().invoke(station, [str(word) for word in words])


def test_join_copies_the_record_to_a_private_place(tmp_path: Path) -> None:
    given = School().write_record(tmp_path / "given.json", 1883)
    given.chmod(0o644)
    result = run("join", "--record", given, "--data", tmp_path / "data")
    assert result.exit_code == 0
    kept = tmp_path / "data" / "join.json"
    assert kept.read_bytes() == given.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert result.output.startswith("s1 belongs to room")


def test_join_refuses_what_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}", encoding="utf-8")
    result = run("join", "--record", tmp_path / "no.json", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert not (tmp_path / "data").exists()


def test_a_station_is_told_that_its_hub_has_moved_and_keeps_all_else(tmp_path: Path) -> None:
    given = School().write_record(tmp_path / "given.json", 1883)
    run("join", "--record", given, "--data", tmp_path / "data")
    kept = tmp_path / "data" / "join.json"
    before = decode_join(kept.read_bytes())
    result = run("join", "--address", "[fd00::5]:8601", "--data", tmp_path / "data")
    assert result.exit_code == 0, result.output
    assert decode_join(kept.read_bytes()) == replace(before, host="fd00::5", port=8601)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_an_address_that_is_none_changes_nothing(tmp_path: Path) -> None:
    given = School().write_record(tmp_path / "given.json", 1883)
    run("join", "--record", given, "--data", tmp_path / "data")
    kept = (tmp_path / "data" / "join.json").read_bytes()
    for address in ("hub", "hub:0", "hub:http", ":8601", "hub:99999"):
        assert run("join", "--address", address, "--data", tmp_path / "data").exit_code == 2
    assert (tmp_path / "data" / "join.json").read_bytes() == kept
    assert run("join", "--address", "hub:1", "--data", tmp_path / "nobody").exit_code == 2


def test_status_answers_while_the_station_runs_and_while_it_is_down(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 3)
        store.tell(Word("s1", "live", "hub"))
        epoch = store.outbox.marks().epoch
        lock = Lock(tmp_path)
        told = json.loads(run("status", "--data", tmp_path, "--json").output)
        lock.release()
    assert list(told) == [
        "station",
        "epoch",
        "saved",
        "acknowledged",
        "safe",
        "queue",
        "oldest_s",
        "badges_s",
        "disk_free",
        "clock",
        "link",
    ]
    assert told | {"disk_free": 0, "oldest_s": 0} == {
        "station": "s1",
        "epoch": epoch,
        "saved": 3,
        "acknowledged": 0,
        "safe": 0,
        "queue": 3,
        "oldest_s": 0,
        "badges_s": None,
        "disk_free": 0,
        "clock": "hub",
        "link": "live",
    }
    assert abs(told["disk_free"] - free_share(tmp_path)) < 0.1
    down = json.loads(run("status", "--data", tmp_path, "--json").output)
    assert down["link"] == "down"


def test_status_in_words_names_the_same_things(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    assert "acknowledged  0" in run("status", "--data", tmp_path).output


def test_status_of_a_folder_without_a_station_is_refused(tmp_path: Path) -> None:
    result = run("status", "--data", tmp_path)
    assert result.exit_code == 1
    assert "No station ever ran" in str(result.exception)


def test_run_prints_its_settings(tmp_path: Path) -> None:
    result = run("run", "--data", tmp_path, "--camera", "folder:pics", "--print-config")
    assert result.exit_code == 0
    assert f'data = "{tmp_path}"' in result.output
    assert 'camera = "folder:pics"' in result.output


def test_run_without_a_record_says_how_to_join(tmp_path: Path) -> None:
    result = run("run", "--data", tmp_path, "--headless")
    assert result.exit_code == 1
    assert "station join --record" in str(result.exception)
