"""Whether the zone of this station rests: nobody new comes in. Pure."""

from station.session import catalog
from station.session.state import State


def rests(state: State) -> bool:
    """Say whether a grown-up closed this station here, or the zone at the hub."""
    zone = catalog.zone(state.room, state.face.zone)
    return state.locked or (zone is not None and not zone.open)
