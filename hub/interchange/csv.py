"""A class list as a spreadsheet's text file: one learner a row, under headers that people really write."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from hub.interchange.table import Fault, Row, rows

MAX_ROWS: Final = 20_000
MAX_CELL: Final = 60
HEADERS: Final = {
    "given name": ("given", "givenname", "givennames", "first", "firstname", "forename", "name"),
    "initial": ("initial", "familyinitial", "lastinitial", "last", "lastname", "familyname", "surname"),
    "class": ("class", "classname", "section", "form", "group"),
    "preferred": ("preferred", "preferredname", "knownas", "nickname", "goesby"),
    "grade": ("grade", "gradelevel", "year"),
    "language": ("language", "homelanguage", "lang"),
    "key": ("key", "id", "rosterkey", "studentid", "studentnumber", "sourcedid"),
}
NEEDED: Final = ("given name", "class")
_EARLY: Final = {"it": "IT", "pr": "PR", "pk": "PK", "tk": "TK", "k": "KG", "kg": "KG", "kindergarten": "KG"}
_JOINERS: Final = "[\u200c\u200d]"  # part of how some languages are written
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class ClassRow(msgspec.Struct, frozen=True, kw_only=True):
    """One learner as a row names her; what the row does not say is empty."""

    line: int
    given: str
    class_name: str
    initial: str = ""
    preferred: str = ""
    grade: str = ""
    language: str = ""
    key: str = ""


def read(path: Path) -> Iterator[ClassRow | Fault]:
    """Yield the learners of a class list and the rows that are none; raise OSError when it cannot be read."""
    places: dict[str, int] | None = None
    number = -1
    for number, entry in enumerate(rows(path)):
        if isinstance(entry, Fault):
            yield entry
        elif places is None:
            places = _places(entry)
            yield from (faults := list(_header_faults(path.name, entry, places)))
            if faults:
                return
        elif number > MAX_ROWS:
            yield Fault(path.name, entry.line, "", f"More than {MAX_ROWS} rows. Split the file.")
            return
        else:
            yield _learner(path.name, entry, places)
    if number < 0:
        yield Fault(path.name, 1, "", "The file is empty. Its first line names the columns.")


def fold(text: str) -> str:
    """Return a name as it is compared: whatever its capitals, its spaces, or how its marks are coded."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def _places(header: Row) -> dict[str, int]:
    """Return at which place each column stands that we know."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        word = re.sub(r"[\W_]", "", cell.casefold())
        for column, words in HEADERS.items():
            if word in words:
                found.setdefault(column, place)
    return found


def _header_faults(file: str, header: Row, places: dict[str, int]) -> Iterator[Fault]:
    for column in NEEDED:
        if column not in places:
            titles = ", ".join(cell.strip() for cell in header.cells if cell.strip())[:200]
            reason = f"No column is called “{column}”. The columns are: {titles}."
            yield Fault(file, header.line, column, reason)


def _learner(file: str, row: Row, places: dict[str, int]) -> ClassRow | Fault:
    cells = {column: _clean(row.cells[place]) for column, place in places.items() if place < len(row.cells)}
    for column, cell in cells.items():
        if reason := _spoiled(cell):
            return Fault(file, row.line, column, reason)
    for column in NEEDED:
        if not any(letter.isalnum() for letter in cells.get(column, "")):
            return Fault(file, row.line, column, "This row has no name here.")
    grade, language = _grade(cells.get("grade", "")), cells.get("language", "")
    if grade is None:
        return Fault(file, row.line, "grade", "Write a grade as K or a number from 1 to 12.")
    if language and not _LANGUAGE.fullmatch(language):
        return Fault(file, row.line, "language", "Write a language as its code, such as en, es or ar.")
    return ClassRow(
        line=row.line,
        given=cells["given name"],
        class_name=cells["class"],
        initial=_first_letter(cells.get("initial", "")),
        preferred=cells.get("preferred", ""),
        grade=grade,
        language=language,
        key=cells.get("key", ""),
    )


def _clean(cell: str) -> str:
    """Return a cell without what nobody sees: spaces around it, direction marks, marks coded apart."""
    return unicodedata.normalize(
        "NFC", re.sub(r"[ \u00a0]+", " ", re.sub(r"[\u200e\u200f]", "", cell)).strip()
    )


def _spoiled(cell: str) -> str:
    """Return why a cell cannot be kept, `` when it can."""
    if len(cell) > MAX_CELL:
        return f"More than {MAX_CELL} letters."
    if "�" in cell:
        return "A letter here was spoiled. Save the file as UTF-8."
    if cell[:1] in {"=", "+", "@"}:
        return f"This begins with {cell[0]} as a formula does."
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in re.sub(_JOINERS, "", cell)):
        return "Something here cannot be seen or printed."
    return ""


def _grade(text: str) -> str | None:
    """Return the CEDS code of a grade, `` for none, None for one that is not a grade."""
    word = fold(text).removeprefix("grade").strip()
    if not word or word in _EARLY:
        return _EARLY.get(word, "")
    number = re.fullmatch(r"0?(\d{1,2})(st|nd|rd|th)?", word)
    return f"{int(number[1]):02}" if number and 1 <= int(number[1]) <= 12 else None


def _first_letter(name: str) -> str:
    """Return the first letter of a family name with its marks; more of it is not kept."""
    letters = [letter for letter in name if letter.isalpha()]
    return letters[0].upper() if letters else ""
