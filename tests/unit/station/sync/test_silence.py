"""A link over which nobody speaks: asked, counted as gone, replaced, and each only after its time."""

from station.sync.silence import LONGEST_S, QUIET_S, RENEW_S, SILENCE_S, Silence


def test_a_quiet_hub_is_asked_for_a_word_once() -> None:
    silence = Silence()
    silence.connected(0)
    silence.heard(1)
    assert not silence.wants_a_word(1 + QUIET_S - 0.1)
    assert silence.wants_a_word(1 + QUIET_S)
    silence.asked(1 + QUIET_S)
    assert not silence.wants_a_word(1 + QUIET_S + 0.1)


def test_only_an_answer_that_is_owed_can_be_too_late() -> None:
    silence = Silence()
    silence.connected(0)
    assert not silence.too_long(1_000)
    silence.asked(10)
    silence.asked(19)
    assert not silence.too_long(10 + SILENCE_S)
    assert silence.too_long(10.1 + SILENCE_S)
    silence.heard(21)
    assert not silence.too_long(1_000)


def test_a_silent_connection_is_left_after_a_while_then_twice_that_and_never_rarer_than_in_two_minutes() -> (
    None
):
    silence, left, now_s = Silence(), [], 0.0
    silence.connected(now_s)
    for _ in range(12_000):
        now_s += 0.1
        if silence.renews(now_s):
            left.append(now_s)
            silence.connected(now_s)
    pauses = [round(later - before) for before, later in zip([0.0, *left], left, strict=False)]
    assert pauses[:5] == [RENEW_S, 2 * RENEW_S, 4 * RENEW_S, LONGEST_S, LONGEST_S]
    assert set(pauses[4:]) == {LONGEST_S}


def test_a_word_of_the_hub_makes_it_patient_again() -> None:
    silence = Silence()
    silence.connected(0)
    assert silence.renews(RENEW_S)
    silence.heard(20)
    assert not silence.renews(20 + RENEW_S - 0.1)
    assert silence.renews(20 + RENEW_S)


def test_before_anybody_let_us_in_there_is_nothing_to_leave() -> None:
    assert not Silence().renews(1_000)
