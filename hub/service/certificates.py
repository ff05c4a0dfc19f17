"""The authority of this hub, and what it issues: to the broker once, to the pages whenever an address changes."""

import logging
import re
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from hub.store.keys import Keys
from plumbing import tls
from plumbing.addresses import is_address, is_loopback, own_addresses
from plumbing.errors import CertificateRefused
from plumbing.files import replace_file

FOLDER: Final = "tls"
_PAGES: Final = "pages.json"
_DAY_S: Final = 86_400
LASTS_S: Final = 820 * _DAY_S
"""Apple's browsers refuse whatever is valid for more than 825 days, also under an authority of one's own."""
BEGINS_S: Final = 30 * _DAY_S
"""So long before now it is valid: whose clock is slow comes in too."""
RENEWED_S: Final = 180 * _DAY_S
"""Issued anew when so little is left: a hub that sleeps over a summer wakes with a valid one."""

RELEASED_S: Final = 1_785_000_000
"""No hub runs before this (July 2026): a clock that says so has not been set."""
USUAL_NAMES: Final = ("localhost", "hub.local")
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what the settings may say
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

log = logging.getLogger(__name__)


class Fingerprint(NamedTuple):
    """How people and devices name the authority."""

    words: str
    hex: str


class Shown(NamedTuple):
    """What the pages show, and by which names and addresses they are reached."""

    leaf: tls.Leaf
    hosts: tuple[str, ...]


class _Pages(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages show, with what it was issued for; its file is a secret and can be made anew."""

    authority: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    start_s: int
    end_s: int
    key: bytes
    certificate: bytes

    def serves(self, authority: str, addresses: tuple[str, ...], names: tuple[str, ...], now_s: int) -> bool:
        """Whether it can still be shown, and for long enough."""
        same = (self.authority, self.addresses, self.names) == (authority, addresses, names)
        return same and self.start_s <= now_s <= self.end_s - RENEWED_S


class Certificates:
    """`host` is where stations and browsers reach this hub, if that is a name; `folder` the hub's own.

    `addresses()` are those that this machine has now.
    """

    def __init__(
        self,
        keys: Keys,
        folder: Path,
        now_ms: Callable[[], int],
        host: str = "",
        addresses: Callable[[], tuple[str, ...]] = own_addresses,
    ) -> None:
        self._own_addresses = addresses
        self._pages: _Pages | None = None
        self._loud = logging.WARNING
        self._keys, self._folder, self._now_ms = keys, folder / FOLDER, now_ms
        self._host = host if host and not is_address(host) else ""

    def authority(self) -> tls.Authority:
        """The authority of this hub; made when it is asked for the first time, and kept for ever."""
        try:
            _, key_pem, cert_pem = self._keys.hub_key("ca")
        except LookupError:
            domains = [self._host] if self._host else []
            made = tls.make_authority(f"Waystation hub {secrets.token_hex(2)}", domains)
            self._keys.keep_hub_key("ca", *made, self._now_ms())
            return self.authority()
        return tls.Authority(key_pem, cert_pem)

    def fingerprint(self) -> Fingerprint:
        """Its fingerprint, for people."""
        known = tls.fingerprint(self.authority().cert_pem)
        return Fingerprint(tls.four_words(known), tls.in_hex(known))

    def for_broker(self) -> tls.Proof:
        """What the broker shows, in files; for stations, which look at the authority and at nothing else.

        Its files are made when they are not there, or of another authority: after a restore, say.
        """
        authority = self.authority()
        at = {name: self._folder / name for name in ("broker.key", "broker.crt", "ca.pem")}
        key, certificate, ca = at.values()
        whole = all(path.exists() for path in at.values()) and ca.read_bytes() == authority.cert_pem
        if not whole:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            ca.unlink(missing_ok=True)
            leaf = self._issue(
                authority, (*USUAL_NAMES, *self._host_name()), ("127.0.0.1", "::1"), tls.FOREVER
            )
            for path, pem in zip(at.values(), (*leaf, authority.cert_pem), strict=True):
                replace_file(path, pem)
        return tls.Proof(certificate, key, ca=authority.cert_pem)

    def for_pages(self, host: str) -> Shown:
        """What the pages show when they are served at `host`: by every name and address that reaches them now."""
        authority = self.authority()
        known = tls.fingerprint(authority.cert_pem).hex()
        names, addresses = self._names(), self._addresses(host)
        kept = self._pages or self._kept_pages()
        now_s = self._plausible_s(kept)
        if kept is None or not kept.serves(known, addresses, names, now_s):
            span = tls.Span(now_s - BEGINS_S, now_s - BEGINS_S + LASTS_S)
            leaf = self._issue(authority, names, addresses, span)
            kept = _Pages(
                authority=known, names=names, addresses=addresses, start_s=span.start_s, end_s=span.end_s,
                key=leaf.key_pem, certificate=leaf.cert_pem,
            )  # fmt: skip
            self._keep_pages(kept)
        self._pages = kept
        return Shown(tls.Leaf(kept.key, kept.certificate), (*names, *addresses))

    def _plausible_s(self, kept: _Pages | None) -> int:
        """Now, or where the clock of this hub says what cannot be, the latest time that is known to have been.

        Without that, no browser would open the page on which somebody tells such a hub the time.
        """
        now_s = self._now_ms() // 1000
        if now_s >= RELEASED_S:
            return now_s
        return kept.start_s + BEGINS_S if kept else RELEASED_S

    def _issue(
        self, authority: tls.Authority, names: tuple[str, ...], addresses: tuple[str, ...], span: tls.Span
    ) -> tls.Leaf:
        try:
            return tls.issue(authority, names, addresses, span)
        except CertificateRefused as refused:
            log.warning("%s Browsers that open that name will warn; advertise a name under .local.", refused)
            return tls.issue(authority, [name for name in names if name != self._host], addresses, span)

    def _keep_pages(self, pages: _Pages) -> None:
        """Spare the next start the work; a full disk keeps nobody from the pages."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._folder / _PAGES, msgspec.json.encode(pages))
        except OSError as error:
            log.warning("the certificate of the pages could not be kept: %s", error)

    def _kept_pages(self) -> _Pages | None:
        try:
            return msgspec.json.decode((self._folder / _PAGES).read_bytes(), type=_Pages)
        except (OSError, msgspec.DecodeError):
            return None

    def _names(self) -> tuple[str, ...]:
        return (*USUAL_NAMES, *self._host_name(), *([self._host] if self._host else []))

    def _host_name(self) -> list[str]:
        """The name under which this machine itself says where it is, to its neighbours."""
        label = socket.gethostname().partition(".")[0].lower()
        return [f"{label}.local"] if _LABEL.fullmatch(label) and label not in {"hub", "localhost"} else []

    def _addresses(self, host: str) -> tuple[str, ...]:
        """The addresses at which somebody who listens at `host` is reached."""
        beyond = () if is_loopback(host) or not is_address(host) else (host,)
        if host in _EVERYWHERE:
            try:
                return self._own_addresses()
            except OSError as error:
                log.log(self._loud, "the addresses of this machine are not to be had: %s", error)
                self._loud, beyond = logging.DEBUG, ()
        return ("127.0.0.1", "::1", *beyond)
