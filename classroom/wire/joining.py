"""The record by which a station joins a room: who it is, where the hub is, which keys they share. Pure."""

import msgspec

from classroom.errors import MessageRefused
from classroom.ids import ClassId, StationId, ZoneId
from classroom.value import Value


class JoinRecord(Value, frozen=True, kw_only=True):
    """All that a station needs to join; a secret file. Keys are base64, 32 bytes each.

    `ca` is the certificate (PEM) of the hub's own authority, the only one that the station trusts; "" = a hub that
    speaks in clear, on the same machine only. `https_port` is where its pages are, 0 = not told.
    """

    room: str
    station: StationId
    zone: ZoneId
    classes: tuple[ClassId, ...]
    host: str
    port: int
    user: str
    password: str
    client_secret: str
    k_up: str
    k_dn: str
    hub_epoch: str
    hub_sign: str
    hub_box: str
    hub_box_id: str
    ca: str = ""
    https_port: int = 0
    v: int = 1


def encode_join(record: JoinRecord) -> bytes:
    """Return the bytes of a join record."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def decode_join(data: bytes) -> JoinRecord:
    """Return a join record; raise MessageRefused when the bytes are none."""
    try:
        return msgspec.json.decode(data, type=JoinRecord)
    except msgspec.DecodeError as error:
        raise MessageRefused(f"no join record: {error}") from error
