"""Row 11: the hub is gone with its disk; it comes back from yesterday's backup, on another machine and address."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.kept_school import kept_school
from tests.waiting import until


@pytest.mark.parametrize("broker", ["nats", "mosquitto"])
def test_a_hub_comes_back_from_yesterday_without_losing_a_piece(
    tmp_path: Path, broker: str, reached: Callable[[str], None]
) -> None:
    with kept_school(tmp_path, broker) as school:
        with school.at("cave") as cave:
            school.makes(cave, "amal", "before", "photo")
            school.sends_all("cave")
        school.backs_up()
        with school.at("cave") as cave, school.at("make") as make:
            until(lambda: school.marks("cave").safe == school.marks("cave").last)
            school.makes(cave, "amal", "after the backup", "photo")
            school.makes(make, "bao", "bao writes", "photo")
            for place in ("cave", "make"):
                school.sends_all(place)
            for words in ("before", "after the backup", "bao writes"):
                school.running.answers(school.evidence_of(words), f"I read: {words}")
            school.journalled()
            kept = school.facts_of_hub()
            school.running.answers(school.evidence_of("before"), "One more thing.")
            lost = school.facts_of_hub().keys() - kept.keys()
            school.loses_its_hub()
            school.makes(cave, "amal", "while it was gone")
        restored = school.restores()
        for place in ("cave", "make"):
            with school.at(place):
                until(lambda place=place: school.marks(place).hub_epoch == restored["hub_epoch"], seconds=20)
                school.sends_all(place)
        assert school.pieces() == Counter(school.saved)
        back = school.facts_of_hub()
        same = [ev for ev in kept if back.get(ev) and _told(back[ev]) == _told(kept[ev])]
        assert len(same) == len(kept)
        assert restored["journal_facts"] > 0
        assert restored["missing"] == []
        assert school.differences() == []
    reached(
        f"row 11 ({broker}): {len(school.saved)} pieces saved, 0 lost, 0 doubled, all open; {len(kept)} acts of staff "
        f"back with their chain, {len(lost)} of the last seconds missing, named up to {restored['journal_ms']}"
    )


def _told(fact: object) -> object:
    return fact._replace(rev=0)  # type: ignore[attr-defined]
