"""What a hub is told by its hub.toml, or by nothing at all: every mistake is named, all of them at once."""

import difflib
import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

import platformdirs

from hub.errors import ConfigRefused
from plumbing.addresses import is_loopback

BrokerName = Literal["nats", "mosquitto", "absent"]
Announce = Literal["auto", "yes", "no"]
"""Whether neighbours are told where this hub is; auto: unless it serves this machine only."""
FILE: Final = "hub.toml"
BESIDE: Final = 2
_ONE_OF: Final = {"broker": get_args(BrokerName), "announce": get_args(Announce)}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^:\s]+):(?P<port>\d{1,5})")


class Address(NamedTuple):
    """Where something listens; port 0 = any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class BackupSettings(NamedTuple):
    """Where backups go and when: `second` is a folder on another disk, `at` a time of day of the school (HH:MM).

    `same_disk_ok` lets `second` lie on the disk of the hub, for a demo; `keep` = how many backups stay there.
    """

    second: Path | None = None
    same_disk_ok: bool = False
    at: str = "18:00"
    keep: int = 7

    def as_toml(self) -> str:
        """The settings as they stand, in the form of the file."""
        second = f"second = {json.dumps(str(self.second))}" if self.second else '# second = "/media/stick"'
        return (
            "\n[backup]\n"
            f"{second}        # a folder on another disk; without it nothing counts as safe\n"
            f"same_disk_ok = {json.dumps(self.same_disk_ok)}        # for a demo only\n"
            f'at = "{self.at}"        # each day, in the time zone of the school\n'
            f"keep = {self.keep}        # backups that stay there\n"
        )


class Config(NamedTuple):
    """The settings of one hub. `advertise` is the host that stations are told, "" = as `mqtt` says.

    `trust` is where one page says, in clear, how a device comes to trust this hub; None = beside the pages.
    `plain_http` and `plain_mqtt` do without TLS; for loopback only, or the hub does not start.
    """

    data: Path
    http: Address = Address("127.0.0.1", 8600)
    mqtt: Address = Address("127.0.0.1", 8601)
    trust: Address | None = None
    broker: BrokerName = "nats"
    advertise: str = ""
    plain_http: bool = False
    plain_mqtt: bool = False
    announce: Announce = "auto"
    backup: BackupSettings = BackupSettings()

    @property
    def trust_at(self) -> Address:
        """Where the page about trust is: two doors after the pages, unless the settings name a place."""
        return self.trust or Address(self.http.host, self.http.port and self.http.port + BESIDE)

    def as_toml(self) -> str:
        """The settings as they stand, in the form of the file."""
        return (
            f'http = "{self.http}"        # the pages, over HTTPS\n'
            f'mqtt = "{self.mqtt}"        # the broker, where stations come in\n'
            f'{"" if self.trust else "# "}trust = "{self.trust_at}"        # in clear, how to trust this hub\n'
            f'broker = "{self.broker}"\n'
            f'advertise = "{self.advertise}"      # the host that stations are told; empty: as mqtt says\n'
            f"plain_http = {json.dumps(self.plain_http)}        # pages without TLS, on this machine only\n"
            f"plain_mqtt = {json.dumps(self.plain_mqtt)}        # stations without TLS, on this machine only\n"
            f'announce = "{self.announce}"        # stations look it up when it has moved; auto, yes or no\n'
            f"{self.backup.as_toml()}"
        )


def default_data() -> Path:
    """Where a hub keeps its data when nobody says otherwise."""
    return Path(platformdirs.user_data_dir("waystation", appauthor=False)) / "hub"


def read_config(data: Path, **options: str | bool | None) -> Config:
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
    config = Config(data=data, **settings)  # type: ignore[arg-type]
    refuse_clear(config)
    return config


def refuse_clear(config: Config) -> None:
    """Raise ConfigRefused where something would travel in clear beyond this machine."""
    asked = (
        ("plain_http", config.plain_http, "http", config.http),
        ("plain_mqtt", config.plain_mqtt, "mqtt", config.mqtt),
    )
    mistakes = [
        f"{setting} = true is for this machine only, but {where} = {str(address)!r} is open to others. "
        f"Leave {setting} out, or let {where} be 127.0.0.1:{address.port}."
        for setting, wanted, where, address in asked
        if wanted and not is_loopback(address.host)
    ]
    if mistakes:
        raise ConfigRefused(config.data / FILE, mistakes)


def _checked(key: str, value: object, mistakes: list[str]) -> object:
    """The value in its own type; what is wrong with it is added to the mistakes."""
    known = [name for name in Config._fields if name != "data"]
    if key not in known:
        _unknown(key, known, mistakes)
    elif key == "backup":
        return _backup(value, mistakes)
    elif key in {"plain_http", "plain_mqtt"}:
        if not isinstance(value, bool):
            mistakes.append(f"{key} is true or false, not {value!r}.")
    elif not isinstance(value, str):
        mistakes.append(f"{key} is a text in quotes, not {value!r}.")
    elif key in {"http", "mqtt", "trust"}:
        return _address(key, value, mistakes)
    elif key in _ONE_OF and value not in _ONE_OF[key]:
        near = difflib.get_close_matches(value, _ONE_OF[key], 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        mistakes.append(f"{key} is one of {', '.join(_ONE_OF[key])}, not {value!r}.{hint}")
    return value


def _unknown(key: str, known: Sequence[str], mistakes: list[str], section: str = "") -> None:
    near = difflib.get_close_matches(key, known, 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    mistakes.append(f"{key!r} is not a setting{section}.{hint}")


def _backup(found: object, mistakes: list[str]) -> BackupSettings:
    """The settings under [backup]."""
    settings = BackupSettings()
    if not isinstance(found, dict):
        mistakes.append(f"backup is a section, [backup], not {found!r}.")
        return settings
    for key, value in found.items():
        if key not in settings._fields:
            _unknown(key, settings._fields, mistakes, " of [backup]")
        elif why := _wrong_with_backup(key, value):
            mistakes.append(f"{key} of [backup] is {why}, not {value!r}.")
        else:
            chosen: dict[str, Any] = {key: Path(value) if key == "second" else value}
            settings = settings._replace(**chosen)
    return settings


def _wrong_with_backup(key: str, value: object) -> str:
    """What a setting under [backup] should have been; "" when it is."""
    match key:
        case "second":
            fits = isinstance(value, str) and Path(value).is_absolute()
            return "" if fits else 'a folder, from the root, such as "/media/stick"'
        case "same_disk_ok":
            return "" if isinstance(value, bool) else "true or false"
        case "keep":
            fits = isinstance(value, int) and not isinstance(value, bool) and 2 <= value <= 1_000
            return "" if fits else "a number from 2 to 1000"
    fits = isinstance(value, str) and _TIME.fullmatch(value) is not None
    return "" if fits else 'a time of day such as "18:00"'


def _address(key: str, text: str, mistakes: list[str]) -> Address | None:
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match["port"]) > 65_535:
        mistakes.append(f"{key} is an address such as 127.0.0.1:8600, not {text!r}.")
        return None
    return Address(match["host"].strip("[]"), int(match["port"]))
