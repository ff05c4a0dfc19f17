"""Row 11: the hub is gone with its disk; it comes back from yesterday's backup, on another machine and address."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.store.facts import Stored
from tests.faults.kept_school import SOON_S, kept_school
from tests.waiting import until


@pytest.mark.parametrize("broker", ["nats", "mosquitto"])
def test_a_hub_comes_back_from_yesterday_without_losing_a_piece(
    tmp_path: Path, broker: str, reached: Callable[[str], None]
) -> None:
    with kept_school(tmp_path, broker) as school:
        with school.at("cave") as cave:
            school.makes(cave, "amal", "before", "photo")
            school.sends_all("cave")
        yesterday = school.marks("cave").last
        school.backs_up()
        with school.at("cave") as cave, school.at("make") as make:
            until(lambda: school.marks("cave").safe == yesterday, seconds=SOON_S)
            school.makes(cave, "amal", "after the backup", "photo")
            school.makes(make, "bao", "bao writes", "photo")
            for place in ("cave", "make"):
                school.sends_all(place)
            for words in ("before", "after the backup", "bao writes"):
                school.running.answers(school.seen.evidence_of(words), f"I read: {words}")
            school.journalled()
            kept = school.seen.facts_of_hub()
            school.running.answers(school.seen.evidence_of("before"), "One more thing.")
            lost = [fact for ev, fact in school.seen.facts_of_hub().items() if ev not in kept]
            school.loses_its_hub()
            school.makes(cave, "amal", "while it was gone")
        restored = school.restores()
        for place in ("cave", "make"):
            with school.at(place):
                school.meets(place, restored["hub_epoch"])
                school.sends_all(place)
        assert school.seen.pieces() == Counter(school.saved)
        back = school.seen.facts_of_hub()
        assert {ev: _told(back[ev]) for ev in kept} == {ev: _told(kept[ev]) for ev in kept}
        assert len(back) >= len(kept) > restored["journal_facts"] > 3
        assert all(0 <= fact.received_ms - restored["journal_ms"] < 60_000 for fact in lost)
        assert restored["missing"] == []
        assert school.seen.differences() == []
    reached(
        f"row 11 ({broker}): {len(school.saved)} pieces saved, 0 lost, 0 doubled, all open; "
        f"{restored['journal_facts']} acts of staff since the backup back with their chain, "
        f"{len(lost)} of the last seconds missing, and named"
    )


def _told(fact: Stored) -> tuple[object, ...]:
    """A fact without its place in one hub's log."""
    return (fact.station, fact.epoch, fact.seq, fact.type, fact.by, fact.raw, fact.body)
