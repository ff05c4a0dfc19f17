"""One MQTT connection that heals itself: QoS 0, clean sessions, raw bytes (the only home of paho)."""

import logging
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from paho.mqtt.client import MQTT_LOG_ERR, Client, MQTTMessage, MQTTMessageInfo
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from plumbing.inbox import URGENT, BoundedInbox, Connected, Disconnected, Item, Message, Refused

KEEPALIVE_S = 15
CONNECT_TIMEOUT_S = 3.0
STOP_S = 2.0
LINGER_S = 0.5
PAYLOAD_LIMIT = 128 * 1024 - 1024
"""Bytes; the brokers close a connection at 128 KiB, so a larger payload is refused before it can do that."""

log = logging.getLogger(__name__)


_NOT_AUTHORISED = {134, 135}


@dataclass(frozen=True, slots=True)
class Login:
    """Where the broker listens, and as whom we come; `tls` None = plain TCP."""

    host: str
    port: int
    client_id: str = field(repr=False)
    username: str
    password: str = field(repr=False)
    tls: ssl.SSLContext | None = field(default=None, repr=False)


class MqttLink:
    """A connection that reconnects, resubscribes and puts what arrives on `inbox`.

    `rank(topic)` says what a flood may drop: 0 = never, larger numbers go first. `will()` gives topic and
    payload of a fresh retained will, in the network thread before every attempt: it can name its connection.
    `reconnect_delay_s` = (first, longest) pause between attempts, doubling.
    """

    def __init__(
        self,
        login: Login,
        *,
        subscriptions: Sequence[str],
        rank: Callable[[str], int],
        will: Callable[[], tuple[str, bytes]] | None = None,
        reconnect_delay_s: tuple[float, float] = (1, 30),
        inbox: BoundedInbox[Item] | None = None,
        outbox_bytes: int = 4 * 1024 * 1024,
    ) -> None:
        self.inbox: BoundedInbox[Item] = BoundedInbox(2000, 16 * 1024 * 1024) if inbox is None else inbox
        self._login = login
        self._subscriptions = [(topic, 0) for topic in subscriptions]
        self._rank, self._will, self._reconnect_delay_s = rank, will, reconnect_delay_s
        self._outbox = _Outbox(outbox_bytes)
        self._lock = threading.RLock()
        self._client: Client | None = None
        self._thread: threading.Thread | None = None
        self._session, self._connected = 0, False

    @property
    def connected(self) -> bool:
        """Whether a publish has a chance right now: let in by the broker, and the network thread lives."""
        with self._lock:
            return self._connected and self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin to connect, and keep at it; a second start does nothing."""
        with self._lock:
            if self._client is None:
                self._open()

    def stop(self) -> None:
        """Send what is queued, say goodbye (so the broker throws our will away) and end; may be repeated."""
        with self._lock:
            client, thread, self._client = self._client, self._thread, None
            self._connected = False
        if client is not None:
            _end(client, thread)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        """Queue one message; False, and it is never sent, when not connected, too large or too much waits."""
        if len(payload) > PAYLOAD_LIMIT:
            log.warning("a payload of %d bytes was not sent: the limit is %d", len(payload), PAYLOAD_LIMIT)
        with self._lock:
            fits = len(payload) <= PAYLOAD_LIMIT and self._outbox.has_room(len(payload))
            if self._client is None or not self.connected or not fits:
                return False
            try:
                info = self._client.publish(topic, payload, qos=0, retain=retain)
            except ValueError:
                log.exception("a message was not sent: paho refused its topic")
                return False
            self._outbox.add(info, len(payload))
            return info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def tend(self) -> bool:
        """Replace the client if its network thread died; say whether it had. Call this every few seconds.

        paho's thread ends silently on some errors while its own `is_connected()` stays True for ever.
        """
        with self._lock:
            client, thread = self._client, self._thread
            if client is None or thread is None or thread.is_alive():
                return False
            log.error("the network thread died; connecting anew")
            self._lost(0, "the network thread died")
            self._open()
        _discard(client)
        return True

    def _open(self) -> None:
        client = _new_client(self._login)
        client.reconnect_delay_set(*self._reconnect_delay_s)  # type: ignore[arg-type]  # it can halve seconds
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_socket_close = self._on_socket_close
        self._client, self._thread = client, None
        client.connect_async(self._login.host, self._login.port, KEEPALIVE_S)
        client.loop_start()

    # From here on: paho's network thread. Nothing waits; what escapes, paho catches and logs.

    def _on_pre_connect(self, client: Client, _data: Any) -> None:
        with self._lock:
            if client is not self._client:
                return
            self._thread = threading.current_thread()
            self._lost(0, "connection lost")
        client.will_clear()
        if self._will is not None:
            topic, payload = self._will()
            client.will_set(topic, payload, qos=0, retain=True)

    def _on_connect(self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _prop: Any) -> None:
        if reason.is_failure:
            self.inbox.put(_refusal(reason), URGENT)
            return
        if self._subscriptions:
            client.subscribe(self._subscriptions)
        else:
            self._announce(client)

    def _on_subscribe(
        self, client: Client, _data: Any, _mid: int, reasons: list[ReasonCode], _p: Any
    ) -> None:
        for reason in (each for each in reasons if each.is_failure):
            self.inbox.put(_refusal(reason), URGENT)
        self._announce(client)

    def _on_disconnect(self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _prop: Any) -> None:
        with self._lock:
            if client is self._client:
                self._lost(reason.value, str(reason))

    def _on_message(self, client: Client, _data: Any, message: MQTTMessage) -> None:
        self._announce(client)  # a retained message may overtake the answer to our subscription
        with suppress(UnicodeDecodeError):
            topic, payload = message.topic, bytes(message.payload)
            self.inbox.put(Message(topic, payload, message.retain), self._rank(topic), len(payload))

    def _on_socket_close(self, client: Client, _data: Any, closing: Any) -> None:
        if client is not self._client:
            _linger(closing)

    def _announce(self, client: Client) -> None:
        with self._lock:
            if client is self._client and not self._connected:
                self._connected = True
                self._session += 1
                self.inbox.put(Connected(self._session), URGENT)

    def _lost(self, code: int, reason: str) -> None:
        self._outbox.clear()
        if self._connected:
            self._connected = False
            self.inbox.put(Disconnected(self._session, code, reason), URGENT)


class _Outbox:
    """Counts what paho has queued and not yet written: its own queue has no bound at QoS 0."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._waiting: deque[tuple[MQTTMessageInfo, int]] = deque()
        self._bytes = 0

    def has_room(self, size: int) -> bool:
        while self._waiting and _written(self._waiting[0][0]):
            self._bytes -= self._waiting.popleft()[1]
        return not self._waiting or self._bytes + size <= self._limit_bytes

    def add(self, info: MQTTMessageInfo, size: int) -> None:
        self._waiting.append((info, size))
        self._bytes += size

    def clear(self) -> None:
        self._waiting.clear()
        self._bytes = 0


def _refusal(reason: ReasonCode) -> Refused:
    return Refused(reason.value, str(reason), reason.value in _NOT_AUTHORISED)


def _written(info: MQTTMessageInfo) -> bool:
    try:
        return info.is_published()
    except (RuntimeError, ValueError):  # paho says so of a message that it gave up
        return True


def _new_client(login: Login) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=login.client_id,
        clean_session=True,
        protocol=MQTTProtocolVersion.MQTTv311,
    )
    client.suppress_exceptions = True
    client.connect_timeout = CONNECT_TIMEOUT_S
    client.username_pw_set(login.username, login.password)
    if login.tls is not None:
        client.tls_set_context(login.tls)
    client.on_log = _on_log
    client.on_socket_open = _no_delay
    return client


def _on_log(_client: Client, _data: Any, level: int, text: str) -> None:
    """Keep out paho's debug lines: they hold the client id, a secret. Our own mistakes are errors."""
    if level == MQTT_LOG_ERR:
        log.log(logging.ERROR if text.startswith("Caught exception") else logging.DEBUG, "paho: %s", text)


def _no_delay(_client: Client, _data: Any, opened: Any) -> None:
    """Without this an acknowledgement takes 88 ms, with it 0.8; a dead peer shows within one keepalive."""
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, KEEPALIVE_S * 1000)


def _linger(closing: Any) -> None:
    """Wait until the broker has hung up: closing over unread bytes would reset the connection.

    A reset makes the broker throw away what we sent last, and publish our will although we said goodbye.
    """
    with suppress(OSError):
        closing.shutdown(socket.SHUT_WR)
        closing.settimeout(LINGER_S)
        deadline = time.monotonic() + LINGER_S
        while closing.recv(65536) and time.monotonic() < deadline:
            pass


def _end(client: Client, thread: threading.Thread | None) -> None:
    """Let the network thread send what waits and say goodbye, but not for ever; then close."""
    client.disconnect()
    if thread is not None:
        thread.join(STOP_S)
        if thread.is_alive() and (stuck := client.socket()) is not None:
            with suppress(OSError):
                stuck.shutdown(socket.SHUT_RDWR)  # type: ignore[attr-defined]
    client.loop_stop()
    _discard(client)


def _discard(client: Client) -> None:
    """Say goodbye on a client whose thread has ended, and close its socket in any case."""
    with suppress(Exception):
        client.disconnect()
    if (left := client.socket()) is not None:
        with suppress(OSError):
            left.close()
