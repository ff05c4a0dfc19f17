"""Reading a spreadsheet's text file row by row, whatever program wrote it: encoding, delimiter, quotes.

The file is hostile: it is read as a stream, every line, row and the whole are bounded, and a line that
cannot be read becomes a Fault of its own while the rest goes on.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TextIO

MAX_BYTES: Final = 16_000_000
MAX_LINE: Final = 8_192
MAX_LINES_A_ROW: Final = 20
_CHUNK: Final = 65_536
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Row(NamedTuple):
    """The cells of one row, and the line of the file on which it begins."""

    line: int
    cells: list[str]


class Fault(NamedTuple):
    """Something in a file that cannot be used: where it stands, and why, for the person who made the file."""

    file: str
    line: int
    column: str
    reason: str


def encoding_of(path: Path) -> str:
    """Return the Python name of a file's encoding: by its mark, else by its zeros, else UTF-8 or Windows.

    One spoiled byte does not turn a UTF-8 file into a Windows one: the reading that fits more letters wins.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        for mark, name in _MARKS.items():
            if head.startswith(mark):
                return name
        if b"\0" in head[:512]:
            return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
        letters = spoiled = 0
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while head:
            text = decoder.decode(head)
            foreign = sum(letter > "\x7f" for letter in text)
            spoiled += (broken := text.count("�"))
            letters += foreign - broken
            head = file.read(_CHUNK)
    return "utf-8" if letters >= spoiled else "cp1252"


def rows(path: Path) -> Iterator[Row | Fault]:
    """Yield the rows of a text table, header first, empty ones left out; raise OSError without a file."""
    if path.stat().st_size > MAX_BYTES:
        yield Fault(path.name, 1, "", f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it.")
        return
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        lines = _Lines(file)
        delimiter = _delimiter(lines)
        while line := lines.take():
            yield from _row(path.name, line, lines, delimiter)


class _Lines:
    """The lines of a stream, each bounded and counted, with a look ahead."""

    def __init__(self, file: TextIO) -> None:
        self.number = 0
        self._file = file
        self._ahead: deque[str] = deque()

    def take(self) -> str:
        """Return the next line with its end, `` at the end of the file; a too long one comes cut."""
        self.number += 1
        return self._ahead.popleft() if self._ahead else self._read()

    def peek(self, place: int) -> str:
        while len(self._ahead) <= place:
            self._ahead.append(self._read())
        return self._ahead[place]

    def _read(self) -> str:
        line = self._file.readline(MAX_LINE)
        rest = line
        while len(rest) == MAX_LINE and not rest.endswith("\n"):
            rest = self._file.readline(MAX_LINE)
        return line


def _delimiter(lines: _Lines) -> str:
    """Return what parts the cells of the first line; a spreadsheet may have said so in a line `sep=;`."""
    first = lines.peek(0).strip()
    if first.casefold().startswith("sep=") and len(first) == 5:
        lines.take()
        return first[4]
    return max(",;\t", key=first.count)


def _row(file: str, line: str, lines: _Lines, delimiter: str) -> Iterator[Row | Fault]:
    """Yield the row that begins in a line; a quote that nobody closes spoils this line only, not the file."""
    begin, text = lines.number, line
    if len(line) == MAX_LINE and not line.endswith("\n"):
        yield Fault(file, begin, "", "This line is too long to be a row.")
        return
    for further in range(MAX_LINES_A_ROW):
        try:
            cells = _cells(text, delimiter, strict=True)
        except csv.Error as error:
            if "unexpected end" not in str(error):
                cells = [] if further else _cells(text, delimiter, strict=False)
                break
        else:
            for _ in range(further):
                lines.take()
            break
        text += lines.peek(further)
    else:
        cells = []
    if any(cell.strip() for cell in cells):
        yield Row(begin, cells)
    elif '"' in text:
        yield Fault(file, begin, "", 'A quotation mark (") is opened here and never closed.')


def _cells(text: str, delimiter: str, *, strict: bool) -> list[str]:
    return next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=strict), [])
