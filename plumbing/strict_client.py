"""paho's client, held to the part of MQTT 3.1.1 that we use: whatever a broker sends, memory stays bounded."""

import logging
import socket
import ssl
import threading
import time
from contextlib import suppress
from typing import Any, Final

from paho.mqtt.client import MQTT_LOG_ERR, Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion

CONNECT_TIMEOUT_S: Final = 2.0
"""The first packet of a connection is said again after a second; more patience would only delay the next attempt."""
DEAD_PEER_S: Final = 6.0
"""So long may what we sent stay without an answer of the other machine: after that, a new connection is quicker."""
PACKET_LIMIT: Final = 128 * 1024
STOP_S: Final = 2.0
LINGER_S: Final = 0.5
_CONNACK, _PUBLISH, _SUBACK, _PINGRESP = 0x20, 0x30, 0x90, 0xD0
_QOS: Final = 0x06

log = logging.getLogger(__name__)


class StrictClient(Client):
    """Hangs up on a packet that is larger than any of ours, and on every kind that we never ask for.

    paho itself reads up to 256 MiB into one packet, keeps 65,535 messages of QoS 2 until they are released, and
    queues an answer to each ping: a broker that is not what it seems could fill this machine.
    """

    _told = False

    def _ssl_wrap_socket(self, tcp_sock: Any) -> ssl.SSLSocket:
        """Shake hands within the time for connecting; paho itself would leave the socket open when that fails."""
        context: Any = self._ssl_context
        talk: ssl.SSLSocket = context.wrap_socket(
            tcp_sock, server_hostname=self._host, do_handshake_on_connect=False
        )
        talk.settimeout(self._connect_timeout)
        try:
            talk.do_handshake()
        except BaseException as error:
            talk.close()
            self._tell(error)
            raise
        return talk

    def _tell(self, error: BaseException) -> None:
        """Say once that whoever answers is not the hub that we know; the attempts go on every few seconds."""
        if isinstance(error, ssl.SSLCertVerificationError) and not self._told:
            self._told = True
            log.warning(
                "%s:%d does not prove to be our hub: %s", self._host, self._port, error.verify_message
            )

    def _sock_recv(self, bufsize: int) -> bytes:
        """Paho asks for what is left of a packet, so this is where a large one shows before it is allocated."""
        if bufsize > PACKET_LIMIT:
            raise ConnectionAbortedError(f"a packet of {bufsize} bytes")
        return super()._sock_recv(bufsize)

    def _packet_handle(self) -> MQTTErrorCode:
        if not self._expected(int(self._in_packet["command"]), bytes(self._in_packet["packet"][:2])):
            return MQTTErrorCode.MQTT_ERR_PROTOCOL
        return super()._packet_handle()

    def _expected(self, command: int, head: bytes) -> bool:
        kind = command & 0xF0
        if kind == _CONNACK:  # once; and a broker that asks for an older protocol gets none
            return not self.is_connected() and head[1:] != b"\x01"
        return kind in {_SUBACK, _PINGRESP} or (kind == _PUBLISH and not command & _QOS)


def new_client(client_id: str, username: str, password: str, tls: ssl.SSLContext | None) -> StrictClient:
    """Return a client with a clean session that does not connect yet."""
    client = StrictClient(
        CallbackAPIVersion.VERSION2,
        client_id=client_id,
        clean_session=True,
        protocol=MQTTProtocolVersion.MQTTv311,
    )
    client.suppress_exceptions = True
    client.connect_timeout = CONNECT_TIMEOUT_S
    client.username_pw_set(username, password)
    if tls is not None:
        client.tls_set_context(tls)
    client.on_log = _on_log
    client.on_socket_open = _no_delay
    return client


def end(client: Client, thread: threading.Thread | None) -> None:
    """Let the network thread send what waits and say goodbye, but not for ever; then close."""
    client.disconnect()
    if thread is not None:
        thread.join(STOP_S)
        if thread.is_alive():
            hang_up(client)
    client.loop_stop()
    discard(client)


def hang_up(client: Client) -> None:
    """Break the connection without a word; a client that still runs connects anew."""
    if (stuck := client.socket()) is not None:
        with suppress(OSError):
            shut(stuck, socket.SHUT_RDWR)


def shut(opened: Any, how: int) -> None:
    """Shut the connection below TLS: SSLSocket.shutdown forgets the keys first, and what is sent then is in clear."""
    socket.socket.shutdown(opened, how)


def discard(client: Client) -> None:
    """Say goodbye on a client whose thread has ended, and close its socket in any case."""
    with suppress(Exception):
        client.disconnect()
    if (left := client.socket()) is not None:
        with suppress(OSError):
            left.close()


def linger(closing: Any) -> None:
    """Wait until the broker has hung up: closing over unread bytes would reset the connection.

    A reset makes the broker throw away what we sent last, and publish our will although we said goodbye.
    """
    with suppress(OSError):
        shut(closing, socket.SHUT_WR)
        closing.settimeout(LINGER_S)
        deadline = time.monotonic() + LINGER_S
        while closing.recv(65536) and time.monotonic() < deadline:
            pass


def _on_log(_client: Client, _data: Any, level: int, text: str) -> None:
    """Keep out paho's debug lines: they hold the client id, a secret. Our own mistakes are errors."""
    if level == MQTT_LOG_ERR:
        log.log(logging.ERROR if text.startswith("Caught exception") else logging.DEBUG, "paho: %s", text)


def _no_delay(_client: Client, _data: Any, opened: Any) -> None:
    """Without this an acknowledgement takes 88 ms, with it 0.8; and a dead peer shows soon."""
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(DEAD_PEER_S * 1000))
