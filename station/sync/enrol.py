"""How a station comes into a room by a claim: the hub proves who it is, three pictures are shown, a person decides."""

import hmac
import http.client
import logging
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from classroom.errors import MessageRefused
from classroom.wire import enrolling as talk
from classroom.wire.claims import Claim
from classroom.wire.joining import JoinRecord, decode_join
from plumbing import seal, tls
from plumbing.errors import CertificateRefused, SealBroken
from station.errors import CodeRefused, HubAway, HubIsAnother, JoinStopped, SentAway, TooManyTries

ANSWER_S: Final = 6.0
POLL_S: Final = 1.0
PATIENCE_S: Final = 600.0
"""So long a station asks whether somebody has compared the pictures; the hub gives up before."""
LARGEST: Final = 64 * 1024
"""Bytes of any answer; what is longer is not read."""

log = logging.getLogger(__name__)
Show = Callable[[tuple[str, ...]], None]


class Hub(NamedTuple):
    """A hub that has shown the certificate that the claim names."""

    host: str
    port: int
    ca: bytes


class Joining:
    """One try to come in. `show(pictures)` is called once; `stop` ends it from any thread."""

    def __init__(self, claim: Claim, show: Show, *, poll_s: float = POLL_S) -> None:
        self._claim, self._show, self._poll_s = claim, show, poll_s
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Give up; `join` raises JoinStopped."""
        self._stopping.set()

    def join(self) -> JoinRecord:
        """Return the record with which this station belongs to the room.

        Raises HubAway, HubIsAnother, CodeRefused, SentAway, TooManyTries, JoinStopped.
        """
        hub = find(self._claim)
        context = tls.pinned(hub.ca)
        private, public = seal.box_keypair()
        nonce, code = seal.random_bytes(talk.NONCE), talk.in_letters(self._claim.secret)
        knock = talk.Knock(claim=code, key=public.hex(), promise=talk.promise(public, nonce))
        met = _ask(hub, context, knock)
        if not isinstance(met, talk.Met):
            raise HubAway(hub.host, "it answers in a way that this station does not understand")
        said = _ask(hub, context, talk.Reveal(ticket=met.ticket, nonce=nonce.hex()))
        if not isinstance(said, talk.Wait):
            raise HubAway(hub.host, "it answers in a way that this station does not understand")
        transcript = talk.Transcript(
            room=self._claim.room, fingerprint=self._claim.fingerprint, claim=self._claim.secret,
            station_key=public, hub_key=bytes.fromhex(met.key),
            station_nonce=nonce, hub_nonce=bytes.fromhex(met.nonce),
        )  # fmt: skip
        self._show(transcript.pictures())
        box = self._wait(hub, context, met.ticket)
        return self._opened(hub, private, transcript, box)

    def _wait(self, hub: Hub, context: ssl.SSLContext, ticket: str) -> bytes:
        """Ask until a person has decided; a hub that is away for a moment is asked again."""
        until_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < until_s:
            if self._stopping.wait(self._poll_s):
                raise JoinStopped
            try:
                answer = _ask(hub, context, talk.Poll(ticket=ticket))
            except HubAway as away:
                log.info("the hub does not answer for a moment: %s", away)
                continue
            if isinstance(answer, talk.Admitted):
                return talk.from_text(answer.box)
        raise CodeRefused

    def _opened(self, hub: Hub, private: bytes, transcript: talk.Transcript, box: bytes) -> JoinRecord:
        digest = transcript.digest()
        try:
            secret = seal.agree(private, transcript.hub_key)
            opened = seal.unseal(seal.derive(secret, "record", salt=digest), box, digest)
            record = decode_join(opened)
        except (SealBroken, MessageRefused) as error:
            raise HubIsAnother(hub.host) from error
        k_up, k_dn = (b64encode(seal.derive(secret, use, salt=digest)).decode() for use in ("k_up", "k_dn"))
        if record.ca and not _is_of(record.ca.encode(), self._claim.fingerprint):
            raise HubIsAnother(hub.host)
        return replace(record, host=hub.host, https_port=hub.port, k_up=k_up, k_dn=k_dn)


def find(claim: Claim) -> Hub:
    """Return the hub of a claim at the first of its addresses where it answers and shows the right certificate."""
    failure: Exception = HubAway("nowhere", "the code names no address")
    for host in claim.hosts:
        try:
            ca = _fetch_ca(host, claim.port)
        except HubAway as away:
            failure = failure if isinstance(failure, HubIsAnother) else away
            continue
        if _is_of(ca, claim.fingerprint):
            return Hub(host, claim.port, ca)
        log.warning("the hub at %s shows another certificate than the code names", host)
        failure = HubIsAnother(host)
    raise failure


def _is_of(ca: bytes, wanted: bytes) -> bool:
    try:
        return hmac.compare_digest(tls.fingerprint(ca), wanted)
    except CertificateRefused:
        return False


def _fetch_ca(host: str, port: int) -> bytes:
    """Return what somebody there calls the hub's certificate: believed only when its hash is that of the claim."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    status, body = _exchange(host, port, context, "GET", "/ca.pem", None)
    if status != 200:
        raise HubAway(host, f"it has no certificate to show ({status})")
    return body


def _ask(hub: Hub, context: ssl.SSLContext, said: talk.Asking) -> talk.Answering:
    status, body = _exchange(hub.host, hub.port, context, "POST", "/enrol", msgspec.json.encode(said))
    try:
        answer = talk.decode_answering(body)
    except MessageRefused as error:
        raise HubAway(hub.host, f"its answer ({status}) cannot be read") from error
    if isinstance(answer, talk.Refused):
        raise {"code": CodeRefused, "person": SentAway, "busy": TooManyTries}[answer.why]
    return answer


def _exchange(
    host: str, port: int, context: ssl.SSLContext, verb: str, path: str, body: bytes | None
) -> tuple[int, bytes]:
    connection = http.client.HTTPSConnection(host, port, timeout=ANSWER_S, context=context)
    try:
        connection.request(verb, path, body, {"Content-Type": "application/json"} if body else {})
        response = connection.getresponse()
        answer = response.read(LARGEST + 1)
    except ssl.SSLCertVerificationError as error:
        raise HubIsAnother(host) from error
    except (OSError, http.client.HTTPException) as error:
        raise HubAway(host, str(error) or type(error).__name__) from error
    finally:
        connection.close()
    if len(answer) > LARGEST:
        raise HubAway(host, "its answer is too long")
    return response.status, answer
