"""A real hub over HTTPS in a real browser that trusts its authority the way a teacher's laptop does."""

import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from hub.__main__ import Hub, now_ms
from hub.config import Address, Config
from hub.service.setting_up import make_hub
from hub.web.pages.trust import Known, trust_app
from hub.web.serving import Serving
from plumbing import tls
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.forger import forged

ANY = Address("127.0.0.1", 0)
PASSWORD = "a long password"
HOSTS = ("127.0.0.1", "hub.local", "localhost")
BANK = "bank.example"
YEAR = "max-age=31536000"


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hub"
        make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password=PASSWORD)
        hub = Hub(Config(folder, http=ANY, mqtt=ANY))
        hub.start()
        yield hub
        hub.stop()


def browser_of(browser: Browser, home: Path) -> Browser:
    """Another Chromium, as somebody whose home this is; hub.local is this machine for her."""
    surroundings: dict[str, str | float | bool] = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PATH": "/usr/bin:/bin",
    }
    rules = f"--host-resolver-rules=MAP hub.local 127.0.0.1, MAP {BANK} 127.0.0.1"
    return browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules], env=surroundings)


def trust(home: Path, certificate: Path) -> None:
    """What the page says for Linux, word by word."""
    base = home / ".pki" / "nssdb"
    base.mkdir(parents=True)
    store = f"sql:{base}"
    subprocess.run(["certutil", "-d", store, "-N", "--empty-password"], check=True)
    subprocess.run(
        ["certutil", "-d", store, "-A", "-t", "C,,", "-n", "waystation-hub", "-i", str(certificate)],
        check=True,
    )


@pytest.fixture(scope="module")
def trusting(browser: Browser, hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose owner fetched the certificate from the page in clear, and installed it."""
    home = tmp_path_factory.mktemp("home")
    with urllib.request.urlopen(f"http://{hub._doors.trust}/waystation-hub.crt") as fetched:
        (home / "waystation-hub.crt").write_bytes(fetched.read())
    trust(home, home / "waystation-hub.crt")
    hers = browser_of(browser, home)
    yield hers
    hers.close()


@pytest.fixture
def context(trusting: Browser) -> Iterator[BrowserContext]:
    context = trusting.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.mark.parametrize("host", HOSTS)
def test_a_teacher_signs_in_over_https_and_no_warning_stands_in_the_way(
    context: BrowserContext, hub: Hub, host: str
) -> None:
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"https://{host}:{hub.http.port}/")
    page.get_by_label("Your name").fill("Ms First")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_response(lambda answer: answer.request.method == "POST") as entered:
        page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/live")
    (cookie,) = context.cookies()
    assert cookie["name"] == "__Host-waystation"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    assert (cookie["domain"], cookie["path"]) == (host, "/")
    assert page.evaluate("() => document.cookie") == ""
    assert page.evaluate("() => window.isSecureContext")
    for headers in (entered.value.headers, page.reload().headers):  # type: ignore[union-attr]
        assert headers["strict-transport-security"] == YEAR
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    security = page.reload().security_details()  # type: ignore[union-attr]
    assert security is not None
    assert security["protocol"] == "TLS 1.3"
    assert complaints == []


def test_whoever_does_not_trust_the_hub_is_warned(browser: Browser, hub: Hub, tmp_path: Path) -> None:
    stranger = browser_of(browser, tmp_path)
    try:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            stranger.new_page().goto(f"https://127.0.0.1:{hub.http.port}/")
    finally:
        stranger.close()


def served(leaf: tls.Leaf, known: Known) -> Serving:
    return Serving(trust_app(known), "127.0.0.1", 0, tls.server_context(*leaf))


def test_a_stolen_authority_speaks_for_no_site_of_the_internet(context: BrowserContext, hub: Hub) -> None:
    authority = hub.back.certificates.authority()
    known = Known(authority.cert_pem, "one two three four", "00", hosts=lambda: HOSTS, port=lambda: 1)
    door = served(forged(authority, BANK, "other.local"), known)
    page = context.new_page()
    try:
        with pytest.raises(Error, match="ERR_CERT_INVALID"):
            page.goto(f"https://{BANK}:{door.port}/trust")
        with pytest.raises(Error, match="ERR_CERT"):
            page.goto(f"https://hub.local:{door.port}/trust")
    finally:
        context.close()
        door.stop()


def test_this_browser_takes_a_leaf_of_any_age_under_an_authority_of_ones_own(
    context: BrowserContext, hub: Hub
) -> None:
    """Others do not (Apple's: 825 days), so the pages show a younger one; this tells when Chromium joins them."""
    authority = hub.back.certificates.authority()
    known = Known(authority.cert_pem, "one two three four", "00", hosts=lambda: HOSTS, port=lambda: 1)
    door = served(tls.issue(authority, ["hub.local"], [], tls.FOREVER), known)
    try:
        answer = context.new_page().goto(f"https://hub.local:{door.port}/trust")
        assert answer is not None
        assert answer.status == 200
    finally:
        context.close()
        door.stop()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_in_clear_leads_to_the_pages(context: BrowserContext, hub: Hub, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"http://{hub._doors.trust}/live")
    assert urlsplit(page.url).path == "/trust"
    words = hub.back.certificates.fingerprint().words.split()
    assert page.locator(".four li").all_inner_texts() == words
    assert " ".join(words) in hub.known_by()
    assert page.locator("details[open]").count() == 1
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert context.cookies() == []
    page.get_by_role("link", name="Open https://").click()
    expect(page.get_by_label("Your name")).to_be_visible()
    assert page.url.startswith("https://")
