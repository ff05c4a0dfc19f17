"""Lines of a name: where they break, how large they are, in which order the runs stand."""

import pytest

from hub.reports.lettering import LEADING, Line, fit, shape


def box(text: str, width: float = 120, height: float = 60) -> tuple[Line, ...]:
    return fit(text, "heading", width=width, height=height, largest=24, smallest=8)


@pytest.mark.parametrize(
    "name", ["Lu", "Maya R.", "Nguyễn Thị Ánh", "Abdurrahman Christopher M.", "أمل محمد"]
)
def test_a_name_fits_its_box_in_the_largest_letters(name: str) -> None:
    lines = box(name)
    assert max(line.width for line in lines) <= 120
    assert sum(line.size for line in lines) * LEADING <= 60
    larger = [shape(name, "heading", lines[0].size + 1).width > 120, lines[0].size == 24, len(lines) > 1]
    assert any(larger)


def test_a_short_name_is_as_large_as_it_may_be() -> None:
    assert [line.size for line in box("Lu")] == [24]


def test_a_name_that_cannot_be_broken_keeps_the_smallest_size_and_says_its_width() -> None:
    (line,) = box("Wolfeschlegelsteinhausenbergerdorff", width=60)
    assert line.size == 8
    assert line.width > 60


def test_an_initial_stays_with_its_name() -> None:
    assert len(box("Christopher M.", width=110)) == 1


def test_right_to_left_runs_stand_from_right_to_left() -> None:
    mixed, alone = shape("أمل Li", "bold", 10), shape("Li", "bold", 10)
    assert len(mixed.runs) == 2
    assert mixed.runs[0][2] == pytest.approx(alone.width, abs=4), (
        "the Latin word stands left, as in Arabic text"
    )


def test_marks_coded_apart_are_drawn_as_one_letter() -> None:
    assert shape("A\u0301nh", "heading", 10).width == shape("\u00c1nh", "heading", 10).width
