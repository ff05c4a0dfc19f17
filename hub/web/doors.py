"""The two doors of the hub's pages: the real one over HTTPS, and one in clear that only says how to trust it."""

import logging
from collections.abc import Callable
from typing import Final

from hub.config import Address
from hub.service.certificates import Certificates
from hub.service.office import Office
from hub.web.app import make_app
from hub.web.pages.trust import Known, trust_app
from hub.web.serving import Serving
from plumbing.tls import Showing

FOLLOW_S: Final = 5.0
"""So often it is asked which addresses this machine has."""

log = logging.getLogger(__name__)


class _Locked:
    """What the locked door shows, and how it is known."""

    def __init__(self, certificates: Certificates, host: str) -> None:
        self._certificates, self._host = certificates, host
        self.shown = certificates.for_pages(host)
        self.showing = Showing(self.shown.leaf)

    def follow(self) -> None:
        """Show another certificate when an address of this machine has changed, or when it has become old."""
        shown = self._certificates.for_pages(self._host)
        if shown != self.shown:
            self.shown = shown
            self.showing.show(shown.leaf)
            log.info("the pages are reached at %s now", ", ".join(shown.hosts))

    def known(self, port: Callable[[], int]) -> Known:
        ca = self._certificates.authority().cert_pem
        return Known(ca, *self._certificates.fingerprint(), hosts=lambda: self.shown.hosts, port=port)


class Doors:
    """Opens when it is made; `http` and `trust` say where, `trust` None where nothing needs to be trusted."""

    def __init__(
        self, office: Office, certificates: Certificates, http: Address, trust: Address, *, plain: bool
    ) -> None:
        """`plain` serves the pages in clear. Raises OSError when the address of the pages is not to be had."""
        self._locked = None if plain else _Locked(certificates, http.host)
        self._asked_s = 0.0
        known = self._locked.known(lambda: self.http.port) if self._locked else None
        app = make_app(office, secure=not plain, known=known)
        self._pages = Serving(app, *http, tls=self._locked.showing.context if self._locked else None)
        self.http = Address(http.host, self._pages.port)
        self._trust_page = _beside(trust, known) if known else None
        self.trust = Address(trust.host, self._trust_page.port) if self._trust_page else None

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"{'https' if self._locked else 'http'}://{self.http}"

    def alive(self) -> bool:
        """Whether the pages are still served."""
        return self._pages.alive()

    def tend(self, now_s: float) -> None:
        """Follow the addresses of this machine; whoever is connected notices nothing.

        Call it every second or so, with monotonic seconds.
        """
        if self._locked and now_s - self._asked_s >= FOLLOW_S:
            self._asked_s = now_s
            self._locked.follow()

    def stop(self) -> None:
        """Close both; may be repeated."""
        for door in (self._trust_page, self._pages):
            if door is not None:
                door.stop()


def _beside(trust: Address, known: Known) -> Serving | None:
    """The door in clear; where its address is taken, the hub goes on without it and says so."""
    try:
        return Serving(trust_app(known), *trust, name="trust page")
    except OSError as error:
        log.error("the page that says how to trust this hub is not served at %s: %s", trust, error)  # noqa: TRY400
        return None
