"""Keys, boxes, wraps and MACs: the formats are final (protocol: "Keys, and who gets in").

Box: nonce (24) + XChaCha20-Poly1305 ciphertext and tag, with associated data. Wrap: a box that holds a key.
Stream: a header (24), then messages in order, each 17 bytes longer than what it holds (libsodium's secretstream).
Trailer: payload + counter (8, big-endian) + keyed BLAKE2b (16). Signed: payload + Ed25519 signature (64).
All keys are 32 bytes. Randomness comes from the operating system, through libsodium.
A key that is opened, derived or made here is a Secret: libsodium writes it into its page and reads it from there.
"""

import hashlib
import hmac
from typing import Final

import nacl.bindings
import nacl.bindings.crypto_secretstream as _stream
import nacl.exceptions
import nacl.public
import nacl.signing
import nacl.utils
from nacl._sodium import ffi, lib

from plumbing.errors import SealBroken
from plumbing.secret import Secret, overwrite

Key = bytes | Secret
KEY: Final = 32
NONCE: Final = 24
MAC: Final = 16
COUNTER: Final = 8
SIGNATURE: Final = 64
OVERHEAD: Final = NONCE + 16
TRAILER: Final = COUNTER + MAC
SALT: Final = 16
STREAM_HEADER: Final = 24
STREAM_OVERHEAD: Final = 17
_SALT: Final = b"waystation/1"
_ARGON2ID: Final = 2
_LAST: Final = _stream.crypto_secretstream_xchacha20poly1305_TAG_FINAL


def random_bytes(size: int) -> bytes:
    """Return fresh random bytes."""
    return nacl.utils.random(size)


def fresh_key() -> Secret:
    """Return a new key by chance."""
    return Secret.fresh(KEY)


def derive(secret: Key, purpose: str, *, size: int = KEY, salt: bytes = b"") -> bytes:
    """Return HKDF-SHA256 (RFC 5869) of a secret for one purpose: "id", "doc", ... ; at most 32 bytes."""
    salted = _SALT + salt
    pseudo_random = hmac.digest(salted, _usable(secret), "sha256")
    block = hmac.digest(pseudo_random, purpose.encode() + b"\x01", "sha256")
    overwrite(pseudo_random)
    if salt:  # else it is the constant itself
        overwrite(salted)
    return block[:size]


def session_key(enrolled: bytes, life: str, station_nonce: str, hub_nonce: str) -> bytes:
    """Return the key of one way (up or down) of one connection: stretched from that of enrolment by both nonces.

    The nonces are 32 hex digits each: whoever made one of them knows that the other side speaks now.
    """
    return derive(enrolled, f"session {life}", salt=bytes.fromhex(station_nonce) + bytes.fromhex(hub_nonce))


def seal(key: Key, plain: Key, about: bytes) -> bytes:
    """Return a box of `plain` under a key, bound to `about` (which stays outside, in clear)."""
    size = len(plain)
    box = bytes(size + OVERHEAD)
    nonce, data = ffi.from_buffer("unsigned char[]", box), ffi.from_buffer(_usable(plain))
    lib.randombytes(nonce, NONCE)
    lib.crypto_aead_xchacha20poly1305_ietf_encrypt(
        nonce + NONCE, ffi.NULL, data, size, about, len(about), ffi.NULL, nonce, _key(key)
    )
    return box


def unseal(key: Key, box: bytes, about: bytes) -> bytes:
    """Return what a box holds; raise SealBroken for another key, other bytes or another `about`."""
    plain = bytes(max(0, len(box) - OVERHEAD))
    _unseal_into(plain, key, box, about)
    return plain


def badge_id(secret: Key) -> str:
    """Return the look-up id of a badge (32 hex) from its 16 secret bytes."""
    return derive(secret, "id", size=16).hex()


def badge_key(secret: Key) -> Secret:
    """Return the key under which a badge wraps its learner's key."""
    return Secret.taken(derive(secret, "doc"))


def slow_hash(secret: bytes, salt: bytes, *, passes: int, kib: int) -> Secret:
    """Return 32 bytes that take long to try: Argon2id (RFC 9106) with one lane; `salt` has 16 bytes.

    Raises SealBroken for figures that it cannot be done with.
    """
    made = Secret(KEY)
    into = ffi.from_buffer("unsigned char[]", made)
    try:
        failed = len(salt) != SALT or lib.crypto_pwhash(
            into, KEY, secret, len(secret), salt, passes, kib * 1024, _ARGON2ID
        )
    except (OverflowError, TypeError) as error:
        raise SealBroken from error
    if failed:
        raise SealBroken
    return made


def staff_key_wrapping(badge: Key, slow_pin: Key) -> Secret:
    """Return the key that takes both: what a badge gives (`badge_key`) and the slow hash of its owner's PIN."""
    salt = bytes(slow_pin)
    made = Secret.taken(derive(badge, "class", salt=salt))
    if salt is not slow_pin:
        overwrite(salt)
    return made


def admit_key(k_dn: bytes) -> Secret:
    """Return the key under which a hub sends a learner's key to one station, from what they share."""
    return Secret.taken(derive(k_dn, "admit"))


def wrap(wrapping: Key, key: Key, owner: str) -> bytes:
    """Return a key sealed under another, bound to the id of its owner."""
    return seal(wrapping, key, b"wrap " + owner.encode())


def unwrap(wrapping: Key, box: bytes, owner: str) -> Secret:
    """Return the key in a wrap; raise SealBroken when it is not for this key or owner."""
    if len(box) != KEY + OVERHEAD:
        raise SealBroken
    key = Secret(KEY)
    _unseal_into(key, wrapping, box, b"wrap " + owner.encode())
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


def seal_to(public: bytes, plain: Key) -> bytes:
    """Return a sealed box that only the holder of the private key opens; raise SealBroken for no public key."""
    box = bytes(len(plain) + lib.crypto_box_sealbytes())
    into, data = ffi.from_buffer("unsigned char[]", box), ffi.from_buffer(_usable(plain))
    if len(public) != KEY or lib.crypto_box_seal(into, data, len(plain), public):
        raise SealBroken
    return box


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


def _key(key: Key) -> object:
    """Return where the 32 bytes of a key lie; raise SealBroken for other lengths, SecretGone for a wiped one."""
    if len(key) != KEY:
        raise SealBroken
    return ffi.from_buffer(_usable(key))


def _usable(key: Key) -> Key:
    return key.usable() if isinstance(key, Secret) else key


def _unseal_into(plain: Key, key: Key, box: bytes, about: bytes) -> None:
    """Open a box into its place: bytes that were just made for it, or the page of a key."""
    if len(box) < OVERHEAD:
        raise SealBroken
    into, nonce = ffi.from_buffer("unsigned char[]", plain), ffi.from_buffer("unsigned char[]", box)
    if lib.crypto_aead_xchacha20poly1305_ietf_decrypt(
        into, ffi.NULL, ffi.NULL, nonce + NONCE, len(box) - NONCE, about, len(about), nonce, _key(key)
    ):
        raise SealBroken


def _mac(key: bytes, topic: str, life: str, number: bytes, payload: bytes) -> bytes:
    mac = hashlib.blake2b(_bound(topic, life.encode() + number, b""), key=key, digest_size=MAC)
    mac.update(payload)
    return mac.digest()


def _bound(topic: str, middle: bytes, payload: bytes) -> bytes:
    """Join parts so that no two different triples give the same bytes: each but the last has its length."""
    head = topic.encode()
    return len(head).to_bytes(2, "big") + head + len(middle).to_bytes(2, "big") + middle + payload
