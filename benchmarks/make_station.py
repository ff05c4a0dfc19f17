"""A station that has joined a room, ready to be started: for figures that need no hub beside it."""

from pathlib import Path

from demo.founding import Premises, found


def make_station(folder: Path) -> list[str]:
    """Found a school in a folder; return the words of the command that opens its window's station."""
    premises = Premises(folder)
    found(premises, [0], seed=1)
    return ["station", "run", "--data", str(premises.station(0)), "--camera", f"folder:{premises.camera}"]
