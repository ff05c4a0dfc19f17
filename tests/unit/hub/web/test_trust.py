"""The page in clear: how a device comes to trust the hub, and nothing else at all."""

import hashlib
import html
import re
import ssl
from collections.abc import Iterator

import pytest
from httpx import Client

from hub.web.pages.trust import Known, trust_app
from hub.web.serving import Serving
from hub.web.trust_steps import DEVICES, device_of
from plumbing import tls

HOSTS = ("localhost", "hub.local", "127.0.0.1", "192.168.1.20", "fd00::2")
SAFARI = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"
CHROME_OS = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
ANDROID = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"
LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture(scope="module")
def known() -> Known:
    ca = tls.make_authority("Waystation hub 0a1b").cert_pem
    mark = tls.fingerprint(ca)
    return Known(ca, tls.four_words(mark), tls.in_hex(mark), hosts=lambda: HOSTS, port=lambda: 8600)


@pytest.fixture
def asking(known: Known) -> Iterator[Client]:
    door = Serving(trust_app(known), "127.0.0.1", 0)
    with Client(base_url=f"http://127.0.0.1:{door.port}", trust_env=False) as client:
        yield client
    door.stop()


def test_whatever_is_asked_in_clear_leads_to_the_one_page(asking: Client) -> None:
    for path in ("/", "/live", "/sign-in", "/sign-in/once?token=x", "/learners/amal", "/trust/more", "/.env"):
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
            answer = asking.request(method, path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/trust"), (method, path)
    assert asking.post("/trust").headers["location"] == "/trust"


def test_the_page_says_words_fingerprint_and_every_device(asking: Client, known: Known) -> None:
    answer = asking.get("/trust")
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))
    assert known.words in text
    assert known.hex in text.replace(" ", "").replace(" :", ":")
    for device in DEVICES:
        assert device.name in text
        assert all(step in text for step in device.steps)
    assert "https://127.0.0.1:8600/" in answer.text


def test_nothing_is_remembered_about_anybody(asking: Client) -> None:
    for path in ("/trust", "/ca.pem", "/waystation-hub.crt", "/live"):
        answer = asking.get(path, headers={"cookie": "__Host-waystation=x"})
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "strict-transport-security" not in answer.headers
    assert "<script" not in asking.get("/trust").text
    assert "style=" not in asking.get("/trust").text


def test_the_file_is_what_devices_install_and_its_hash_is_the_fingerprint(
    asking: Client, known: Known
) -> None:
    der = asking.get("/waystation-hub.crt")
    assert der.headers["content-type"] == "application/x-x509-ca-cert"
    assert hashlib.sha256(der.content).digest() == tls.fingerprint(known.ca)
    assert ssl.DER_cert_to_PEM_cert(der.content).encode() == known.ca
    pem = asking.get("/ca.pem")
    assert (pem.headers["content-type"], pem.content) == ("application/x-pem-file", known.ca)


@pytest.mark.parametrize(
    ("host", "leads_to"),
    [
        ("hub.local:8602", "https://hub.local:8600/"),
        ("HUB.LOCAL", "https://hub.local:8600/"),
        ("[fd00::2]:8602", "https://[fd00::2]:8600/"),
        ("evil.example", "https://192.168.1.20:8600/"),
        ("hub.local@evil.example", "https://192.168.1.20:8600/"),
        ('"><script>', "https://192.168.1.20:8600/"),
        ("[", "https://192.168.1.20:8600/"),
        ("", "https://192.168.1.20:8600/"),
    ],
)
def test_the_way_on_leads_to_the_hub_whatever_a_request_claims(
    asking: Client, host: str, leads_to: str
) -> None:
    text = asking.get("/trust", headers={"host": host}).text
    assert re.findall(r'href="(https://[^"]*)"', text) == [leads_to]


@pytest.mark.parametrize(
    ("says", "device"),
    [
        (SAFARI, "ios"), (ANDROID, "android"), (CHROME_OS, "chromeos"), (FIREFOX, "firefox"),
        (WINDOWS, "windows"), (MAC, "macos"), (LINUX, "linux"), ("curl/8", ""),
    ],
)  # fmt: skip
def test_the_steps_of_this_device_are_open(asking: Client, says: str, device: str) -> None:
    assert device_of(says) == device
    text = asking.get("/trust", headers={"user-agent": says}).text
    assert re.findall(r'<details id="(\w+)" open', text) == ([device] if device else [])
