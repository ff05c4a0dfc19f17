"""A document as it goes into the feed."""

from typing import NamedTuple


class Written(NamedTuple):
    """A document for the feed: `body` as it travels (None = gone), who holds it, and what it says (digest)."""

    kind: str
    body: bytes | None
    scope: tuple[str, ...]
    digest: bytes
