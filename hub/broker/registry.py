"""The name of a broker in the configuration, and what it stands for."""

import secrets
from pathlib import Path
from typing import Literal

from hub.broker import Broker
from hub.broker.absent import AbsentBroker
from hub.broker.managed import ManagedBroker
from hub.broker.mosquitto import Mosquitto
from hub.broker.nats import Nats
from plumbing.tls import Proof

BrokerName = Literal["nats", "mosquitto", "absent"]


def open_broker(name: BrokerName, folder: Path, host: str, port: int, proof: Proof | None = None) -> Broker:
    """Return the broker of that name, not yet started; `folder` (made here, 0700) is its own.

    `port` 0 takes a free one. "absent": somebody else runs it at host:port. `proof` is what it shows over TLS; without
    one it speaks in clear. Raises BrokerMissing.
    """
    if name == "absent":
        return AbsentBroker(host, port)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    dialect = Nats(folder, proof) if name == "nats" else Mosquitto(folder, proof)
    log, password = folder / "broker.log", secrets.token_urlsafe(24)
    return ManagedBroker(dialect, log, host, port, probe_password=password, proof=proof)
