"""The pages over HTTPS and the page in clear, on real sockets: addresses change, and nobody is cut off."""

import http.client
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from cryptography import x509

from hub.config import Address
from hub.service.certificates import Certificates
from hub.service.office import Office
from hub.store.keys import Keys
from hub.web.doors import FOLLOW_S, Doors
from tests.unit.hub.web.fake_office import PASSWORD, RIVERA, FakeOffice

ANY = Address("127.0.0.1", 0)
EVERYWHERE = Address("0.0.0.0", 0)  # noqa: S104
NOW_MS = 1_790_000_000_000


@pytest.fixture
def addresses() -> list[str]:
    """What the kernel says of this machine."""
    return ["127.0.0.1"]


@pytest.fixture
def ours(tmp_path: Path, addresses: list[str]) -> Iterator[Certificates]:
    keys = Keys(tmp_path / "keys.db")
    yield Certificates(keys, tmp_path, lambda: NOW_MS, addresses=lambda: tuple(addresses))
    keys.close()


@pytest.fixture
def doors(ours: Certificates) -> Iterator[Doors]:
    office = FakeOffice()
    doors = Doors(cast("Office", office), ours, EVERYWHERE, ANY, plain=False)
    yield doors
    office.live.stop()
    doors.stop()


def trusting(ours: Certificates) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=ours.authority().cert_pem.decode())
    context.check_hostname = False
    return context


def shown(doors: Doors, ours: Certificates) -> set[str]:
    """The addresses in the certificate that somebody who comes now is shown."""
    plain = socket.create_connection(("127.0.0.1", doors.http.port), 5)
    with trusting(ours).wrap_socket(plain) as talk:
        der = talk.getpeercert(binary_form=True)
    assert der is not None
    found = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    return {str(address) for address in found.value.get_values_for_type(x509.IPAddress)}


def test_a_new_address_is_served_at_once_and_nobody_is_cut_off(
    doors: Doors, ours: Certificates, addresses: list[str]
) -> None:
    here = http.client.HTTPSConnection("127.0.0.1", doors.http.port, timeout=5, context=trusting(ours))
    with closing(here):
        here.request("GET", "/sign-in")
        assert here.getresponse().read()
        line = here.sock
        assert shown(doors, ours) == {"127.0.0.1"}
        addresses.append("10.20.30.40")
        doors.tend(FOLLOW_S)
        assert shown(doors, ours) == {"127.0.0.1", "10.20.30.40"}
        here.request("GET", "/sign-in")
        assert here.getresponse().read()
        assert here.sock is line, "it had to connect again"
    addresses.remove("10.20.30.40")
    doors.tend(FOLLOW_S + 1)
    assert shown(doors, ours) == {"127.0.0.1", "10.20.30.40"}, "it is asked every few seconds only"
    doors.tend(2 * FOLLOW_S + 1)
    assert shown(doors, ours) == {"127.0.0.1"}


def test_cookies_over_https_are_bound_to_this_host(doors: Doors, ours: Certificates) -> None:
    here = http.client.HTTPSConnection("127.0.0.1", doors.http.port, timeout=5, context=trusting(ours))
    with closing(here):
        host = f"127.0.0.1:{doors.http.port}"
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{host}"}
        here.request("POST", "/sign-in", f"name={RIVERA.name}&password={PASSWORD}".replace(" ", "+"), form)
        answer = here.getresponse()
    cookie = answer.headers["set-cookie"]
    assert answer.status == 303
    assert cookie.startswith("__Host-waystation=")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_certificate_is_to_be_had_at_both_doors(doors: Doors, ours: Certificates) -> None:
    """A station that joins asks at the locked one, before it knows whom to trust."""
    assert doors.trust is not None
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    locked = http.client.HTTPSConnection("127.0.0.1", doors.http.port, timeout=5, context=blind)
    clear = http.client.HTTPConnection(*doors.trust, timeout=5)
    for connection in (locked, clear):
        with closing(connection):
            connection.request("GET", "/ca.pem")
            assert connection.getresponse().read() == ours.authority().cert_pem


def test_the_locked_door_answers_nothing_in_clear(doors: Doors) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", doors.http.port, timeout=5)) as plain:
        plain.request("GET", "/sign-in")
        with pytest.raises((http.client.HTTPException, OSError)):
            plain.getresponse()


def test_a_taken_port_for_the_page_about_trust_keeps_no_teacher_out(
    ours: Certificates, caplog: pytest.LogCaptureFixture
) -> None:
    office = FakeOffice()
    with socket.create_server(ANY) as squatter, caplog.at_level(logging.ERROR):
        taken = Address("127.0.0.1", squatter.getsockname()[1])
        doors = Doors(cast("Office", office), ours, ANY, taken, plain=False)
    try:
        assert doors.trust is None
        assert doors.alive()
        assert "how to trust this hub is not served" in caplog.text
    finally:
        office.live.stop()
        doors.stop()
