"""A class list, as teachers' spreadsheets really write it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.interchange import csv
from hub.interchange.csv import ClassRow
from hub.interchange.table import MAX_LINE, Fault, encoding_of

PLAIN = "given name,initial,class\nAmal,H,Heron\nBao,N,Heron\n"
NAMES = """First Name;Last name;Section
Nguyễn Thị Ánh;Trần;Heron
Олександр;;Heron
أمل;ح;Heron
O'Neill-Brâncuși;;Heron
"""


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> list[ClassRow | Fault]:
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return list(csv.read(path))


def learners(entries: list[ClassRow | Fault]) -> list[str]:
    return [entry.given for entry in entries if isinstance(entry, ClassRow)]


def faults(entries: list[ClassRow | Fault]) -> list[tuple[int, str]]:
    return [(entry.line, entry.column) for entry in entries if isinstance(entry, Fault)]


def test_each_row_is_a_learner_with_the_line_on_which_she_stands(tmp_path: Path) -> None:
    assert read(tmp_path, PLAIN) == [
        ClassRow(line=2, given="Amal", initial="H", class_name="Heron"),
        ClassRow(line=3, given="Bao", initial="N", class_name="Heron"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header", ["class,first,family initial", "SECTION,First_Name,Initial", "Class,Name,Surname"]
)
def test_columns_may_stand_in_any_order_under_any_of_their_names(
    tmp_path: Path, header: str, delimiter: str
) -> None:
    text = f"{header}\nHeron,Amal,h\n".replace(",", delimiter)
    assert read(tmp_path, text) == [ClassRow(line=2, given="Amal", initial="H", class_name="Heron")]


def test_a_line_that_names_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    assert learners(read(tmp_path, "sep=|\r\nname|class\r\nAmal|Heron\r\n")) == ["Amal"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_names_of_the_world_survive_each_encoding(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, NAMES, encoding)
    assert learners(found) == ["Nguyễn Thị Ánh", "Олександр", "أمل", "O'Neill-Brâncuși"]
    assert [entry.initial for entry in found if isinstance(entry, ClassRow)] == ["T", "", "ح", ""]


def test_a_windows_file_is_known_by_its_letters(tmp_path: Path) -> None:
    assert learners(read(tmp_path, "name,class\nJosé,Heron\nZoë,Heron\n", "cp1252")) == ["José", "Zoë"]


def test_one_spoiled_byte_spoils_one_row_and_not_the_letters_of_all_others(tmp_path: Path) -> None:
    content = "name,class\nÁnh,Heron\nZoë,Heron\n".encode() + b"Jos\xe9,Heron\n" + "Đạt,Heron\n".encode()
    found = read(tmp_path, content)
    assert learners(found) == ["Ánh", "Zoë", "Đạt"]
    assert faults(found) == [(4, "given name")]


def test_the_same_letters_coded_apart_are_the_same_name(tmp_path: Path) -> None:
    assert learners(read(tmp_path, "name,class\nA\u0301nh,Heron\n")) == ["\u00c1nh"]


def test_only_the_first_letter_of_a_family_name_is_kept(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,last name,class\nMaya,reyes,Heron\n")
    assert isinstance(row, ClassRow)
    assert row.initial == "R"


def test_optional_columns_are_taken_where_they_stand(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,class,preferred,grade,language,student id\nMaya,Heron,May,6th,es,0017\n")
    assert row == ClassRow(
        line=2, given="Maya", class_name="Heron", preferred="May", grade="06", language="es", key="0017"
    )


@pytest.mark.parametrize(
    ("written", "code"), [("K", "KG"), ("1", "01"), ("Grade 4", "04"), ("12", "12"), ("", "")]
)
def test_grades_are_read_as_people_write_them(tmp_path: Path, written: str, code: str) -> None:
    (row,) = read(tmp_path, f"name,class,grade\nMaya,Heron,{written}\n")
    assert isinstance(row, ClassRow)
    assert row.grade == code


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",Heron,,", "given name"),
        ("Amal,,,", "class"),
        ("...,Heron,,", "given name"),
        ("=HYPERLINK(1),Heron,,", "given name"),
        ("Am\u202eal,Heron,,", "given name"),
        (f"{'a' * 61},Heron,,", "given name"),
        ("Amal,Heron,13,", "grade"),
        ("Amal,Heron,6,Spanish", "language"),
        ("Amal", "class"),
    ],
)
def test_a_bad_row_is_named_and_never_stops_the_rest(tmp_path: Path, row: str, column: str) -> None:
    found = read(tmp_path, f"name,class,grade,language\nBao,Heron,,\n{row}\nKai,Heron,,\n")
    assert learners(found) == ["Bao", "Kai"]
    assert faults(found) == [(3, column)]


def test_a_quotation_mark_that_nobody_closes_spoils_its_own_line_only(tmp_path: Path) -> None:
    rows = "\n".join(f"Kai{number},Heron" for number in range(60))
    found = read(tmp_path, f'name,class\n"Amal,Heron\nBao,"Heron"\n{rows}\n')
    assert len(learners(found)) == 61
    assert faults(found) == [(2, "")]


def test_a_cell_may_hold_quotes_delimiters_and_lines(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,notes,class\n"Amal","one, ""two""\nthree",Heron\nBao,,Heron\n')
    assert [(entry.given, entry.line) for entry in found if isinstance(entry, ClassRow)] == [
        ("Amal", 2),
        ("Bao", 4),
    ]


def test_a_line_without_an_end_is_refused_without_being_kept(tmp_path: Path) -> None:
    found = read(tmp_path, f"name,class\nAmal,Heron\n{'a' * (MAX_LINE * 3)},Heron\nBao,Heron\n")
    assert learners(found) == ["Amal", "Bao"]
    assert faults(found) == [(3, "")]


@pytest.mark.parametrize("header", ["given name,initial", "class,initial", "Amal,H"])
def test_a_file_without_its_columns_says_which_one_it_misses(tmp_path: Path, header: str) -> None:
    found = read(tmp_path, f"{header}\nAmal,H\n")
    assert learners(found) == []
    assert {line for line, _ in faults(found)} == {1}


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    assert faults(read(tmp_path, "")) == [(1, "")]


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    with path.open("wb") as file:
        file.truncate(20_000_000)
    assert [type(entry) for entry in csv.read(path)] == [Fault]


@given(content=st.binary(max_size=4_000))
def test_no_bytes_at_all_can_do_more_than_be_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "class.csv"
    path.write_bytes(b"name,class\n" + content)
    assert encoding_of(path)
    for entry in csv.read(path):
        assert entry.line >= 1
