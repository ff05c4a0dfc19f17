"""A drawing: what a stroke keeps of the finger, what a page holds, what is printed on it."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.drawing import (
    COLOURS,
    MOST_POINTS,
    PAGE,
    WIDTHS,
    Drawing,
    Stroke,
    is_full,
    marks_of,
    points_of,
    rules_of,
    thinned,
    with_stroke,
    without_last,
)

ANYWHERE = st.lists(st.integers(-3_000, 3_000), max_size=80).map(tuple)


@given(ANYWHERE)
def test_a_stroke_stays_on_the_page_and_keeps_its_ends(points: tuple[int, ...]) -> None:
    thin = thinned(points)
    assert len(thin) % 2 == 0
    assert all(0 <= x <= PAGE[0] and 0 <= y <= PAGE[1] for x, y in zip(thin[::2], thin[1::2], strict=True))
    assert len(thin) <= len(points)
    assert thinned(thin) == thin or len(thin) > 4
    if len(points) > 1:
        assert thin[:2] == (min(max(points[0], 0), PAGE[0]), min(max(points[1], 0), PAGE[1]))


def test_a_resting_finger_is_one_point() -> None:
    assert thinned((10, 10, 11, 11, 12, 10)) == (10, 10)
    assert thinned((10, 10, 40, 10, 41, 11)) == (10, 10, 40, 10, 41, 11)


@given(st.integers(-2, 9), st.integers(-2, 9), ANYWHERE)
def test_only_what_can_be_drawn_is_added(colour: int, width: int, points: tuple[int, ...]) -> None:
    after = with_stroke(Drawing(), Stroke(colour=colour, width=width, points=points))
    drawn = bool(after.strokes)
    assert drawn == (0 <= colour < len(COLOURS) and 0 <= width < len(WIDTHS) and len(points) > 1)
    assert without_last(after) == Drawing()


def test_a_page_is_full_some_day_and_undo_makes_room() -> None:
    long = Stroke(colour=0, width=0, points=tuple(n for x in range(0, 1_200, 5) for n in (x, x % 900)))
    drawing, before = Drawing(paper="grid"), None
    while drawing != before:
        before, drawing = drawing, with_stroke(drawing, long)
    assert is_full(drawing)
    assert MOST_POINTS - 300 < points_of(drawing) <= MOST_POINTS
    assert not is_full(without_last(without_last(drawing)))
    assert drawing.paper == "grid"


def test_papers_are_printed_inside_the_page() -> None:
    assert rules_of("blank") == rules_of("photo") == ()
    for paper in ("grid", "line"):
        for rule in rules_of(paper):
            assert all(0 <= x <= PAGE[0] for x in rule.points[::2])
            assert all(0 <= y <= PAGE[1] for y in rule.points[1::2])
    assert [mark.text for mark in marks_of("line")] == [str(number) for number in range(11)]
