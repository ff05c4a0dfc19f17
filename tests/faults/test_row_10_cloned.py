"""Row 10: a station's card was copied and an old image of it runs: nothing is lost or doubled, staff hear of it."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub.store import facts, quarantine
from hub.store.store import looking
from station.cli import station
from tests.faults.kept_school import KeptSchool, kept_school
from tests.waiting import until

pytestmark = [pytest.mark.xdist_group("real-time"), pytest.mark.usefixtures("school")]
CARD = "cave"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptSchool]:
    with kept_school(tmp_path_factory.mktemp("cloned"), "nats") as made:
        yield made


class Cards:
    """The card in the station at `cave`, and a copy of it as it was at some moment."""

    def __init__(self, school: KeptSchool) -> None:
        self._school, self._here, self._away = school, school.folder / CARD, school.folder / "other card"
        shutil.rmtree(self._away, ignore_errors=True)
        shutil.copytree(self._here, self._away)

    def swap(self) -> None:
        """Put the other card into the station."""
        between = self._school.folder / "in the hand"
        self._here.rename(between)
        self._away.rename(self._here)
        between.rename(self._away)


def makes(school: KeptSchool, *pieces: str) -> None:
    with school.at(CARD) as visitor:
        school.makes(visitor, "amal", *pieces)


def sends(school: KeptSchool) -> None:
    with school.at(CARD):
        school.sends_all(CARD)


def makes_and_sends(school: KeptSchool, *pieces: str) -> None:
    makes(school, *pieces)
    sends(school)


def forks(school: KeptSchool) -> list[str]:
    with looking(school.hub) as tables:
        return [fact.body.decode() for fact in facts.after(tables, 0) if fact.type == "station.forked"]


def nothing_lost_nothing_doubled(school: KeptSchool) -> None:
    assert school.seen.pieces() == Counter(school.saved)
    with looking(school.hub) as tables:
        assert quarantine.count(tables) == 0
        evs = [fact.ev for fact in facts.after(tables, 0)]
    assert len(evs) == len(set(evs))
    assert school.seen.differences() == []


def test_the_clone_speaks_first_and_then_the_original(
    school: KeptSchool, reached: Callable[[str], None]
) -> None:
    makes_and_sends(school, "on both cards 1", "photo")
    cards, before = Cards(school), len(forks(school))
    cards.swap()
    makes_and_sends(school, "on the clone 1")
    cards.swap()
    makes_and_sends(school, "on the original 1", "photo")
    until(lambda: len(forks(school)) == before + 1)
    nothing_lost_nothing_doubled(school)
    reached(f"row 10, clone first: {len(school.saved)} pieces so far, 0 lost, 0 doubled, 1 alarm")


def test_the_original_speaks_first_and_then_its_old_image(
    school: KeptSchool, reached: Callable[[str], None]
) -> None:
    makes_and_sends(school, "on both cards 2")
    cards, before = Cards(school), len(forks(school))
    makes_and_sends(school, "after the copy 2", "photo")
    cards.swap()
    makes_and_sends(school, "on the old card 2")
    until(lambda: len(forks(school)) == before + 1)
    nothing_lost_nothing_doubled(school)
    reached(f"row 10, original first: {len(school.saved)} pieces so far, 0 lost, 0 doubled, 1 alarm")


def test_both_make_pieces_while_the_hub_is_away(school: KeptSchool, reached: Callable[[str], None]) -> None:
    makes_and_sends(school, "on both cards 3")
    cards, before = Cards(school), len(forks(school))
    school.running.kill()
    makes(school, "offline on the original 3", "photo")
    cards.swap()
    makes(school, "offline on the clone 3")
    school.switch_on()
    point_to(school)
    sends(school)
    cards.swap()
    point_to(school)
    sends(school)
    until(lambda: len(forks(school)) == before + 1)
    nothing_lost_nothing_doubled(school)
    reached(f"row 10, both offline: {len(school.saved)} pieces so far, 0 lost, 0 doubled, 1 alarm")


def point_to(school: KeptSchool) -> None:
    """Tell the card in the station where the hub is now."""
    words = ("join", "--address", f"127.0.0.1:{school.running.port}", "--data", str(school.folder / CARD))
    assert CliRunner().invoke(station, words).exit_code == 0


def test_a_card_whose_database_is_no_database_any_more_goes_on(
    school: KeptSchool, reached: Callable[[str], None]
) -> None:
    makes_and_sends(school, "before the damage 4")
    before = len(forks(school))
    (Path(school.folder) / CARD / "station.db").write_bytes(b"rubbish" * 999)
    for log in (school.folder / CARD).glob("station.db-*"):
        log.unlink()
    makes_and_sends(school, "after the damage 4")
    until(lambda: len(forks(school)) == before + 1)
    with looking(school.hub) as tables:
        kinds = Counter(fact.type for fact in facts.after(tables, 0))
    assert kinds["gap"] > 0
    assert kinds["station.error"] > 0
    nothing_lost_nothing_doubled(school)
    reached(
        f"row 9, no database any more: {len(school.saved)} pieces at the hub, {kinds['gap']} gaps, 1 alarm"
    )
