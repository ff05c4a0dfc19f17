"""The rules that keep reports of badges few: once an appearance, twice where one read is not enough."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from hardware.badge import Appearances, Lasting, LightChanges, TwoEqualReads
from hardware.frame import Code, LightKind

A, B = Code("WS1.A"), Code("WS1.B")
BARS = Code("12345678", "Code128")


def reports(frames: Iterable[tuple[float, tuple[Code, ...]]]) -> list[float]:
    appearances = Appearances()
    return [at_s for at_s, codes in frames if appearances.newly(codes, at_s)]


def test_a_badge_held_still_is_reported_once() -> None:
    assert reports((tenth / 10, (A,)) for tenth in range(100)) == [0.0]


def test_a_badge_that_flickers_is_still_the_same_appearance() -> None:
    assert reports([(0.0, (A,)), (0.5, ()), (0.9, (A,)), (1.8, (A,))]) == [0.0]


def test_a_badge_counts_again_after_a_second_out_of_sight() -> None:
    assert reports([(0.0, (A,)), (0.5, ()), (1.0, (A,)), (1.5, ())]) == [0.0, 1.0]


def test_a_second_badge_beside_the_first_is_reported_with_it() -> None:
    assert reports([(0.0, (A,)), (0.2, (A, B)), (0.4, (A, B)), (0.6, (B,)), (0.8, (A,))]) == [0.0, 0.2]


def test_a_badge_that_takes_the_place_of_another_is_reported() -> None:
    assert reports([(0.0, (A,)), (0.1, (B,)), (0.2, (B,)), (1.3, (A,))]) == [0.0, 0.1, 1.3]


@given(st.lists(st.tuples(st.floats(0, 0.9), st.booleans()), max_size=40))
def test_no_run_of_frames_with_gaps_below_a_second_reports_twice(steps: list[tuple[float, bool]]) -> None:
    now_s, unseen_s = 0.0, 0.0
    frames: list[tuple[float, tuple[Code, ...]]] = [(0.0, (A,))]
    for gap_s, seen in steps:
        now_s += gap_s
        unseen_s += gap_s
        there = seen or unseen_s >= 0.05
        frames.append((now_s, (A,) if there else ()))
        unseen_s = 0.0 if there else unseen_s
    assert reports(frames) == [0.0]


def test_our_own_badge_needs_one_read() -> None:
    assert TwoEqualReads(lambda text: text.startswith("WS1.")).sure((A,)) == (A,)


def test_bars_and_foreign_codes_need_two_equal_reads_in_a_row() -> None:
    filter_ = TwoEqualReads(lambda text: text.startswith("WS1."))
    url = Code("https://example.org")
    frames = [(BARS, url), (), (BARS, url), (BARS, url), (Code("12345679", "Code128"),)]
    assert [filter_.sure(codes) for codes in frames] == [(), (), (), (BARS, url), ()]


def test_where_a_code_stands_does_not_matter_for_two_equal_reads() -> None:
    filter_ = TwoEqualReads(lambda _text: False)
    moved = Code("x", corners=((1, 1), (2, 1), (2, 2), (1, 2)))
    assert filter_.sure((Code("x"),)) == ()
    assert filter_.sure((moved,)) == (moved,)


def lasting(*frames: tuple[float, bool]) -> list[float]:
    watch = Lasting(3.0)
    return [at_s for at_s, so in frames if watch.now(at_s, so=so)]


def test_what_lasts_three_seconds_is_told_once() -> None:
    assert lasting(*((tenth / 10, True) for tenth in range(80))) == [3.0]


def test_a_short_break_does_not_start_it_anew_and_a_long_one_does() -> None:
    assert lasting((0, True), (0.9, False), (1, True), (1.9, True), (2.8, True), (3, True)) == [3]
    assert lasting((0, True), (1.1, True), (2, True), (3, True), (3.9, True), (4.2, True)) == [4.2]


def test_what_went_away_may_last_again() -> None:
    first = [(float(second) / 2, True) for second in range(8)]
    again = [(10 + float(second) / 2, True) for second in range(8)]
    assert lasting(*first, (6.0, False), *again) == [3.0, 13.0]


def light(*frames: tuple[float, LightKind]) -> list[tuple[float, LightKind]]:
    changes = LightChanges()
    return [(at_s, kind) for at_s, seen in frames if (kind := changes.told(seen, at_s))]


def test_light_is_told_when_it_has_changed_for_a_second() -> None:
    frames: list[tuple[float, LightKind]] = [
        (0, "fine"),
        (1, "dark"),
        (1.5, "dark"),
        (2, "dark"),
        (3, "dark"),
    ]
    assert light(*frames, (4, "fine"), (5, "fine")) == [(2, "dark"), (5, "fine")]


def test_a_passing_shadow_is_no_news() -> None:
    assert light((0, "fine"), (1, "dark"), (1.9, "dark"), (2, "fine"), (9, "fine")) == []
