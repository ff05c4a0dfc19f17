"""How one station is set up: one TOML file, all mistakes told together."""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec

from classroom.wire.joining import JoinRecord, decode_join, encode_join
from plumbing.addresses import is_loopback
from plumbing.files import replace_file
from station.errors import ConfigRefused, NotJoined, RecordExposed, RecordInClear
from station.session.state import Face

Format = Literal["QRCode", "Code128"]
Pixels = Annotated[int, msgspec.Meta(ge=320, le=8192)]


class StationConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One station. Paths are absolute or begin at the folder of the file; sizes in pixels.

    `camera`, `speech`, `microphone`, `player` and `light` are names that hardware.registry knows. `formats` are the
    codes that the camera looks for. `px_per_mm` None: guessed from `size`. `disk_floor` is the free share of the disk
    under which no new picture is taken. `look_at` are own addresses at which a hub that has moved is looked for; none:
    everywhere.
    """

    data: Path
    record: Path | None = None
    camera: str = "usb:0"
    formats: tuple[Format, ...] = ("QRCode",)
    speech: str = "espeak"
    microphone: str = "arecord"
    player: str = "aplay"
    light: str = "none"
    size: tuple[Pixels, Pixels] = (800, 480)
    px_per_mm: Annotated[float, msgspec.Meta(gt=1, lt=100)] | None = None
    kiosk: bool = False
    teacher: Annotated[str, msgspec.Meta(max_length=40)] = ""
    look_at: tuple[str, ...] = ()
    disk_floor: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.10

    @property
    def join_record(self) -> Path:
        """Where the join record lies: beside the data unless it is named."""
        return self.record or self.data / RECORD


RECORD: Final = "join.json"
EXIT_RESTART: Final = 75
"""The hub asked for a restart: begin anew."""
EXIT_WIPED: Final = 76
"""The hub had this station emptied: it belongs to no room any more."""
_FIELDS: Final = {field.name: field for field in msgspec.structs.fields(StationConfig)}


def read_config(path: Path | None, given: Mapping[str, object]) -> StationConfig:
    """Return the configuration of a file (None: no file), with what was given by hand laid over it.

    `given` has the names of the file; None means not given. Raises ConfigRefused with every mistake.
    """
    found, mistakes = _read_file(path) if path else ({}, [])
    settings = found | {name: value for name, value in given.items() if value is not None}
    values = {}
    for name, value in settings.items():
        try:
            values[name] = _converted(name, value, path if given.get(name) is None else None)
        except (msgspec.ValidationError, LookupError) as error:
            mistakes.append(str(error).replace("`", ""))
    if "data" not in settings:
        mistakes.append("data is missing: the folder in which this station keeps everything")
    if mistakes:
        raise ConfigRefused(path or "What was given", mistakes)
    return msgspec.convert(values, StationConfig, dec_hook=_dec_hook)


def read_join_record(path: Path) -> JoinRecord:
    """Return the record by which this station belongs to a room.

    Raises NotJoined, RecordExposed when others on this machine may read it, RecordInClear when it would have us speak
    to another machine in clear, MessageRefused when it is none.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise RecordExposed(path)
        record = decode_join(path.read_bytes())
        if not record.ca and not is_loopback(record.host):
            raise RecordInClear(path, record.host)
        return record
    except FileNotFoundError:
        raise NotJoined(path) from None


def write_join_record(path: Path, record: JoinRecord) -> None:
    """Keep the record by which this station belongs to a room, for its own user alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, encode_join(record))


def forget_join_record(path: Path) -> None:
    """This station belongs to no room any more; what it has saved stays, and goes along to the next one."""
    path.unlink(missing_ok=True)


def in_toml(config: StationConfig) -> str:
    """Return the whole configuration as the file would say it; what is not set stands in a comment."""
    lines = []
    for field in msgspec.structs.fields(config):
        value = getattr(config, field.name)
        word = msgspec.json.encode(value, enc_hook=str).decode()
        lines.append(f"# {field.name} = " if value is None else f"{field.name} = {word}")
    return "\n".join(lines) + "\n"


def _converted(name: str, value: object, file: Path | None) -> object:
    """Return one setting, paths as seen from the folder of the file that names them."""
    if name not in _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, n=1, cutoff=0.5)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        raise LookupError(f'"{name}" is not a setting.{meant}')
    try:
        good = msgspec.convert(value, _FIELDS[name].type, dec_hook=_dec_hook)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{name} = {value!r}: {error}") from error
    return file.absolute().parent / good if file and isinstance(good, Path) else good


def _dec_hook(wanted: type, value: object) -> object:
    if wanted is not Path or not isinstance(value, str | Path):
        raise msgspec.ValidationError(f"Expected a path, got {type(value).__name__}")
    return Path(value)


def _read_file(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except OSError as error:
        return {}, [f"it cannot be read: {error.strerror}"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"it is not TOML: {error}"]


LARGE_FROM_PX: Final = 1000
"""From this width on a panel is of the 10 inch kind, and holds more at once."""


def face_of(record: JoinRecord, config: StationConfig) -> Face:
    """Return which station this is, as its screen says it before any document came."""
    return Face(
        station=record.station,
        zone=record.zone,
        zone_name=record.zone,
        teacher=config.teacher,
        large=config.size[0] >= LARGE_FROM_PX,
    )
