"""The configuration: one file, all mistakes at once, secrets in a private place."""

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from classroom.errors import MessageRefused
from classroom.wire.joining import encode_join
from plumbing.files import replace_file
from station.config import StationConfig, in_toml, read_config, read_join_record
from station.errors import ConfigRefused, NotJoined, RecordExposed, RecordInClear
from tests.faults.station_school import School


def written(folder: Path, text: str) -> Path:
    path = folder / "station.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_sets_what_it_names_and_its_paths_begin_at_its_folder(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'data = "here"\nrecord = "/etc/join.json"\ncamera = "folder:pics"\nsize = [1280, 800]'
    )
    config = read_config(path, {})
    assert config.data == tmp_path / "here"
    assert config.join_record == Path("/etc/join.json")
    assert (config.camera, config.size, config.speech) == ("folder:pics", (1280, 800), "espeak")


def test_what_is_given_by_hand_goes_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'data = "here"\ncamera = "usb:0"')
    config = read_config(path, {"camera": "none", "data": Path("there"), "record": None})
    assert (config.camera, config.data) == ("none", Path("there"))
    assert config.join_record == Path("there/join.json")


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    path = written(tmp_path, 'camra = "x"\nsize = [1, 2]\ndisk_floor = "much"\nformats = ["Aztec"]\n')
    with pytest.raises(ConfigRefused) as refused:
        read_config(path, {})
    assert len(refused.value.mistakes) == 5
    told = str(refused.value)
    for word in ('Did you mean "camera"?', "size =", "disk_floor =", "formats =", "data is missing"):
        assert word in told


@pytest.mark.parametrize("text", ["data = ", "\0", "data = 3"])
def test_a_file_that_says_nonsense_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigRefused):
        read_config(written(tmp_path, text), {})


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused, match="cannot be read"):
        read_config(tmp_path / "none.toml", {"data": tmp_path})


def test_what_is_printed_can_be_read_again(tmp_path: Path) -> None:
    config = StationConfig(data=tmp_path / 'a "strange" folder', camera="none", px_per_mm=5.25, kiosk=True)
    printed = in_toml(config)
    assert read_config(None, tomllib.loads(printed)) == config
    assert set(StationConfig.__struct_fields__) == {
        line.lstrip("# ").partition(" =")[0] for line in printed.splitlines()
    }


def test_nothing_is_sent_in_clear_to_another_machine(tmp_path: Path) -> None:
    path, record = tmp_path / "join.json", School().record(1883)
    for host, ca in (("127.0.0.1", ""), ("::1", ""), ("192.168.1.20", "a certificate")):
        replace_file(path, encode_join(replace(record, host=host, ca=ca)))
        assert read_join_record(path).host == host
    replace_file(path, encode_join(replace(record, host="192.168.1.20")))
    with pytest.raises(RecordInClear, match="Write a new record at the hub: waystation hub enrol"):
        read_join_record(path)


def test_a_join_record_is_read_from_a_private_file_only(tmp_path: Path) -> None:
    path = tmp_path / "join.json"
    with pytest.raises(NotJoined):
        read_join_record(path)
    school = School()
    school.write_record(path, 1883)
    assert read_join_record(path) == school.record(1883)
    path.chmod(0o640)
    with pytest.raises(RecordExposed, match="chmod 600"):
        read_join_record(path)
    path.write_bytes(b"{}")
    path.chmod(0o600)
    with pytest.raises(MessageRefused):
        read_join_record(path)
