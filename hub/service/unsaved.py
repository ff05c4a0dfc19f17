"""What would be lost if a station were emptied now, in words for whoever is about to ask for it."""

from classroom.ids import StationId
from hub.service.away import AwayMedia
from hub.service.presence import Presence
from hub.store.tables import Tables


def would_be_lost(tables: Tables, presence: Presence, away: AwayMedia, station: StationId) -> str:
    """A sentence that names what is only on this station; "" when the hub has all of it, as far as it knows."""
    now = presence.now(station)
    if now.state == "offline":
        return f"{station} is not here now, so nobody can say what waits on it."
    parts = []
    if now.queue:
        parts.append(f"{now.queue} {'record' if now.queue == 1 else 'records'}")
    files = sum(one.station == station and not one.given_up and not one.lost for one in away.all(tables))
    if files:
        parts.append(f"{files} {'file' if files == 1 else 'files'}")
    if not parts:
        return ""
    return f"{' and '.join(parts)} of the children's work {'are' if len(parts) > 1 else 'wait'} only on {station}."
