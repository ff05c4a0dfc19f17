"""The authority of a hub is made once and kept for ever; what it issues is made anew when it has to be."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from hub.service.certificates import Certificates, Shown
from hub.store.keys import Keys
from plumbing import tls

DAY_MS = 86_400_000
NOW_MS = 1_790_000_000_000
APPLE_DAYS = 825


class Clock:
    def __init__(self) -> None:
        self.ms = NOW_MS

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    keys = Keys(tmp_path / "keys.db")
    yield keys
    keys.close()


@pytest.fixture
def addresses() -> list[str]:
    """What the kernel says of this machine."""
    return ["127.0.0.1", "192.168.1.20"]


@pytest.fixture
def ours(keys: Keys, tmp_path: Path, clock: Clock, addresses: list[str]) -> Certificates:
    return Certificates(keys, tmp_path, clock, addresses=lambda: tuple(addresses))


def read(shown: Shown) -> x509.Certificate:
    return x509.load_pem_x509_certificate(shown.leaf.cert_pem)


def reached_at(shown: Shown) -> list[str]:
    found = read(shown).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known_as = found.get_values_for_type(x509.IPAddress)
    return found.get_values_for_type(x509.DNSName) + [str(one) for one in known_as]


def test_the_authority_is_made_once(ours: Certificates, keys: Keys, tmp_path: Path, clock: Clock) -> None:
    first = ours.authority()
    assert ours.authority() == first
    assert Certificates(keys, tmp_path, clock).authority() == first
    assert ours.fingerprint().words == tls.four_words(tls.fingerprint(first.cert_pem))


def test_the_authority_names_neither_school_nor_anybody(ours: Certificates) -> None:
    subject = x509.load_pem_x509_certificate(ours.authority().cert_pem).subject.rfc4514_string()
    assert subject.startswith("CN=Waystation hub ")
    assert subject.endswith(",O=Waystation")


def test_pages_are_reached_by_every_address_of_the_machine(ours: Certificates, addresses: list[str]) -> None:
    shown = ours.for_pages("0.0.0.0")  # noqa: S104
    assert set(addresses) | {"hub.local", "localhost"} <= set(reached_at(shown))
    assert set(shown.hosts) == set(reached_at(shown))
    assert set(ours.for_pages("127.0.0.1").hosts) >= {"127.0.0.1", "::1"}
    assert "192.168.1.20" not in ours.for_pages("127.0.0.1").hosts
    assert "192.168.1.20" in ours.for_pages("192.168.1.20").hosts


def test_a_new_address_makes_a_new_leaf_and_the_same_addresses_none(
    ours: Certificates, addresses: list[str]
) -> None:
    first = ours.for_pages("::")
    assert ours.for_pages("::") == first
    addresses.append("10.0.0.9")
    second = ours.for_pages("::")
    assert second.leaf != first.leaf
    assert "10.0.0.9" in reached_at(second)


def test_no_browser_finds_the_leaf_too_long_too_old_or_too_new(ours: Certificates, clock: Clock) -> None:
    leaf = read(ours.for_pages("127.0.0.1"))
    now = datetime.fromtimestamp(NOW_MS / 1000, UTC)
    assert (leaf.not_valid_after_utc - leaf.not_valid_before_utc).days < APPLE_DAYS
    assert (now - leaf.not_valid_before_utc).days == 30
    clock.ms += 600 * DAY_MS
    assert read(ours.for_pages("127.0.0.1")) == leaf
    clock.ms += 50 * DAY_MS
    assert read(ours.for_pages("127.0.0.1")).not_valid_after_utc > leaf.not_valid_after_utc


def test_a_hub_that_woke_in_1970_can_be_told_the_time_in_a_browser(ours: Certificates, clock: Clock) -> None:
    clock.ms = 5_000
    early = read(ours.for_pages("127.0.0.1"))
    now = datetime.fromtimestamp(NOW_MS / 1000, UTC)
    assert early.not_valid_before_utc < now < early.not_valid_after_utc, "nobody could come to set its clock"
    clock.ms = NOW_MS
    later = read(ours.for_pages("127.0.0.1"))
    assert read(ours.for_pages("127.0.0.1")) == later
    clock.ms = 9_000
    assert read(ours.for_pages("127.0.0.1")) == later, "it wakes in 1970 again"


def test_a_leaf_from_a_clock_that_was_ahead_is_not_shown_on(ours: Certificates, clock: Clock) -> None:
    clock.ms = NOW_MS + 2_000 * DAY_MS
    ours.for_pages("127.0.0.1")
    clock.ms = NOW_MS
    leaf = read(ours.for_pages("127.0.0.1"))
    assert leaf.not_valid_before_utc < datetime.fromtimestamp(NOW_MS / 1000, UTC)


def test_a_full_disk_or_a_shut_kernel_keeps_nobody_from_the_pages(
    keys: Keys, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def shut() -> tuple[str, ...]:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "tls").write_text("in the way", encoding="utf-8")
    ours = Certificates(keys, tmp_path, clock, addresses=shut)
    first = ours.for_pages("0.0.0.0")  # noqa: S104
    assert {"127.0.0.1", "hub.local"} <= set(reached_at(first))
    assert ours.for_pages("0.0.0.0") == first  # noqa: S104
    assert caplog.text.count("could not be kept") == 1
    assert "not to be had" in caplog.text


def test_what_the_broker_shows_lasts_and_is_made_anew_when_a_part_is_gone(
    ours: Certificates, clock: Clock
) -> None:
    proof = ours.for_broker()
    certificate = proof.certificate.read_bytes()
    assert x509.load_pem_x509_certificate(certificate).not_valid_after_utc.year == 2099
    clock.ms += 3_000 * DAY_MS
    assert ours.for_broker().certificate.read_bytes() == certificate
    proof.key.unlink()
    assert ours.for_broker().certificate.read_bytes() != certificate
    tls.server_context(proof.key.read_bytes(), proof.certificate.read_bytes())


def test_leaves_of_another_authority_are_not_shown(ours: Certificates, tmp_path: Path, clock: Clock) -> None:
    """As after a restore over what was there: the authority comes from the backup, and the leaves do not fit."""
    ours.for_pages("127.0.0.1")
    ours.for_broker()
    (tmp_path / "restored").mkdir()
    restored = Keys(tmp_path / "restored" / "keys.db")
    other = Certificates(restored, tmp_path, clock)
    known = other.authority().cert_pem
    for pem in (other.for_pages("127.0.0.1").leaf.cert_pem, other.for_broker().certificate.read_bytes()):
        issuer = x509.load_pem_x509_certificate(known)
        x509.load_pem_x509_certificate(pem).verify_directly_issued_by(issuer)
    restored.close()


def test_only_the_owner_may_read_what_is_secret(ours: Certificates, tmp_path: Path) -> None:
    ours.for_pages("127.0.0.1")
    ours.for_broker()
    files = [path for path in (tmp_path / "tls").iterdir() if path.is_file()]
    assert {path.name for path in files} == {"pages.json", "broker.key", "broker.crt", "ca.pem"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in [tmp_path / "tls", *files])


def test_a_name_of_the_school_is_served_when_the_hub_was_made_with_it(
    keys: Keys, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    named = Certificates(keys, tmp_path, clock, "hub.school.example")
    assert "hub.school.example" in reached_at(named.for_pages("127.0.0.1"))
    late = Certificates(keys, tmp_path, clock, "other.example")
    with caplog.at_level(logging.WARNING):
        assert "other.example" not in reached_at(late.for_pages("127.0.0.1"))
    assert "other.example is not a name" in caplog.text


def test_a_damaged_file_of_the_pages_is_written_anew(
    ours: Certificates, keys: Keys, tmp_path: Path, clock: Clock
) -> None:
    ours.for_pages("127.0.0.1")
    (tmp_path / "tls" / "pages.json").write_bytes(b"{")
    again = Certificates(keys, tmp_path, clock)
    assert "127.0.0.1" in reached_at(again.for_pages("127.0.0.1"))
