"""The recovery sheet: its words and its code are the key, on paper and as text."""

from pathlib import Path

import pytest

from hub.backup.recovery import RecoveryKey, read_recovery_key, sheet_number
from hub.reports.recovery import recovery_sheet, recovery_text
from tests.e2e import photograph

KEY = RecoveryKey(b"sixteen bytes ok")
SAYS = ("Grundschule Überlingen", sheet_number(KEY.public), KEY.words, KEY.text)


def test_the_text_holds_the_key_and_says_what_to_do() -> None:
    text = recovery_text(*SAYS)
    assert read_recovery_key(text) == KEY
    assert all(f"{place}. {word}" in text for place, word in enumerate(KEY.words, 1))
    assert "waystation hub restore" in text


def test_the_code_on_the_printed_sheet_is_the_key(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(recovery_sheet(*SAYS))
    (page,) = photograph.pages(tmp_path / "sheet.pdf", tmp_path)
    assert [read_recovery_key(code) for code in photograph.codes(page)] == [KEY]


def test_the_key_stands_in_no_property_of_the_file() -> None:
    data = recovery_sheet(*SAYS)
    for secret in (KEY.secret, KEY.text.encode(), KEY.words[0].encode()):
        assert secret not in data


@pytest.mark.parametrize("school", ["", "x" * 300, "مدرسة", "Our school"])
def test_any_name_of_a_school_fits(school: str) -> None:
    assert recovery_sheet(school, *SAYS[1:]).startswith(b"%PDF")
