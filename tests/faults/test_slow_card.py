"""A card that takes 20 ms for each sync: the screen never waits for it, and "saved" comes in time."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from benchmarks.figures import percentile
from benchmarks.slow_card import bare
from development.slow_card import SYNC_S, SlowCard
from tests.faults.slow_room import slow_room

pytestmark = pytest.mark.xdist_group("real-time")
PIECES: Final = 15
SCREEN: Final = "session"
"""The name of the thread that owns the screen."""
TURN_S: Final = 0.016
SAVED_S: Final = 0.150


def test_the_screen_never_waits_for_a_slow_card_and_a_piece_is_saved_in_time(
    tmp_path: Path, reached: Callable[[str], None]
) -> None:
    card = SlowCard()
    with slow_room(tmp_path, card) as room:
        before = card.waits["disk"]
        saves_s = room.hand_in(PIECES)
        syncs = card.waits["disk"] - before
    slower = percentile([bare(tmp_path) for _ in range(PIECES)], 0.95) / SYNC_S  # what else this machine does
    turn_s, saved_s = percentile(room.turns_s, 0.95), percentile(saves_s, 0.95)
    reached(
        f"slow card: {PIECES} pieces, {syncs} syncs of 20 ms, none by the screen, whose turns take p95 "
        f"{turn_s * 1000:.1f} ms, longest {max(room.turns_s) * 1000:.1f} ms; tap to saved p95 {saved_s * 1000:.0f} ms"
    )
    assert syncs >= PIECES
    assert card.waits[SCREEN] == 0
    assert turn_s < TURN_S * slower
    assert saved_s < SAVED_S * slower
