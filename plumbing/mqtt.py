"""One MQTT connection that heals itself: QoS 0, clean sessions, raw bytes (paho is at home here)."""

import logging
import random
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage, MQTTMessageInfo
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode

from plumbing.inbox import URGENT, BoundedInbox, Connected, Disconnected, Item, Message, Refused
from plumbing.strict_client import PACKET_LIMIT, discard, end, hang_up, linger, new_client

KEEPALIVE_S: Final = 15
RECONNECT_S: Final = (0.5, 2.0)
"""First and longest pause between attempts: whoever comes back from an outage is there within 5 s."""
REFUSED_S: Final = (15.0, 60.0)
"""The same for somebody whom the broker has sent away three times: only a person can help."""
REFUSALS: Final = 3
HANDSHAKE_S: Final = 4.0
"""A broker that took our connection and says nothing for so long is left."""
PAYLOAD_LIMIT: Final = PACKET_LIMIT - 1024
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


class _NetworkSide:
    """What happens in paho's network thread: nothing waits, and what escapes, paho catches and logs."""

    def __init__(
        self,
        login: Login,
        *,
        subscriptions: Sequence[str],
        rank: Callable[[str], int],
        sender: Callable[[str], str] = lambda _topic: "",
        will: Callable[[], tuple[str, bytes]] | None = None,
        reconnect_delay_s: tuple[float, float] = RECONNECT_S,
        inbox: BoundedInbox[Item] | None = None,
        outbox_bytes: int = 4 * 1024 * 1024,
    ) -> None:
        self.inbox: BoundedInbox[Item] = BoundedInbox(2000, 16 * 1024 * 1024) if inbox is None else inbox
        self._login = login
        self._subscriptions = [(topic, 0) for topic in subscriptions]
        self._rank, self._sender, self._will = rank, sender, will
        self._reconnect_delay_s = reconnect_delay_s
        self._outbox = _Outbox(outbox_bytes)
        self._lock = threading.RLock()
        self._client: Client | None = None
        self._thread: threading.Thread | None = None
        self._session, self._connected = 0, False
        self._refusals = self._asked = 0
        self._tried_at = 0.0

    def _on_pre_connect(self, client: Client, _data: Any) -> None:
        with self._lock:
            if client is not self._client:
                return
            self._thread, self._tried_at = threading.current_thread(), time.monotonic()
            self._asked = 0
            self._lost(0, "connection lost")
        client.will_clear()
        if self._will is not None:
            topic, payload = self._will()
            client.will_set(topic, payload, qos=0, retain=True)

    def _on_connect(self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _prop: Any) -> None:
        self._count_refusals(client, reason)
        if reason.is_failure:
            self.inbox.put(_refusal(reason), URGENT)
        elif self._subscriptions:
            self._asked = client.subscribe(self._subscriptions)[1] or 0
        else:
            self._announce(client)

    def _count_refusals(self, client: Client, reason: ReasonCode) -> None:
        before, denied = self._refusals, reason.value in _NOT_AUTHORISED
        self._refusals = before + 1 if denied else 0
        if self._refusals == REFUSALS:
            self._pace(client, REFUSED_S)
        elif before >= REFUSALS and not denied:
            self._pace(client, self._reconnect_delay_s)

    def _pace(self, client: Client, pauses_s: tuple[float, float]) -> None:
        spread = random.uniform(0.6, 1.4)  # noqa: S311 - spreads a room in time, hides nothing
        first, longest = (pause * spread for pause in pauses_s)
        client.reconnect_delay_set(first, longest)  # type: ignore[arg-type]  # it can halve seconds

    def _on_subscribe(self, client: Client, _data: Any, mid: int, reasons: list[ReasonCode], _p: Any) -> None:
        """Take one answer to one question; a broker that answers again and again is not listened to."""
        if mid != self._asked:
            return
        self._asked = 0
        denied = next((each for each in reasons if each.is_failure), None)
        if denied is not None:
            self.inbox.put(_refusal(denied), URGENT)
        self._announce(client)

    def _on_disconnect(self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _prop: Any) -> None:
        with self._lock:
            if client is self._client:
                self._lost(reason.value, str(reason))

    def _on_message(self, client: Client, _data: Any, message: MQTTMessage) -> None:
        self._announce(client)  # a retained message may overtake the answer to our subscription
        with suppress(UnicodeDecodeError):
            topic, payload = message.topic, bytes(message.payload)
            size = len(payload) + len(topic)
            self.inbox.put(
                Message(topic, payload, message.retain), self._rank(topic), size, self._sender(topic)
            )

    def _on_socket_close(self, client: Client, _data: Any, closing: Any) -> None:
        if client is not self._client:
            linger(closing)

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


class MqttLink(_NetworkSide):
    """A connection that reconnects, resubscribes and puts what arrives on `inbox`.

    `rank(topic)` says what a flood may drop: 0 = never, larger numbers go first. `will()` gives topic and
    payload of a fresh retained will, in the network thread before every attempt: it can name its connection.
    `sender(topic)` says of whom a topic is, so that one flood cannot drown the others.
    `reconnect_delay_s` = (first, longest) pause between attempts, doubling; each client takes 0.6 to 1.4 times
    that, so that a room that lost its broker does not come back as one.
    """

    @property
    def connected(self) -> bool:
        """Whether a publish has a chance right now: let in by the broker, and the network thread lives."""
        with self._lock:
            return self._connected and self._thread is not None and self._thread.is_alive()

    @property
    def backlog(self) -> int:
        """Bytes that were published and wait for the socket: who can wait lets others go first."""
        with self._lock:
            return self._outbox.bytes_waiting()

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
            end(client, thread)

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
        """Heal what paho does not: call this every second or so. True when something was wrong.

        Its thread ends silently on some errors while its `is_connected()` stays True for ever, and a broker that
        takes a connection and never answers would hold it for a whole keepalive.
        """
        with self._lock:
            client, thread = self._client, self._thread
            if client is None or thread is None:
                return False
            if thread.is_alive():
                stuck = not self._connected and time.monotonic() - self._tried_at > HANDSHAKE_S
                if stuck:
                    self._tried_at = time.monotonic()
                    hang_up(client)
                return stuck
            log.error("the network thread died; connecting anew")
            self._lost(0, "the network thread died")
            self._open()
        discard(client)
        return True

    def renew(self) -> None:
        """Leave this connection for a new one: for an owner who knows that nobody answers on it."""
        with self._lock:
            if self._client is not None:
                hang_up(self._client)

    def move(self, host: str, port: int) -> None:
        """Connect to another place from now on."""
        with self._lock:
            self._login = replace(self._login, host=host, port=port)
            if self._client is not None:
                self._client.connect_async(host, port, KEEPALIVE_S)
                hang_up(self._client)

    def _open(self) -> None:
        login = self._login
        client = new_client(login.client_id, login.username, login.password, login.tls)
        self._pace(client, self._reconnect_delay_s)
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_socket_close = self._on_socket_close
        self._client, self._thread = client, None
        client.connect_async(self._login.host, self._login.port, KEEPALIVE_S)
        client.loop_start()


class _Outbox:
    """Counts what paho has queued and not yet written: its own queue has no bound at QoS 0."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._waiting: deque[tuple[MQTTMessageInfo, int]] = deque()
        self._bytes = 0

    def bytes_waiting(self) -> int:
        while self._waiting and _written(self._waiting[0][0]):
            self._bytes -= self._waiting.popleft()[1]
        return self._bytes

    def has_room(self, size: int) -> bool:
        return not self.bytes_waiting() or self._bytes + size <= self._limit_bytes

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
