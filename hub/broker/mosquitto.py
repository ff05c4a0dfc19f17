"""Mosquitto 2 as a child process: for rooms whose operator prefers the distribution's broker."""

import base64
import hashlib
import json
import os
import pwd
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hub.broker import Account
from hub.broker.managed import CONNECTION_LIMIT, PACKET_LIMIT, Running
from hub.broker.warden import command, warden_account
from hub.errors import BrokerMissing
from plumbing.files import replace_file
from plumbing.mqtt import Login
from plumbing.tls import Proof

_ITERATIONS = 101  # mosquitto's own default; the passwords are random, so a slow hash would protect nothing
_PLUGIN = "mosquitto_dynamic_security.so"
_PLUGIN_HOMES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")


class Mosquitto:
    """How mosquitto wants to be told: who may do what is held by its dynamic security plugin."""

    name = "mosquitto"

    def __init__(self, folder: Path, proof: Proof | None = None) -> None:
        """`folder` (the hub's, 0700) takes the configuration and the plugin's accounts and roles."""
        self._config = folder / "mosquitto.conf"
        self._security = folder / "dynamic-security.json"
        self._warden = warden_account(secrets.token_urlsafe(24))
        self._proof = proof

    def command(self) -> list[str]:
        program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if program is None:
            raise BrokerMissing("mosquitto", "Install it with: sudo apt install mosquitto")
        return [program, "-c", str(self._config)]

    def configure(self, host: str, port: int, accounts: Iterable[Account]) -> None:
        replace_file(self._security, json.dumps(_security([self._warden, *accounts]), indent=1).encode())
        replace_file(self._config, self._settings(host, port).encode())

    def fresh_store(self) -> None:
        """Nothing to do: persistence is off."""

    def remove_store(self) -> None:
        """Nothing to do: persistence is off."""

    def admit(self, account: Account, running: Running) -> bool:
        orders = [
            {"command": "createRole", **_role(account)},
            {"command": "createClient", "password": account.password, **_client(account)},
        ]
        return self._order([*_farewell(account.user), *orders], running)

    def forget(self, user: str, running: Running) -> bool:
        return self._order(_farewell(user), running)

    def _order(self, orders: list[dict[str, Any]], running: Running) -> bool:
        """Of somebody unknown we need not take leave; nothing else may be complained of."""
        host, port = running.address
        login = Login(host, port, self._warden.user, self._warden.user, self._warden.password, running.tls)
        answers = command(login, orders)
        return answers is not None and all(not each or each.endswith("not found") for each in answers)

    def _settings(self, host: str, port: int) -> str:
        owner = pwd.getpwuid(os.geteuid()).pw_name
        return f"""\
user {owner}
listener {port} {host}
{self._shown()}max_connections {CONNECTION_LIMIT}
use_username_as_clientid true
max_qos 0
allow_anonymous false
plugin {_plugin()}
plugin_opt_config_file {self._security}
max_packet_size {PACKET_LIMIT}
max_keepalive 60
set_tcp_nodelay true
sys_interval 0
persistence false
log_dest stderr
log_type error
log_type warning
"""

    def _shown(self) -> str:
        """What the listener shows over TLS 1.2 or later; nothing without a proof."""
        if self._proof is None:
            return ""
        return f"certfile {self._proof.certificate}\nkeyfile {self._proof.key}\ntls_version tlsv1.2\n"


def _plugin() -> Path:
    for home in map(Path, _PLUGIN_HOMES):
        for found in (home / _PLUGIN, *sorted(home.glob(f"*/{_PLUGIN}"))):
            if found.exists():
                return found
    remedy = "It is part of mosquitto 2: install it with: sudo apt install mosquitto"
    raise BrokerMissing(_PLUGIN, remedy)


def _security(accounts: list[Account]) -> dict[str, Any]:
    """The plugin's own file: nothing is allowed but what a role allows, and each account has its role."""
    nothing = {"publishClientSend": False, "publishClientReceive": False, "subscribe": False}
    return {
        "defaultACLAccess": {**nothing, "unsubscribe": True},
        "clients": [{**_client(account), **_hashed(account.password)} for account in accounts],
        "roles": [_role(account) for account in accounts],
    }


def _client(account: Account) -> dict[str, Any]:
    return {"username": account.user, "roles": [{"rolename": account.user}]}


def _role(account: Account) -> dict[str, Any]:
    hears = [(kind, each) for each in account.reads for kind in ("subscribePattern", "publishClientReceive")]
    says = [("publishClientSend", each) for each in account.writes]
    return {
        "rolename": account.user,
        "acls": [{"acltype": kind, "topic": topic, "allow": True} for kind, topic in hears + says],
    }


def _hashed(password: str) -> dict[str, Any]:
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ITERATIONS)
    in_text = {"password": base64.b64encode(digest).decode(), "salt": base64.b64encode(salt).decode()}
    return {**in_text, "iterations": _ITERATIONS}


def _farewell(user: str) -> list[dict[str, Any]]:
    """The plugin ends the connections of a client that it deletes."""
    return [{"command": "deleteClient", "username": user}, {"command": "deleteRole", "rolename": user}]
