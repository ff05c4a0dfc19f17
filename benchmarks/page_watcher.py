"""A teacher's browser without a window: asks for the live page again and again, and listens to its stream."""

import html
import http.client
import itertools
import re
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

PAUSE_S = 0.1
_STREAM = re.compile(r"/live/stream\?[^\"' ]+")


class PageWatcher:
    """Signed in with a one-time link. Times are monotonic seconds; `took_s` gathers what each page took.

    It asks for `pages` in turn, each after a pause.
    """

    def __init__(
        self, url: str, token: str, class_: str, pages: Sequence[str] = (), pause_s: float = PAUSE_S
    ) -> None:
        self._host = urlsplit(url).netloc
        self._page, self._pause_s = f"/live?class={class_}", pause_s
        self._pages = itertools.cycle((self._page, *pages))
        answer = self._get(f"/sign-in/once?token={token}", "")
        self._cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        found = _STREAM.search(html.unescape(self._get(self._page, self._cookie).read().decode()))
        assert found, "the live page has no stream"
        self._stream = found[0]
        self.took_s: list[float] = []
        self.seen_s: dict[str, float] = {}
        self._awaited = ""
        self._seen = threading.Event()
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._ask, self._listen)]

    def start(self) -> None:
        """Begin to ask and to listen."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._threads[0].join()

    def fresh(self) -> list[float]:
        """What the pages took since the last time."""
        taken, self.took_s = self.took_s, []
        return taken

    def await_words(self, words: str) -> None:
        """Look out for these words in the stream from now on."""
        self._awaited = words
        self._seen.clear()

    def wait(self, timeout: float) -> float:
        """Return when the words came; raises AssertionError when they did not."""
        assert self._seen.wait(timeout), "the stream never said it"
        return self.seen_s[self._awaited]

    def _ask(self) -> None:
        while not self._stopping.wait(self._pause_s):
            page = next(self._pages)
            began = time.monotonic()
            answer = self._get(page, self._cookie)
            answer.read()
            assert answer.status == 200, (page, answer.status)
            self.took_s.append(time.monotonic() - began)

    def _listen(self) -> None:
        answer = self._get(self._stream, self._cookie)
        while line := answer.readline():
            if self._awaited and self._awaited.encode() in line and not self._seen.is_set():
                self.seen_s[self._awaited] = time.monotonic()
                self._seen.set()

    def _get(self, path: str, cookie: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self._host, timeout=30)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        return connection.getresponse()
