"""A learner's own page, to take home: one file that any browser shows and prints, and that asks nobody for anything.

Pictures stand in the page itself; what is heard lies beside it. It is written piece by piece.
"""

import base64
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NamedTuple

LARGEST_INSIDE: Final = 4 * 1024 * 1024
"""Bytes of a picture that stands in the page; a larger one lies beside it."""
_STYLE: Final = """
:root { color-scheme: light; }
body { font: 17px/1.5 system-ui, sans-serif; color: #24263a; background: #fffdf8; }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; }
.soft { color: #5b5e76; }
ul { padding-left: 1.2rem; }
li { margin: .35rem 0; }
a { color: #2b5f9e; }
article { border: 1px solid #e4dfd0; border-radius: .75rem; background: #fff; }
article { padding: 1rem 1.1rem; margin: 1rem 0; break-inside: avoid; }
img { display: block; max-width: 100%; max-height: 26rem; border-radius: .5rem; margin: .75rem 0; }
blockquote { margin: .75rem 0; padding: 0 0 0 .9rem; border-left: 3px solid #d8b24a; }
blockquote { white-space: pre-wrap; overflow-wrap: anywhere; }
.answer { margin: .5rem 0 0; padding: .6rem .8rem; background: #f3f6ef; border-radius: .5rem; }
@media print {
  body { background: #fff; padding: 0; font-size: 11pt; }
  article { border-color: #bbb; }
}
"""
_RULES: Final = "default-src 'none'; img-src data:; media-src 'self' file:; style-src 'unsafe-inline'"
_HEAD: Final = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{rules}">
<title>{title}</title><style>{style}</style></head><body>
"""


class File(NamedTuple):
    """One file of a piece: `data` None when it is not here, and `says` what of it; `name` is where it lies beside."""

    name: str
    mime: str
    data: bytes | None
    says: str


class Shown(NamedTuple):
    """One piece of work; `answers` are (what kind of word, the word, by whom)."""

    title: str
    about: str
    text: str
    files: tuple[File, ...]
    claim: str
    answers: tuple[tuple[str, str, str], ...]


class Portfolio(NamedTuple):
    """Who she is, and her path in words: headings with their lines and the reason of each."""

    name: str
    where: str
    made: str
    lang: str
    path: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def page(portfolio: Portfolio, pieces: Iterable[Shown]) -> Iterator[bytes]:
    """Yield the page."""
    says = {"lang": escape(portfolio.lang), "title": escape(portfolio.name), "rules": _RULES, "style": _STYLE}
    head = _HEAD.format(**says)
    head += f"<h1>{escape(portfolio.name)}</h1><p class=soft>{escape(portfolio.where)} · {escape(portfolio.made)}</p>"
    yield head.encode()
    for heading, lines in portfolio.path:
        items = "".join(
            f"<li><b>{escape(line)}</b><br><span class=soft>{escape(why)}</span></li>" for line, why in lines
        )
        yield f"<h2>{escape(heading)}</h2><ul>{items}</ul>\n".encode()
    yield b"<h2>My pieces</h2>\n"
    empty = True
    for piece in pieces:
        empty = False
        yield from _article(piece)
    if empty:
        yield b"<p class=soft>Nothing was handed in yet.</p>"
    yield b"</body></html>\n"


def _article(piece: Shown) -> Iterator[bytes]:
    yield f"<article><h3>{escape(piece.title)}</h3><p class=soft>{escape(piece.about)}</p>".encode()
    for file in piece.files:
        yield _file(file)
    said = [f"<blockquote dir=auto>{escape(piece.text)}</blockquote>"] if piece.text else []
    said += [f"<p>{escape(piece.claim)}</p>"] if piece.claim else []
    said += [
        f"<p class=answer><b>{escape(kind)}</b> {escape(word)} <span class=soft>{escape(by)}</span></p>"
        for kind, word, by in piece.answers
    ]
    yield "".join([*said, "</article>\n"]).encode()


def _file(file: File) -> bytes:
    if file.data is None:
        return f"<p class=soft>{escape(file.says)}</p>".encode()
    link = escape(file.name, quote=True)
    if file.mime.startswith("image/") and len(file.data) <= LARGEST_INSIDE:
        data = base64.b64encode(file.data)
        return b'<img alt="%s" src="data:%s;base64,%s">' % (
            escape(file.says, quote=True).encode(), escape(file.mime, quote=True).encode(), data,
        )  # fmt: skip
    if file.mime.startswith("audio/"):
        return (
            f'<p><audio controls src="{link}"></audio> <a href="{link}">{escape(file.says)}</a></p>'.encode()
        )
    return f'<p><a href="{link}">{escape(file.says)}</a></p>'.encode()
