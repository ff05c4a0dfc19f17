"""Certificates: what an authority issues, whom a pinned client trusts, and which words stand for it."""

import hashlib
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from plumbing import tls
from plumbing.errors import CertificateRefused
from tests.forger import forged

YEAR_S = 31_557_600
LATER = tls.Span(4_000_000_000, 4_050_000_000)
"""Long after the clock of any machine that runs this."""


@pytest.fixture(scope="module")
def authority() -> tls.Authority:
    return tls.make_authority("Heron School 0123")


@contextmanager
def serving(leaf: tls.Leaf) -> Iterator[int]:
    """A server that shakes hands once and says a word; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            taken, _ = listening.accept()
            try:
                with tls.server_context(*leaf).wrap_socket(taken, server_side=True) as talk:
                    talk.sendall(b"hello")
            except OSError:
                taken.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            thread.join()


def visit(port: int, context: ssl.SSLContext, name: str | None = None) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", port), 5) as plain,
        context.wrap_socket(plain, server_hostname=name) as talk,
    ):
        return talk.recv(5)


def strict(authority: tls.Authority) -> ssl.SSLContext:
    """A client as browsers are: names, dates and RFC 5280 to the letter."""
    context = ssl.create_default_context(cadata=authority.cert_pem.decode())
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def test_the_authority_and_its_leaves_last_from_1970_to_2099(authority: tls.Authority) -> None:
    leaf = tls.issue(authority, ["hub.local"], [])
    for pem in (authority.cert_pem, leaf.cert_pem):
        certificate = x509.load_pem_x509_certificate(pem)
        assert certificate.not_valid_before_utc == datetime(1970, 1, 1, tzinfo=UTC)
        assert certificate.not_valid_after_utc.date().isoformat() == "2099-12-31"


def test_a_leaf_serves_the_names_and_addresses_it_was_issued_for(authority: tls.Authority) -> None:
    leaf = tls.issue(authority, ["hub.local", "localhost"], ["127.0.0.1", "fe80::1"])
    certificate = x509.load_pem_x509_certificate(leaf.cert_pem)
    known_as = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert known_as.get_values_for_type(x509.DNSName) == ["hub.local", "localhost"]
    assert [str(one) for one in known_as.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "fe80::1"]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    for name in ("hub.local", "localhost", "127.0.0.1"):
        with serving(leaf) as port:
            assert visit(port, strict(authority), name) == b"hello"


def test_a_browser_refuses_a_name_that_the_leaf_does_not_carry(authority: tls.Authority) -> None:
    leaf = tls.issue(authority, ["hub.local"], [])
    with serving(leaf) as port, pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        visit(port, strict(authority), "other.local")


def test_a_stolen_authority_cannot_speak_for_the_internet(authority: tls.Authority) -> None:
    with pytest.raises(CertificateRefused, match=r"bank\.example"):
        tls.issue(authority, ["bank.example"], [])
    assert tls.issue(tls.make_authority("other", ["bank.example"]), ["bank.example"], []).cert_pem
    leaf = forged(authority, "bank.example")
    with serving(leaf) as port, pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        visit(port, strict(authority), "bank.example")


def test_a_pinned_client_comes_in_whatever_the_address_is(authority: tls.Authority) -> None:
    with serving(tls.issue(authority, ["hub.local"], ["10.1.2.3"])) as port:
        assert visit(port, tls.pinned(authority.cert_pem)) == b"hello"


def test_a_pinned_client_minds_no_date_and_any_other_does(authority: tls.Authority) -> None:
    """To a clock of 1970, a certificate of today is as one of the next century to the clock of today."""
    leaf = tls.issue(authority, ["hub.local"], [], LATER)
    with serving(leaf) as port:
        assert visit(port, tls.pinned(authority.cert_pem.decode())) == b"hello"
    with serving(leaf) as port, pytest.raises(ssl.SSLCertVerificationError, match="not yet valid"):
        visit(port, strict(authority), "hub.local")


def test_a_pinned_client_refuses_another_authority_of_the_same_name(authority: tls.Authority) -> None:
    other = tls.make_authority("Heron School 0123")
    with serving(tls.issue(other, ["hub.local"], [])) as port, pytest.raises(ssl.SSLCertVerificationError):
        visit(port, tls.pinned(authority.cert_pem))


def test_nothing_older_than_tls_1_2_is_spoken(authority: tls.Authority) -> None:
    leaf = tls.issue(authority, ["hub.local"], [])
    for context in (tls.pinned(authority.cert_pem), tls.server_context(*leaf)):
        assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_words_and_letters_for_a_fingerprint_never_change(authority: tls.Authority) -> None:
    der = ssl.PEM_cert_to_DER_cert(authority.cert_pem.decode())
    assert tls.fingerprint(authority.cert_pem) == hashlib.sha256(der).digest()
    known = bytes(range(32))
    assert tls.base32(known) == "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPQ"
    assert tls.in_hex(known).startswith("00:01:02:0")
    assert tls.four_words(known) == "mosaic harvest word flag"


def test_the_words_are_short_known_and_each_there_once() -> None:
    words = tls._words()
    assert len(words) == len(set(words)) == 1024
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 7 for word in words)


def test_what_is_no_certificate_is_refused_with_a_sentence() -> None:
    for pem in (b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(CertificateRefused, match="no certificate"):
            tls.pinned(pem)
    with pytest.raises(CertificateRefused):
        tls.fingerprint(b"\xff")


def test_keys_show_in_no_log(authority: tls.Authority) -> None:
    assert "PRIVATE" not in repr(authority) + repr(tls.issue(authority, ["hub.local"], []))


def test_who_only_connects_never_imports_cryptography(authority: tls.Authority) -> None:
    program = (
        "import sys; from plumbing import tls; pem = sys.stdin.buffer.read(); tls.pinned(pem);"
        "tls.four_words(tls.fingerprint(pem)); assert 'cryptography' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], input=authority.cert_pem, check=True)
