"""How a test fills in a form: the token is read from a page, as a browser does."""

import re
from html import unescape

from httpx import Client


def form_token(client: Client, page: str = "/live") -> str:
    found = re.search(r'name="form_token" value="(\w+)"', client.get(page).text)
    assert found
    return found[1]


def words(html: str) -> str:
    """The words of a page, in a line."""
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(head|template)\b.*?</\1>", "", html))).split()
    )
