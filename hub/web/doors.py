"""The two doors of the hub's pages: the real one over HTTPS, and one in clear that only says how to trust it."""

import logging
from typing import Final

from hub.config import Address
from hub.service.certificates import Certificates, Shown
from hub.service.office import Office
from hub.web.app import make_app
from hub.web.pages.trust import Known, trust_app
from hub.web.serving import Serving
from plumbing.tls import Showing

FOLLOW_S: Final = 5.0
"""So often it is asked which addresses this machine has."""

log = logging.getLogger(__name__)


class Doors:
    """Opens when it is made; `http` and `trust` say where, `trust` None where nothing needs to be trusted."""

    def __init__(
        self, office: Office, certificates: Certificates, http: Address, trust: Address, *, plain: bool
    ) -> None:
        """`plain` serves the pages in clear. Raises OSError when the address of the pages is not to be had."""
        self._certificates, self._host, self._office = certificates, http.host, office
        self._asked_s = 0.0
        self._trust_page: Serving | None = None
        self._showing: Showing | None = None
        if plain:
            self._pages = Serving(make_app(office, secure=False), *http)
        else:
            self._open(http, trust)
        self.http = Address(http.host, self._pages.port)
        self.trust = Address(trust.host, self._trust_page.port) if self._trust_page else None

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"{'https' if self._showing else 'http'}://{self.http}"

    def alive(self) -> bool:
        """Whether the pages are still served."""
        return self._pages.alive()

    def tend(self, now_s: float) -> None:
        """Show another certificate when an address of this machine has changed, or when it has become old.

        Whoever is connected notices nothing. Call it every second or so, with monotonic seconds.
        """
        if self._showing is None or now_s - self._asked_s < FOLLOW_S:
            return
        self._asked_s = now_s
        shown = self._certificates.for_pages(self._host)
        if shown != self._shown:
            self._shown = shown
            self._showing.show(shown.leaf)
            log.info("the pages are reached at %s now", ", ".join(shown.hosts))

    def stop(self) -> None:
        """Close both; may be repeated."""
        for door in (self._trust_page, self._pages):
            if door is not None:
                door.stop()

    def _open(self, http: Address, trust: Address) -> None:
        self._shown: Shown = self._certificates.for_pages(http.host)
        self._showing = Showing(self._shown.leaf)
        known = Known(
            self._certificates.authority().cert_pem,
            *self._certificates.fingerprint(),
            hosts=lambda: self._shown.hosts,
            port=lambda: self._pages.port,
        )
        app = make_app(self._office, secure=True, known=known)
        self._pages = Serving(app, *http, tls=self._showing.context)
        try:
            self._trust_page = Serving(trust_app(known), *trust, name="trust page")
        except OSError as error:
            log.error("the page that says how to trust this hub is not served at %s: %s", trust, error)  # noqa: TRY400
