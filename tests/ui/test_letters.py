"""Letters: which font, how lines break, how Arabic joins and turns."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.ui.fonts import font_for, icon_letter
from station.ui.lettering import drawn, is_right_to_left
from tests.ui.conftest import Desk

pytestmark = pytest.mark.xdist_group("kivy")


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Amal", "AtkinsonHyperlegible-Regular"),
        ("Ñandú Żółć", "AtkinsonHyperlegible-Regular"),
        ("Nguyễn Thị Ánh", "DejaVuSans"),
        ("Олександр", "DejaVuSans"),
        ("أمل", "DejaVuSans"),
    ],
)
def test_a_name_is_drawn_in_a_font_that_has_all_its_letters(text: str, font: str) -> None:
    assert font_for("text", text).endswith(f"/{font}.ttf")


def test_an_unknown_icon_is_a_circle() -> None:
    assert icon_letter("no-such-icon") == icon_letter("circle")


def test_arabic_letters_join_and_run_to_the_left() -> None:
    # alef with hamza stands alone, meem begins, lam ends; the first letter comes last on the line
    assert drawn("أمل", to_left=True) == "\ufede\ufee3\ufe83"
    assert is_right_to_left("أمل")
    assert not is_right_to_left("Amal أمل")


def test_lam_and_alef_become_one_letter() -> None:
    assert drawn("سلام", to_left=True) == "\ufee1\ufefc\ufeb3"


def test_numbers_and_names_in_latin_keep_their_order() -> None:
    assert drawn("مرحبا Amal 12 (3)", to_left=True).startswith("Amal 12 (3) ")
    assert drawn("محمد (2)", to_left=True).startswith("(2) ")
    assert drawn("Amal Smith", to_left=False) == "Amal Smith"


def test_an_arabic_name_in_an_english_line_joins_too() -> None:
    assert drawn("Hello أمل!", to_left=False) == "Hello \ufede\ufee3\ufe83!"


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), max_size=60), st.booleans())
def test_any_text_can_be_drawn_and_loses_nothing_but_joined_pairs(text: str, to_left: bool) -> None:
    shown = drawn(text, to_left=to_left)
    folded = [letter for letter in unicodedata.normalize("NFKC", shown) if not letter.isspace()]
    whole = [letter for letter in unicodedata.normalize("NFKC", text) if not letter.isspace()]
    assert len(folded) == len(whole)


def test_lines_are_broken_at_spaces_and_made_even(desk: Desk) -> None:
    from station.ui.typeset import typeset  # noqa: PLC0415 - Kivy must find its surroundings prepared

    whole = "Plan a fair test and name what I change"
    setting = typeset(whole, "bold", 22, 400)
    assert " ".join(setting.lines) == whole
    assert setting.width <= 400
    assert setting.lines == ("Plan a fair test and", "name what I change")
    assert typeset(whole, "bold", 22).lines == (whole,)


def test_a_word_wider_than_its_box_stays_whole_and_is_measured_so(desk: Desk) -> None:
    from station.ui.typeset import typeset  # noqa: PLC0415

    assert typeset("Donaudampfschifffahrt", "text", 22, 50).width > 50


def test_what_is_measured_is_what_is_drawn(desk: Desk) -> None:
    from station.ui.typeset import emphasised, texture_of, typeset  # noqa: PLC0415

    texts = (
        "Keep going",
        "Build two bridges: one with because",
        "أستطيع أن أربط الأفكار",
        emphasised("a **b** c"),
    )
    for text in texts:
        for size in (16, 22, 33):
            setting = typeset(text, "text", size, 180)
            texture = texture_of(setting)
            assert abs(texture.width - setting.width) <= 4
            assert abs(texture.height - setting.height) <= 2 + len(setting.lines)


def test_markup_of_a_stranger_is_shown_as_it_is(desk: Desk) -> None:
    from station.ui.typeset import emphasised, texture_of, typeset  # noqa: PLC0415

    bare = typeset(emphasised("**[b]x[/b]** [color=ff0000]y"), "text", 22)
    assert texture_of(bare).width >= bare.width - 4


def test_an_icon_stands_in_the_middle_of_its_box(desk: Desk) -> None:
    from kivy.core.text import Label  # noqa: PLC0415

    from station.ui.fonts import icon_font  # noqa: PLC0415

    label = Label(text=icon_letter("circle"), font_name=icon_font(), font_size=48)
    label.refresh()
    rows = label.texture.pixels
    width, height = label.texture.size
    inked = [at // width for at in range(width * height) if rows[at * 4 + 3] > 60]
    assert abs((min(inked) + max(inked)) / 2 - (height - 1) / 2) <= 1.5


def test_a_picture_that_nobody_knows_is_a_letter(desk: Desk) -> None:
    from msgspec.structs import replace  # noqa: PLC0415

    from station.ui.samples import doors  # noqa: PLC0415

    desk.show(replace(doors.HELLO, avatar=replace(doors.HELLO.avatar, icon="unicorn-of-mine")))
    avatar = desk.stage.screen.ids.avatar
    assert (avatar.icon.glyph, avatar.words.text) == ("", "A")
