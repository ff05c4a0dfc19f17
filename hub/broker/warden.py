"""The one account that may change mosquitto's accounts while it runs, over its control topic."""

import json
import time
from typing import Any, Final

from hub.broker import Account
from plumbing.inbox import Connected, Message
from plumbing.mqtt import Login, MqttLink

TOPIC: Final = "$CONTROL/dynamic-security/v1"
ANSWER: Final = f"{TOPIC}/response"
PATIENCE_S: Final = 2.0


def warden_account(password: str) -> Account:
    """Nobody else may write or read the control topic, the hub's own account neither."""
    return Account("warden", password, reads=(ANSWER,), writes=(TOPIC,))


def command(login: Login, orders: list[dict[str, Any]]) -> list[str] | None:
    """Give orders in one message; return the complaint about each ("" for none), None when nobody answered."""
    link = MqttLink(login, subscriptions=(ANSWER,), rank=lambda _topic: 0)
    link.start()
    try:
        return _converse(link, json.dumps({"commands": orders}).encode())
    finally:
        link.stop()


def _converse(link: MqttLink, orders: bytes) -> list[str] | None:
    deadline = time.monotonic() + PATIENCE_S
    while (left := deadline - time.monotonic()) > 0:
        item = link.inbox.get(left)
        if isinstance(item, Connected):
            link.publish(TOPIC, orders)
        elif isinstance(item, Message) and item.topic == ANSWER:
            return [answer.get("error", "") for answer in json.loads(item.payload)["responses"]]
    return None
