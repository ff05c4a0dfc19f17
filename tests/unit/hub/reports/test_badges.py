"""The badge sheet: what a camera reads from it, what a person reads from it, what it keeps to itself."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from classroom.tokens import make_token
from hub.reports.badges import badge_sheet
from hub.service.shapes import PrintedBadge

NAMES = (
    "Amal", "Maya R.", "Maya R.", "Nguyễn Thị Ánh", "Олександр", "أمل ح.", "Wolfeschlegelsteinhausen",
    "O'Neill-Brâncuși", "Lu", "Abdurrahman Christopher M.", "Celeste",
)  # fmt: skip


def badge(number: int, full: str, kind: str = "learner") -> PrintedBadge:
    return PrintedBadge(
        owner=f"o{number}",
        full=full,
        token=make_token(bytes([number] * 16)),
        print_no=number,
        class_name="Heron",
        owner_kind="staff" if kind == "staff" else "learner",
    )


def learners() -> list[PrintedBadge]:
    return [badge(number, name) for number, name in enumerate(NAMES, 1)]


def written(tmp_path: Path, badges: list[PrintedBadge]) -> Path:
    path = tmp_path / "badges.pdf"
    path.write_bytes(badge_sheet(badges))
    return path


def text(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def pages(path: Path, dots_per_inch: int = 110) -> list[Image.Image]:
    subprocess.run(["pdftoppm", "-r", str(dots_per_inch), "-gray", path, path.with_suffix("")], check=True)
    return [Image.open(found) for found in sorted(path.parent.glob("*.pgm"))]


def test_ten_cards_stand_on_a_page_and_each_code_reads_as_its_key(tmp_path: Path) -> None:
    badges = learners()
    found = [
        {code.text for code in zxingcpp.read_barcodes(page)} for page in pages(written(tmp_path, badges))
    ]
    assert found == [{b.token for b in badges[:10]}, {badges[10].token}]


def test_a_code_is_28_mm_wide_with_its_quiet_zone_inside_the_card(tmp_path: Path) -> None:
    (page,) = pages(written(tmp_path, [badge(1, "Amal")]), dots_per_inch=254)  # ten dots a millimetre
    (code,) = zxingcpp.read_barcodes(page)
    assert code.position.top_right.x - code.position.top_left.x == pytest.approx(280, abs=12)
    card_left, card_top = 200, 135
    assert code.position.top_left.x - card_left >= 44
    assert code.position.top_left.y - card_top >= 44


def test_every_name_is_readable_as_text_in_its_own_script(tmp_path: Path) -> None:
    words = text(written(tmp_path, learners()))
    for name in ("Amal", "Maya R.", "Nguyễn", "Олександр", "Wolfeschlegelsteinhausen", "Brâncuși", "Lu"):
        assert name in words


def test_arabic_letters_are_joined(tmp_path: Path) -> None:
    words = text(written(tmp_path, [badge(1, "أمل")]))
    assert "\ufee3" in words, "meem in its initial form: drawn apart it would be U+0645"


def test_a_learners_card_tells_name_class_and_print_number_and_no_key(tmp_path: Path) -> None:
    made = badge(7, "Amal")
    path = written(tmp_path, [made])
    card = text(path).replace(" ", "")
    assert "Amal" in card
    assert "Heron" in card
    assert "No.7" in card
    assert made.token[4:12] not in card
    assert made.token.encode() not in path.read_bytes()


def test_a_staff_card_carries_its_key_in_letters_too(tmp_path: Path) -> None:
    made = badge(9, "Ms Rivera", kind="staff")
    assert made.token[4:] in "".join(text(written(tmp_path, [made])).split())


def test_all_letters_travel_inside_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, learners())
    fonts = subprocess.run(
        ["pdffonts", path], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    assert [line for line in fonts if "Helvetica" not in line and " yes yes " not in line] == []


def test_the_same_sheet_twice_is_the_same_sheet(tmp_path: Path) -> None:
    badge_sheet(learners())
    assert "Олександр" in text(written(tmp_path, learners()))
