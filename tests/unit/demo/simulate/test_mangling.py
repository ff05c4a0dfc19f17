"""A bad network: each share is the share of messages that it touches."""

from random import Random

import pytest

from demo.simulate.mangling import FAITHFUL, Mangling, mangling_of
from demo.simulate.options import Options


def copies(mangling: Mangling) -> list[tuple[float, ...]]:
    chance = Random(1)
    return [mangling.copies(chance) for _ in range(4000)]


def test_a_faithful_network_passes_each_message_once_and_at_once() -> None:
    assert set(copies(FAITHFUL)) == {(0.0,)}


def test_shares_are_kept() -> None:
    assert sum(not each for each in copies(Mangling(drop=0.3))) == pytest.approx(1200, rel=0.1)
    assert sum(len(each) == 2 for each in copies(Mangling(dup=0.3))) == pytest.approx(1200, rel=0.1)
    assert sum(each[0] > 0 for each in copies(Mangling(reorder=0.3))) == pytest.approx(1200, rel=0.1)
    late = [each[0] for each in copies(Mangling(delay=0.3)) if each[0]]
    assert len(late) == pytest.approx(1200, rel=0.1)
    assert max(late) <= 0.4


def test_only_faults_of_messages_mangle_messages() -> None:
    day = Options(
        stations=1, learners=1, rate=1, seconds=1, seed=1, faults=("kill", "dup", "drop"), share=0.3
    )
    assert mangling_of(day) == Mangling(dup=0.3, drop=0.3)
