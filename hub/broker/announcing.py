"""Telling neighbours where the broker of this room is, so that stations find a hub that has moved."""

from hub.config import Config
from plumbing.addresses import is_loopback, own_addresses
from plumbing.discovery import Announcer

_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what the settings may say


def announcer(config: Config, room: str, port: int, https_port: int) -> Announcer | None:
    """Return who tells it, not yet started; None where nobody beyond this machine could come."""
    host = config.mqtt.host
    alone = is_loopback(host)
    if config.announce == "no" or (alone and config.announce == "auto"):
        return None
    addresses = [one for one in own_addresses() if not is_loopback(one)] if host in _EVERYWHERE else [host]
    interfaces = ["127.0.0.1"] if alone else [one for one in addresses if ":" not in one]
    return Announcer(room, addresses, port, https_port, interfaces)
