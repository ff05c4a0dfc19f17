"""Who knocks, as far as a request says: from which address, with which browser. Pure."""

from typing import Final

from starlette.requests import HTTPConnection

_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def address_of(request: HTTPConnection) -> str:
    """Return the network address that a request comes from, "" when nobody knows."""
    return request.client.host if request.client else ""


def device_of(request: HTTPConnection) -> str:
    """Return the browser in words: "Firefox, Linux"; what a browser says of itself is not shown as it stands."""
    agent = request.headers.get("user-agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser}, {system}" if system else browser
