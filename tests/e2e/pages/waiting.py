"""Waiting for something to become true, where the browser has no word for it."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE_S = 10


def until(page: Page, condition: Callable[[], object]) -> None:
    """Ask again and again, as fast as the browser answers, until the condition holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        page.evaluate("() => new Promise(requestAnimationFrame)")
