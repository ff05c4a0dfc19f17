"""The checker finds what was lost, doubled, acknowledged too early or written otherwise; and nothing else."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from demo.simulate.verdict import Findings, Logged, Saved, judge, percentile
from demo.simulate.witness import Acked, Outbox

CAVE = Outbox("cave-1", "e1")


def logged(seq: int, content: str = "", ev: str = "") -> Logged:
    return Logged(ev=ev or f"ev-{seq}", station=CAVE.station, epoch=CAVE.epoch, seq=seq, content=content)


def saved(content: str, saved_s: float = 10.0) -> Saved:
    return Saved(station="cave-1", learner="7", content=content, tapped_s=saved_s - 0.02, saved_s=saved_s)


def day(log: Sequence[Logged] | None = None) -> Findings:
    """A day on which all went well: three facts, two of them pieces that were seen as saved."""
    return Findings(
        saved=[saved("text one"), saved("photo two", 11.0)],
        logged=[logged(1), logged(2, "text one"), logged(3, "photo two")] if log is None else log,
        written=frozenset({"ev-1", "ev-2", "ev-3"}),
        sent={CAVE: {1: "ev-1", 2: "ev-2", 3: "ev-3"}},
        acked={CAVE: [Acked(10.1, 2), Acked(11.4, 3)]},
    )


def test_a_good_day_is_clean() -> None:
    verdict = judge(day())
    assert verdict.clean
    assert (verdict.made, verdict.saved, verdict.committed, verdict.why) == (3, 2, 3, ())


def test_a_piece_that_was_seen_as_saved_and_is_not_there_is_lost() -> None:
    verdict = judge(replace(day(), saved=[*day().saved, saved("text three")]))
    assert (verdict.lost, verdict.clean) == (1, False)
    assert verdict.why == ("lost piece: text three",)


def test_a_piece_whose_file_holds_something_else_is_lost() -> None:
    verdict = judge(day([logged(1), logged(2, "text one"), logged(3, "photo another")]))
    assert verdict.why == ("lost piece: photo two",)


def test_a_fact_that_came_after_the_room_had_healed_may_wait_in_its_outbox() -> None:
    found = day()
    found = replace(
        found,
        written=found.written | {"ev-4"},
        sent={CAVE: {**found.sent[CAVE], 4: "ev-4"}},
        later=frozenset({"ev-4"}),
    )
    verdict = judge(found)
    assert (verdict.made, verdict.clean) == (3, True)


def test_a_late_fact_that_was_acknowledged_and_is_not_there_was_acknowledged_too_early() -> None:
    found = replace(
        day(), sent={CAVE: {4: "ev-4"}}, acked={CAVE: [Acked(12.0, 4)]}, later=frozenset({"ev-4"})
    )
    assert judge(replace(found, written=found.written | {"ev-4"})).acked_early == 1


@pytest.mark.parametrize("known_by", ["its outbox", "the wire"])
def test_a_fact_that_a_station_wrote_or_sent_and_that_is_not_there_is_lost(known_by: str) -> None:
    found = day()
    if known_by == "its outbox":
        found = replace(found, written=found.written | {"ev-4"})
    else:
        found = replace(found, sent={CAVE: {**found.sent[CAVE], 4: "ev-4"}})
    verdict = judge(found)
    assert (verdict.lost, verdict.acked_early, verdict.why) == (1, 0, ("lost fact: ev-4",))


def test_the_same_piece_under_two_identities_is_doubled() -> None:
    verdict = judge(day([*day().logged, logged(4, "text one")]))
    assert (verdict.doubled, verdict.clean) == (1, False)


def test_two_continuations_of_a_draft_made_apart_are_both_there_and_neither_is_doubled() -> None:
    here = replace(logged(4, "text three"), drafts=frozenset({"opened-here", "parked"}))
    there = replace(
        here, ev="ev-there", station="make-1", seq=1, drafts=frozenset({"opened-there", "parked"})
    )
    both = judge(day([*day().logged, here, there]))
    assert (both.doubled, both.apart, both.clean) == (0, 1, True)
    same_outbox = judge(day([*day().logged, here, replace(there, station="cave-1", seq=5)]))
    assert (same_outbox.doubled, same_outbox.apart) == (1, 0)
    another_draft = judge(day([*day().logged, here, replace(there, drafts=frozenset({"another"}))]))
    assert (another_draft.doubled, another_draft.apart) == (1, 0)


def test_one_identity_or_one_place_that_is_there_twice_is_doubled() -> None:
    assert judge(day([*day().logged, logged(9, ev="ev-1")])).doubled == 1
    assert judge(day([*day().logged, logged(1, ev="ev-other")])).doubled == 1


def test_a_fact_that_a_station_heard_as_acknowledged_must_be_there() -> None:
    verdict = judge(day([logged(1), logged(3, "photo two"), logged(9, "text one")]))
    assert verdict.acked_early == 1
    assert "acknowledged, not there: cave-1 2" in verdict.why


def test_a_fact_under_another_place_after_a_fork_was_not_acknowledged_too_early() -> None:
    moved = [replace(fact, epoch="e2") for fact in day().logged]
    assert judge(day(moved)).clean


def test_what_a_killed_hub_had_promised_too_early_counts_though_the_next_one_got_it_again() -> None:
    verdict = judge(replace(day(), early=2))
    assert (verdict.acked_early, verdict.lost, verdict.clean) == (2, 0, False)


def test_a_document_that_differs_and_a_projection_that_differs_are_told() -> None:
    verdict = judge(replace(day(), mismatches=["cave-1: learner/7"], differ=["visits"]))
    assert (verdict.feed_mismatches, verdict.rebuilt_otherwise, verdict.clean) == (1, 1, False)
    assert verdict.why == ("document: cave-1: learner/7", "not what the log says: visits")


def test_waits_run_from_seen_as_saved_to_the_first_word_that_covers_it() -> None:
    verdict = judge(day())
    assert [round(wait) for wait in verdict.waits_ms] == [100, 400]
    assert [round(tap_ms) for _, tap_ms in verdict.taps] == [20, 20]


def test_percentiles_are_values_that_were_measured() -> None:
    values = tuple(float(number) for number in range(1, 201))
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [100.0, 198.0, 200.0]
    assert percentile((), 0.5) == 0.0
