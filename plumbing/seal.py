"""Keys, boxes, wraps and MACs: the formats are final (protocol: "Keys, and who gets in").

Box: nonce (24) + XChaCha20-Poly1305 ciphertext and tag, with associated data. Wrap: a box that holds a key.
Stream: a header (24), then messages in order, each 17 bytes longer than what it holds (libsodium's secretstream).
Trailer: payload + counter (8, big-endian) + keyed BLAKE2b (16). Signed: payload + Ed25519 signature (64).
All keys are 32 bytes. Randomness comes from the operating system, through libsodium.
"""

import hashlib
import hmac
from typing import Final

import nacl.bindings
import nacl.bindings.crypto_secretstream as _stream
import nacl.exceptions
import nacl.public
import nacl.pwhash
import nacl.signing
import nacl.utils

from plumbing.errors import SealBroken

KEY: Final = 32
NONCE: Final = 24
MAC: Final = 16
COUNTER: Final = 8
SIGNATURE: Final = 64
OVERHEAD: Final = NONCE + 16
TRAILER: Final = COUNTER + MAC
STREAM_HEADER: Final = 24
STREAM_OVERHEAD: Final = 17
_SALT: Final = b"waystation/1"
_LAST: Final = _stream.crypto_secretstream_xchacha20poly1305_TAG_FINAL


def random_bytes(size: int) -> bytes:
    """Return fresh random bytes."""
    return nacl.utils.random(size)


def derive(secret: bytes, purpose: str, *, size: int = KEY, salt: bytes = b"") -> bytes:
    """Return HKDF-SHA256 (RFC 5869) of a secret for one purpose: "id", "doc", ... ; at most 32 bytes."""
    pseudo_random = hmac.digest(_SALT + salt, secret, "sha256")
    return hmac.digest(pseudo_random, purpose.encode() + b"\x01", "sha256")[:size]


def session_key(enrolled: bytes, life: str, station_nonce: str, hub_nonce: str) -> bytes:
    """Return the key of one way (up or down) of one connection: stretched from that of enrolment by both nonces.

    The nonces are 32 hex digits each: whoever made one of them knows that the other side speaks now.
    """
    return derive(enrolled, f"session {life}", salt=bytes.fromhex(station_nonce) + bytes.fromhex(hub_nonce))


def seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    """Return a box of `plain` under a key, bound to `about` (which stays outside, in clear)."""
    nonce = nacl.utils.random(NONCE)
    return nonce + nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, about, nonce, key)


def unseal(key: bytes, box: bytes, about: bytes) -> bytes:
    """Return what a box holds; raise SealBroken for another key, other bytes or another `about`."""
    if len(box) < OVERHEAD:
        raise SealBroken
    try:
        return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[NONCE:], about, box[:NONCE], key)
    except nacl.exceptions.CryptoError as error:
        raise SealBroken from error


def badge_id(secret: bytes) -> str:
    """Return the look-up id of a badge (32 hex) from its 16 secret bytes."""
    return derive(secret, "id", size=16).hex()


def badge_key(secret: bytes) -> bytes:
    """Return the key under which a badge wraps its learner's key."""
    return derive(secret, "doc")


def slow_hash(secret: bytes, salt: bytes, *, passes: int, kib: int) -> bytes:
    """Return 32 bytes that take long to try: Argon2id (RFC 9106) with one lane; `salt` has 16 bytes.

    Raises SealBroken for figures that it cannot be done with.
    """
    try:
        return nacl.pwhash.argon2id.kdf(KEY, secret, salt, opslimit=passes, memlimit=kib * 1024)
    except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
        raise SealBroken from error


def staff_key_wrapping(badge: bytes, slow_pin: bytes) -> bytes:
    """Return the key that takes both: what a badge gives (`badge_key`) and the slow hash of its owner's PIN."""
    return derive(badge, "class", salt=slow_pin)


def admit_key(k_dn: bytes) -> bytes:
    """Return the key under which a hub sends a learner's key to one station, from what they share."""
    return derive(k_dn, "admit")


def wrap(wrapping: bytes, key: bytes, owner: str) -> bytes:
    """Return a key sealed under another, bound to the id of its owner."""
    return seal(wrapping, key, b"wrap " + owner.encode())


def unwrap(wrapping: bytes, box: bytes, owner: str) -> bytes:
    """Return the key in a wrap; raise SealBroken when it is not for this key or owner."""
    key = unseal(wrapping, box, b"wrap " + owner.encode())
    if len(key) != KEY:
        raise SealBroken
    return key


def box_keypair() -> tuple[bytes, bytes]:
    """Return a new X25519 (private, public) pair for sealed boxes."""
    private = nacl.public.PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def agree(private: bytes, public: bytes) -> bytes:
    """Return the 32 bytes that two X25519 pairs have in common; raise SealBroken for a key that is none."""
    if len(public) != KEY:
        raise SealBroken
    try:
        return nacl.bindings.crypto_scalarmult(private, public)
    except (nacl.exceptions.CryptoError, ValueError, RuntimeError) as error:
        raise SealBroken from error


def seal_to(public: bytes, plain: bytes) -> bytes:
    """Return a sealed box that only the holder of the private key opens."""
    return nacl.public.SealedBox(nacl.public.PublicKey(public)).encrypt(plain)


def open_sealed(private: bytes, box: bytes) -> bytes:
    """Return what a sealed box holds; raise SealBroken when it is for someone else."""
    try:
        return nacl.public.SealedBox(nacl.public.PrivateKey(private)).decrypt(box)
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise SealBroken from error


def box_public(private: bytes) -> bytes:
    """Return the public half of an X25519 private key."""
    return bytes(nacl.public.PrivateKey(private).public_key)


class StreamSealer:
    """Seals messages one after the other under a key; `header` goes before the first of them."""

    def __init__(self, key: bytes) -> None:
        self._state = _stream.crypto_secretstream_xchacha20poly1305_state()
        self.header = _stream.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)

    def seal(self, plain: bytes, about: bytes = b"", *, last: bool = False) -> bytes:
        """Return the next message, bound to all before it and to `about`; nothing may follow the last."""
        tag = _LAST if last else _stream.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        return _stream.crypto_secretstream_xchacha20poly1305_push(self._state, plain, about, tag)


class StreamOpener:
    """Opens what a StreamSealer sealed, in the same order; raises SealBroken for a header of a wrong length."""

    def __init__(self, key: bytes, header: bytes) -> None:
        self._state = _stream.crypto_secretstream_xchacha20poly1305_state()
        try:
            _stream.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)
        except (nacl.exceptions.CryptoError, ValueError) as error:
            raise SealBroken from error

    def open(self, box: bytes, about: bytes = b"") -> tuple[bytes, bool]:
        """Return what the next message holds and whether it is the last; raise SealBroken for any other bytes."""
        try:
            plain, tag = _stream.crypto_secretstream_xchacha20poly1305_pull(self._state, box, about)
        except (nacl.exceptions.CryptoError, ValueError, RuntimeError) as error:
            raise SealBroken from error
        return plain, tag == _LAST


def signing_keypair() -> tuple[bytes, bytes]:
    """Return a new Ed25519 (seed, public) pair."""
    key = nacl.signing.SigningKey.generate()
    return bytes(key), bytes(key.verify_key)


def sign(seed: bytes, topic: str, payload: bytes) -> bytes:
    """Return the payload with its signature over topic and payload."""
    return payload + nacl.signing.SigningKey(seed).sign(_bound(topic, b"", payload)).signature


def verify(public: bytes, topic: str, signed: bytes) -> bytes:
    """Return the payload of a signed message; raise SealBroken when it was not signed for this topic."""
    payload, signature = signed[:-SIGNATURE], signed[-SIGNATURE:]
    try:
        nacl.signing.VerifyKey(public).verify(_bound(topic, b"", payload), signature)
    except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
        raise SealBroken from error
    return payload


def authenticate(key: bytes, topic: str, life: str, counter: int, payload: bytes) -> bytes:
    """Return payload + trailer. `life` is empty for hello, state and will, which carry it inside."""
    number = counter.to_bytes(COUNTER, "big")
    return payload + number + _mac(key, topic, life, number, payload)


def check(key: bytes, topic: str, life: str, message: bytes) -> tuple[int, bytes]:
    """Return (counter, payload) of an authenticated message; raise SealBroken for any other bytes."""
    if len(message) < TRAILER:
        raise SealBroken
    payload, number, mac = message[:-TRAILER], message[-TRAILER:-MAC], message[-MAC:]
    if not hmac.compare_digest(mac, _mac(key, topic, life, number, payload)):
        raise SealBroken
    return int.from_bytes(number, "big"), payload


def chain(previous: str, part: bytes) -> str:
    """Return the next hash of a fact chain (32 hex) from the previous one ("" at the start)."""
    return hashlib.blake2b(previous.encode() + part, digest_size=16).hexdigest()


def media_id(ciphertext: bytes) -> str:
    """Return the id of a sealed file (64 hex)."""
    return hashlib.blake2b(ciphertext, digest_size=32).hexdigest()


def _mac(key: bytes, topic: str, life: str, number: bytes, payload: bytes) -> bytes:
    mac = hashlib.blake2b(_bound(topic, life.encode() + number, b""), key=key, digest_size=MAC)
    mac.update(payload)
    return mac.digest()


def _bound(topic: str, middle: bytes, payload: bytes) -> bytes:
    """Join parts so that no two different triples give the same bytes: each but the last has its length."""
    head = topic.encode()
    return len(head).to_bytes(2, "big") + head + len(middle).to_bytes(2, "big") + middle + payload
