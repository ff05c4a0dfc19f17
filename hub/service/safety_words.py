"""How safe the work is, in sentences for whoever looks after the hub. Pure."""

from datetime import datetime
from typing import Final

from hub.service.shapes.safety import Safety

_WHERE: Final = {
    "none": "No second device: nothing counts as safe. Name a folder on another disk in hub.toml, [backup] second.",
    "away": "The second device is away: nothing new counts as safe until it is back.",
    "same disk": "Backups lie on the disk of the hub itself, which is for a demo: a broken disk takes both.",
    "here": "The second device is here.",
}


def safety_lines(safety: Safety) -> list[str]:
    """What a person should know about the backups, from the first day on."""
    lines = [_WHERE[safety.second]]
    if safety.verified_ms is not None:
        lines.append(f"Newest backup: {safety.file}, verified {_moment(safety.verified_ms)}.")
    elif safety.second != "none":
        lines.append("There is no backup yet.")
    if safety.journal_ms is not None:
        lines.append(f"What staff did lies there up to {_moment(safety.journal_ms)}.")
    if safety.running:
        lines.append("A backup is being made.")
    return [*lines, safety.trouble] if safety.trouble else lines


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%a %d %b %H:%M:%S")
