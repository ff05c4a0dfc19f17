"""Keys pressed by a scanner are a code; keys pressed by a person are not."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.badge import BadgeEvent, Typed
from hardware.fake import FakeScanner
from hardware.wedge import KeyBurst
from tests.unit.hardware.badges import OTHER, TOKEN


def heard(*lines: str, key_gap_s: float = 0.005, enter: bool = True, wait_s: float = 0.0) -> list[BadgeEvent]:
    scanner = FakeScanner()
    events: list[BadgeEvent] = []
    scanner.start(events.append)
    for line in lines:
        scanner.type(line, key_gap_s=key_gap_s, enter=enter)
        scanner.wait(wait_s)
    return events


def test_a_scanner_is_heard() -> None:
    assert heard(TOKEN) == [Typed(TOKEN)]


def test_a_slow_scanner_is_heard() -> None:
    assert heard(TOKEN, key_gap_s=0.05) == [Typed(TOKEN)]


def test_a_person_who_types_a_badge_is_not() -> None:
    assert heard(TOKEN, key_gap_s=0.09) == []


def test_a_scanner_without_enter_is_heard_when_it_has_gone_quiet() -> None:
    assert heard(TOKEN, enter=False, wait_s=0.1) == []
    assert heard(TOKEN, enter=False, wait_s=0.3) == [Typed(TOKEN)]


def test_two_badges_one_after_the_other_are_two() -> None:
    assert heard(TOKEN, OTHER) == [Typed(TOKEN), Typed(OTHER)]
    assert heard(TOKEN, OTHER, enter=False, wait_s=0.5) == [Typed(TOKEN), Typed(OTHER)]


def test_a_whole_text_that_arrives_at_once_is_heard() -> None:
    assert KeyBurst().typed(f"{TOKEN}\r\n", 0.0) == (TOKEN,)


def test_a_hand_on_the_keys_is_nothing() -> None:
    assert heard("asdfgh") == []


def test_a_text_that_is_too_long_or_not_printable_is_dropped_as_a_whole() -> None:
    assert heard("x" * 129) == []
    assert heard("x" * 128) == [Typed("x" * 128)]
    assert heard("WS1.\x00ABCDEFGH") == []


def test_a_flood_of_codes_is_slowed_to_two_a_second() -> None:
    burst = KeyBurst()
    codes = [code for step in range(1000) for code in burst.typed(f"FLOOD{step:05}\n", step / 100)]
    assert len(codes) == 20


def test_nothing_is_told_after_stop() -> None:
    scanner = FakeScanner()
    events: list[BadgeEvent] = []
    scanner.start(events.append)
    scanner.stop()
    scanner.type(TOKEN)
    assert events == []


@given(st.lists(st.tuples(st.text(max_size=200), st.floats(0, 0.3)), max_size=30))
def test_whatever_is_typed_a_code_is_printable_and_bounded(keys: list[tuple[str, float]]) -> None:
    burst, now_s = KeyBurst(), 0.0
    codes: list[str] = []
    for text, gap_s in keys:
        now_s += gap_s
        codes += burst.typed(text, now_s)
    assert all(8 <= len(code) <= 128 and code.isprintable() for code in codes)
