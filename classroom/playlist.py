"""Activities and the playlists that order them: must, should, may, choices, prerequisites. Pure."""

from collections.abc import Set as AbstractSet
from typing import Literal

from classroom.errors import FrameworkRefused
from classroom.ids import TargetId, ZoneId
from classroom.value import Value

Mode = Literal["offline", "pair", "teacher", "station"]
Need = Literal["must", "should", "may"]


class Step(Value, frozen=True, kw_only=True):
    """One line of an activity; `words` by language."""

    words: dict[str, str]

    def line(self, lang: str) -> str:
        """Return the step in a language, else in the first that was written."""
        return self.words.get(lang) or next(iter(self.words.values()), "")


class Activity(Value, frozen=True, kw_only=True, tag="activity", tag_field="entity"):
    """Something to do, mostly away from the screen, in at most seven steps."""

    id: str
    title: dict[str, str]
    steps: tuple[Step, ...]
    targets: tuple[TargetId, ...]
    mode: Mode = "offline"
    minutes: int = 15
    zones: tuple[ZoneId, ...] = ()
    materials: str = ""
    tier: Literal["support", "core", "extension"] = "core"
    icon: str = "pencil"
    source: str = ""
    licence: str = ""

    def name(self, lang: str) -> str:
        """Return the title in a language, else in the first that was written."""
        return self.title.get(lang) or next(iter(self.title.values()), "")


class PlaylistItem(Value, frozen=True, kw_only=True):
    """One place in a playlist: an activity, a talk or a free slot for the learner's own idea."""

    id: str
    need: Need
    activity: str | None = None
    kind: Literal["activity", "check", "talk", "free"] = "activity"
    choice_group: str = ""
    prereqs: tuple[str, ...] = ()
    unlock: Literal["always", "after", "staff"] = "always"
    kinds: tuple[str, ...] = ("photo", "writing", "voice", "drawing")
    prompt: str = ""
    minutes: int = 0


class ChoiceGroup(Value, frozen=True, kw_only=True):
    """Pick `pick` of the items that carry this group's id."""

    id: str
    pick: int


class Playlist(Value, frozen=True, kw_only=True, tag="playlist", tag_field="entity"):
    """An ordered way through some targets, with room to choose."""

    id: str
    title: str
    targets: tuple[TargetId, ...]
    items: tuple[PlaylistItem, ...]
    groups: tuple[ChoiceGroup, ...] = ()
    version: int = 1
    status: Literal["draft", "published", "archived"] = "published"


def unlocked(playlist: Playlist, done: AbstractSet[str]) -> tuple[PlaylistItem, ...]:
    """Return the items whose prerequisites are all done, in list order; `done` holds item ids."""
    return tuple(
        item
        for item in playlist.items
        if item.unlock != "staff" and all(need in done for need in item.prereqs)
    )


def concerns(playlist: Playlist) -> tuple[str, ...]:
    """Return what a teacher should confirm before publishing: too much must, or no room to choose."""
    found = []
    must = sum(item.need == "must" for item in playlist.items)
    if playlist.items and must > 0.6 * len(playlist.items):
        found.append(f"{must} of {len(playlist.items)} items are must; at most 60 % leaves room.")
    free = any(item.kind == "free" for item in playlist.items)
    if len(playlist.items) >= 5 and not playlist.groups and not free:
        found.append("Nothing here is the learner's choice. Add a choice group or a free slot.")
    return tuple(found)


def check_playlist(playlist: Playlist) -> None:
    """Raise FrameworkRefused when choice groups or prerequisites cannot be satisfied."""
    ids = {item.id for item in playlist.items}
    seen: set[str] = set()
    for item in playlist.items:
        if strangers := set(item.prereqs) - ids:
            raise FrameworkRefused(
                f"{playlist.title}: item {item.id} waits for {min(strangers)}, which is not there."
            )
        if not set(item.prereqs) <= seen:
            raise FrameworkRefused(f"{playlist.title}: item {item.id} waits for an item that comes after it.")
        seen.add(item.id)
    for group in playlist.groups:
        size = sum(item.choice_group == group.id for item in playlist.items)
        if not 1 <= group.pick < size:
            raise FrameworkRefused(f"{playlist.title}: cannot pick {group.pick} of {size}.")
