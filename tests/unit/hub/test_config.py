"""Settings: none are needed, every mistake is named at once."""

import tomllib
from pathlib import Path

import pytest

from hub.config import FILE, Address, Config, read_config
from hub.errors import ConfigRefused


def test_without_a_file_everything_has_a_value(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config(tmp_path)
    assert Config(tmp_path).http == Address("127.0.0.1", 8600)


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'http = "0.0.0.0:80"\nmqtt = "[::1]:8883"\nbroker = "mosquitto"\n', encoding="utf-8"
    )
    config = read_config(tmp_path, http="127.0.0.1:0", mqtt=None)
    assert (config.http, config.mqtt, config.broker) == (
        Address("127.0.0.1", 0),
        Address("::1", 8883),
        "mosquitto",
    )
    assert str(config.mqtt) == "[::1]:8883"


def test_every_mistake_is_named_with_what_was_perhaps_meant(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'htpp = "x"\nmqtt = "nowhere"\nbroker = "nat"\nadvertise = 5\n', encoding="utf-8"
    )
    with pytest.raises(ConfigRefused) as refused:
        read_config(tmp_path, http="127.0.0.1:99999")
    says = str(refused.value)
    assert says.count("\n  - ") == 5
    for words in (
        "Did you mean 'http'?",
        "Did you mean 'nats'?",
        "advertise is a text",
        "'nowhere'",
        "99999",
    ):
        assert words in says


@pytest.mark.parametrize("where", ["http", "mqtt"])
def test_in_clear_is_for_loopback_only(tmp_path: Path, where: str) -> None:
    for loopback in ("127.0.0.1:0", "[::1]:0", "localhost:0"):
        settings: dict[str, str | bool | None] = {where: loopback, f"plain_{where}": True}
        assert read_config(tmp_path, **settings)
    settings = {where: "0.0.0.0:8600", f"plain_{where}": True}
    with pytest.raises(ConfigRefused, match=f"Leave plain_{where} out, or let {where} be 127"):
        read_config(tmp_path, **settings)
    with pytest.raises(ConfigRefused, match="is true or false, not 'yes'"):
        read_config(tmp_path, **{f"plain_{where}": "yes"})


def test_the_page_about_trust_stands_beside_the_pages(tmp_path: Path) -> None:
    assert Config(tmp_path).trust_at == Address("127.0.0.1", 8602)
    assert read_config(tmp_path, http="0.0.0.0:0").trust_at == Address("0.0.0.0", 0)  # noqa: S104
    assert read_config(tmp_path, trust="0.0.0.0:80").trust_at == Address("0.0.0.0", 80)  # noqa: S104


def test_what_is_not_toml_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff = ")
    with pytest.raises(ConfigRefused, match="not TOML"):
        read_config(tmp_path)


def test_settings_can_be_printed_and_read_again(tmp_path: Path) -> None:
    config = Config(tmp_path, mqtt=Address("::", 1), advertise="hub.local", trust=Address("::", 3))
    (tmp_path / FILE).write_text(config.as_toml(), encoding="utf-8")
    assert read_config(tmp_path) == config
    assert tomllib.loads(config.as_toml())
