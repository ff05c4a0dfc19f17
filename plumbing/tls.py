"""Certificates of a hub: its authority, what that issues, how both sides use it (cryptography is at home here).

cryptography takes a sixth of a second and 17 MB to import, so only what makes a certificate imports it; whoever
connects, serves or shows a fingerprint needs the standard library alone.
"""

import base64
import hashlib
import os
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from plumbing.errors import CertificateRefused

if TYPE_CHECKING:
    from cryptography import x509

DOMAINS: Final = ("local", "localhost", "lan", "internal", "home.arpa")
"""Under these names an authority may issue, and under no other: nobody on the Internet can have one."""
_WORDS: Final = Path(__file__).with_name("words.txt")
_NO_CHECK_TIME: Final = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL: a machine whose clock says 1970 comes in too."""
_SLOW: Final = {"salt": b"waystation four words", "n": 2**14, "r": 8, "p": 1, "dklen": 5}


class Span(NamedTuple):
    """From when until when a certificate is valid, UTC seconds."""

    start_s: int
    end_s: int


FOREVER: Final = Span(0, 4_102_358_400)
"""1970-01-01 to 2099-12-31."""


class Authority(NamedTuple):
    """A key that issues certificates, and the certificate that others trust. The key is a secret."""

    key_pem: bytes
    cert_pem: bytes

    def __repr__(self) -> str:
        return "Authority(...)"


class Leaf(NamedTuple):
    """What a server shows, and the key that proves it. The key is a secret."""

    key_pem: bytes
    cert_pem: bytes

    def __repr__(self) -> str:
        return "Leaf(...)"


class Proof(NamedTuple):
    """What a server in another process shows, in PEM files; `ca` is the authority by which its clients know it."""

    certificate: Path
    key: Path
    ca: bytes


class Showing:
    """How a server shows itself that may change its certificate while it runs: give `context` to the server.

    Whoever comes next sees the newest; whoever is there already notices nothing.
    """

    def __init__(self, leaf: Leaf) -> None:
        self.context = self._newest = server_context(*leaf)
        self.context.sni_callback = self._choose

    def show(self, leaf: Leaf) -> None:
        """Show this one from now on; any thread may call."""
        self._newest = server_context(*leaf)

    def _choose(self, talk: ssl.SSLObject, _name: str | None, _first: ssl.SSLContext) -> None:
        """Called for each handshake, also where the client names no server."""
        talk.context = self._newest


def make_authority(name: str, domains: Sequence[str] = ()) -> Authority:
    """Make an authority called `name`; it may issue for any address, and for names under DOMAINS and `domains`."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    permitted = [x509.DNSName(domain) for domain in dict.fromkeys((*DOMAINS, *domains))]
    usages = {"key_cert_sign": True, "crl_sign": True}
    builder = (
        _certificate(subject, subject, key.public_key(), FOREVER)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(**usages), critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True
        )
    )
    return Authority(*_signed(builder, key, key, key.public_key()))


def issue(authority: Authority, names: Sequence[str], addresses: Sequence[str], span: Span = FOREVER) -> Leaf:
    """Issue a certificate for a server that is reached by these names and addresses.

    Raises CertificateRefused for a name under which this authority may not issue.
    """
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    issuer = x509.load_pem_x509_certificate(authority.cert_pem)
    issuing = serialization.load_pem_private_key(authority.key_pem, None)
    permitted = issuer.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ()
    for name in names:
        _check_name(name, [domain.value for domain in permitted])
    key = ec.generate_private_key(ec.SECP256R1())
    known_as: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    known_as += [x509.IPAddress(ip_address(address)) for address in addresses]
    builder = (
        _certificate(_name("Waystation hub"), issuer.subject, key.public_key(), span)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.SubjectAlternativeName(known_as), critical=False)
    )
    return Leaf(*_signed(builder, key, issuing, issuer.public_key()))


def fingerprint(cert_pem: bytes) -> bytes:
    """The SHA-256 of a certificate, as every device shows it."""
    try:
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(cert_pem.decode("ascii"))).digest()
    except ValueError as error:
        raise CertificateRefused("it is no certificate in PEM form") from error


def base32(fingerprint: bytes) -> str:
    """52 letters and digits that say a fingerprint whole."""
    return base64.b32encode(fingerprint).decode().rstrip("=")


def in_hex(fingerprint: bytes) -> str:
    """AB:CD:... as certificate viewers write it."""
    return fingerprint.hex(":").upper()


@lru_cache(8)
def four_words(fingerprint: bytes) -> str:
    """Four words that stand for a fingerprint, for people to compare.

    They hold 40 bits; each try to find another certificate with the same words costs a slow hash (16 MB, 50 ms).
    """
    number = int.from_bytes(hashlib.scrypt(fingerprint, **_SLOW))  # type: ignore[arg-type]  # of mixed types
    return " ".join(_words()[number >> shift & 1023] for shift in (30, 20, 10, 0))


def pinned(ca_pem: bytes | str) -> ssl.SSLContext:
    """How a client connects that trusts one authority and no other, whatever its own clock says.

    The name of the server is not compared: the authority issues for its hub alone, whose address may change.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= _NO_CHECK_TIME
    try:
        context.load_verify_locations(cadata=ca_pem if isinstance(ca_pem, str) else ca_pem.decode("ascii"))
    except (ValueError, ssl.SSLError) as error:
        raise CertificateRefused("it is no certificate in PEM form") from error
    return context


def trusting(ca: str) -> ssl.SSLContext | None:
    """How to connect as a join record says: pinned to its authority, or in clear where it names none."""
    return pinned(ca) if ca else None


def server_context(key_pem: bytes, cert_pem: bytes) -> ssl.SSLContext:
    """How a server shows itself: TLS 1.2 or later, no renegotiation."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    with _in_memory(key_pem + cert_pem) as path:
        context.load_cert_chain(path)
    return context


def _certificate(
    subject: "x509.Name", issuer: "x509.Name", public_key: Any, span: Span
) -> "x509.CertificateBuilder":
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.fromtimestamp(span.start_s, UTC))
        .not_valid_after(datetime.fromtimestamp(span.end_s, UTC))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _signed(builder: "x509.CertificateBuilder", key: Any, issuing: Any, issuer: Any) -> tuple[bytes, bytes]:
    """The key of a certificate and the certificate, both in PEM form."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    of_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer)
    certificate = builder.add_extension(of_issuer, critical=False).sign(issuing, hashes.SHA256())
    key_pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return key_pem, certificate.public_bytes(serialization.Encoding.PEM)


def _usage(**granted: bool) -> "x509.KeyUsage":
    from cryptography import x509

    kinds = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
             "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{kind: granted.get(kind, False) for kind in kinds})


def _name(common_name: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Waystation"),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
    ])  # fmt: skip


def _check_name(name: str, permitted: Iterable[str]) -> None:
    if not any(name == domain or name.endswith(f".{domain}") for domain in permitted):
        raise CertificateRefused(f"{name} is not a name that this hub's authority may speak for")


@contextmanager
def _in_memory(data: bytes) -> Iterator[str]:
    """A file that no disk ever sees, for a library that only reads files."""
    descriptor = os.memfd_create("waystation", os.MFD_CLOEXEC)
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(data)
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)


@cache
def _words() -> tuple[str, ...]:
    """The 1,024 words, in an order that never changes."""
    return tuple(_WORDS.read_text(encoding="ascii").split())
