"""Mosquitto 2 as a child process: for rooms whose operator prefers the distribution's broker."""

import base64
import hashlib
import os
import pwd
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from hub.broker import Account
from hub.broker.managed import CONNECTION_LIMIT, PACKET_LIMIT
from hub.errors import BrokerMissing
from plumbing.files import replace_file

_ITERATIONS = 101  # mosquitto's own default; the passwords are random, so a slow hash would protect nothing


class Mosquitto:
    """How mosquitto wants to be told. It keeps nothing on disk."""

    name = "mosquitto"

    def __init__(self, folder: Path) -> None:
        """`folder` (the hub's, 0700) takes the configuration, the passwords and the rights."""
        self._config = folder / "mosquitto.conf"
        self._passwords = folder / "mosquitto.passwd"
        self._rights = folder / "mosquitto.acl"

    def command(self) -> list[str]:
        program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if program is None:
            raise BrokerMissing("mosquitto", "Install it with: sudo apt install mosquitto")
        return [program, "-c", str(self._config)]

    def configure(self, host: str, port: int, accounts: Iterable[Account]) -> None:
        accounts = list(accounts)
        replace_file(self._passwords, "".join(map(_password_line, accounts)).encode())
        replace_file(self._rights, "\n".join(map(_rights_of, accounts)).encode())
        replace_file(self._config, self._settings(host, port).encode())

    def fresh_store(self) -> None:
        """Nothing to do: persistence is off."""

    def remove_store(self) -> None:
        """Nothing to do: persistence is off."""

    def _settings(self, host: str, port: int) -> str:
        owner = pwd.getpwuid(os.geteuid()).pw_name
        return f"""\
user {owner}
listener {port} {host}
max_connections {CONNECTION_LIMIT}
use_username_as_clientid true
allow_anonymous false
password_file {self._passwords}
acl_file {self._rights}
max_packet_size {PACKET_LIMIT}
set_tcp_nodelay true
persistence false
log_dest stderr
log_type error
log_type warning
"""


def _password_line(account: Account) -> str:
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", account.password.encode(), salt, _ITERATIONS)
    salted = f"{base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"
    return f"{account.user}:$7${_ITERATIONS}${salted}\n"


def _rights_of(account: Account) -> str:
    lines = [f"user {account.user}"]
    lines += [f"topic read {each}" for each in account.reads]
    lines += [f"topic write {each}" for each in account.writes]
    return "\n".join(lines) + "\n"
