"""The barest hub there can be: what arrives is committed to SQLite with FULL, then answered."""

import socket
import sqlite3
import threading
from collections.abc import Callable

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

USER = PASSWORD = "bare"  # noqa: S105 - of a broker that lives for a minute


def connect(address: tuple[str, int], topic: str, heard: Callable[[bytes], None], user: str = USER) -> Client:
    """Return a client that is subscribed and does not let TCP wait."""
    client, subscribed = Client(CallbackAPIVersion.VERSION2), threading.Event()

    def message(_client: Client, _data: object, arrived: MQTTMessage) -> None:
        heard(bytes(arrived.payload))

    def connected(*_: object) -> None:
        client.subscribe(topic)

    def opened(_client: Client, _data: object, connection: object) -> None:
        assert isinstance(connection, socket.socket)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    client.username_pw_set(user, PASSWORD)
    client.on_socket_open = opened
    client.on_message = message
    client.on_connect = connected
    client.on_subscribe = lambda *_: subscribed.set()
    client.connect(*address)
    client.loop_start()
    subscribed.wait()
    return client


def answer_facts(address: tuple[str, int], database: str, ready: threading.Event) -> None:
    """Commit each fact and answer with its first four bytes, until killed."""
    connection = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE facts (id BLOB, raw BLOB)")

    def commit(payload: bytes) -> None:
        connection.execute("INSERT INTO facts VALUES (?, ?)", (payload[:4], payload))
        client.publish("bare/ack", payload[:4])

    client = connect(address, "bare/fact", commit)
    ready.set()
    threading.Event().wait()
