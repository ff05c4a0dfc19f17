"""What a hub is told by its hub.toml, or by nothing at all: every mistake is named, all of them at once."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Final, Literal, NamedTuple, get_args

import platformdirs

from hub.errors import ConfigRefused

BrokerName = Literal["nats", "mosquitto", "absent"]
FILE: Final = "hub.toml"
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^:\s]+):(?P<port>\d{1,5})")


class Address(NamedTuple):
    """Where something listens; port 0 = any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Config(NamedTuple):
    """The settings of one hub. `advertise` is the host that stations are told, "" = as `mqtt` says."""

    data: Path
    http: Address = Address("127.0.0.1", 8600)
    mqtt: Address = Address("127.0.0.1", 8601)
    broker: BrokerName = "nats"
    advertise: str = ""

    def as_toml(self) -> str:
        """The settings as they stand, in the form of the file."""
        return (
            f'http = "{self.http}"        # the pages\n'
            f'mqtt = "{self.mqtt}"        # the broker, where stations come in\n'
            f'broker = "{self.broker}"\n'
            f'advertise = "{self.advertise}"      # the host that stations are told; empty: as mqtt says\n'
        )


def default_data() -> Path:
    """Where a hub keeps its data when nobody says otherwise."""
    return Path(platformdirs.user_data_dir("waystation", appauthor=False)) / "hub"


def read_config(data: Path, **options: str | None) -> Config:
    """Read hub.toml in the data folder, if there is one; options of the command line win over it.

    Raises ConfigRefused with every mistake in it.
    """
    path = data / FILE
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigRefused(path, [f"it is not TOML: {error}"]) from error
    found |= {key: value for key, value in options.items() if value is not None}
    mistakes: list[str] = []
    settings = {key: _checked(key, value, mistakes) for key, value in found.items()}
    if mistakes:
        raise ConfigRefused(path, mistakes)
    return Config(data=data, **settings)  # type: ignore[arg-type]


def _checked(key: str, value: object, mistakes: list[str]) -> object:
    """The value in its own type; what is wrong with it is added to the mistakes."""
    known = [name for name in Config._fields if name != "data"]
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        mistakes.append(f"{key!r} is not a setting." + (f" Did you mean {near[0]!r}?" if near else ""))
    elif not isinstance(value, str):
        mistakes.append(f"{key} is a text in quotes, not {value!r}.")
    elif key in {"http", "mqtt"}:
        return _address(key, value, mistakes)
    elif key == "broker" and value not in get_args(BrokerName):
        near = difflib.get_close_matches(value, get_args(BrokerName), 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        mistakes.append(f"broker is one of {', '.join(get_args(BrokerName))}, not {value!r}.{hint}")
    return value


def _address(key: str, text: str, mistakes: list[str]) -> Address | None:
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match["port"]) > 65_535:
        mistakes.append(f"{key} is an address such as 127.0.0.1:8600, not {text!r}.")
        return None
    return Address(match["host"].strip("[]"), int(match["port"]))
