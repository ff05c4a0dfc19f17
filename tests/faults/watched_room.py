"""A hub whose child and grown-up have names that lie nowhere else, a real station, and what must not be found there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from classroom.tokens import token_secret
from hub.cli_asking import ask
from hub.service.shapes import Answer, Chip
from hub.store import desk
from hub.store.projections import evidence
from plumbing.seal import badge_id
from tests.factories_hub import HERON, MS_R, SchoolAtWork, world
from tests.faults.draft_room import PATIENCE_S, Station
from tests.faults.live_room import LiveRoom, live_room
from tests.faults.searching import forms_of_key, forms_of_words
from tests.waiting import until

NAME, AVATAR, GROWN_UP = "Xylophona", "quokka-with-a-kite", "Ms Quillfeather"
AMAL, PIN = "amal", "4071"
PHOTO_PART: Final = 48
"""Bytes of a photo that are looked for at once: no two photos share so many, but for their heads."""
Forms = dict[str, tuple[bytes, ...]]


class WatchedRoom:
    """`station` is a process of its own; its data, its log and its temporary files lie in `folders`."""

    def __init__(self, room: LiveRoom, folder: Path) -> None:
        self.room = room
        self._publish()
        self.token, self.card = (badge.token for badge in room.office.print_badges([AMAL, MS_R], MS_R))
        room.office.set_pin(MS_R, PIN, MS_R)
        self.pictures = room.office.new_pictures(AMAL, MS_R)
        self.id = room.enrol().station
        temporary = folder / "temporary"
        temporary.mkdir()
        self.folders = (room.home(self.id), temporary)
        self.station = Station(room.home(self.id), "espeak", temporary=temporary)

    def _publish(self) -> None:
        """Give child and grown-up their names."""
        named = []
        for one in world():
            match getattr(one, "id", ""):
                case "amal":
                    named.append(msgspec.structs.replace(one, given=NAME, avatar=AVATAR))
                case id_ if id_ == MS_R:
                    named.append(msgspec.structs.replace(one, name=GROWN_UP))
        ask(self.room.data, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in named]})

    def starts(self) -> None:
        self.station.start()
        until(lambda: self.station.knows(self.token), seconds=PATIENCE_S)

    def holds_up(self, token: str) -> None:
        """Show a card after something else was there."""
        self.station.ask(do="badge", text="something else")
        self.station.ask(do="badge", text=token)

    def named_visits(self) -> set[str]:
        """The keys of visits by the names that `keys` gives them."""
        return {what for what in self.keys() if what.startswith("V ")}

    def in_step(self) -> None:
        """Wait until the hub has all that the station made."""
        until(self.station.has_sent_all, seconds=PATIENCE_S)

    def answers(self, words: str) -> None:
        """The teacher says this to the newest piece of the child, at once."""
        with self.room.hub.back.store.reading() as tables:
            (piece,) = evidence.newest(tables, AMAL, 1, lasting=True)
        self.room.office.answer(piece.evidence, MS_R, Answer(level=2, words=(Chip(kind="glow", text=words),)))

    def visits(self) -> list[str]:
        """All visits of which the hub has heard, oldest first."""
        with self.room.hub.back.store.reading() as tables:
            return [str(visit) for (visit,) in tables.all("SELECT visit FROM visits ORDER BY opened_ms")]

    def keys(self) -> dict[str, Forms]:
        """Every key that ever was at the station in clear, by what it is."""
        keys = self.room.hub.back.keys
        found = {
            "K of the child": keys.learner_keys((AMAL,))[AMAL],
            "P of the grown-up": keys.staff_keys((MS_R,))[MS_R],
            "C of the class": keys.class_keys((HERON,))[HERON],
        }
        for whose, token in (("child", self.token), ("grown-up", self.card)):
            found[f"key from the badge of the {whose}"] = (
                keys.badge_key(badge_id(token_secret(token))) or b"missing"
            )
        with self.room.hub.back.store.reading() as tables:
            for visit in self.visits():
                found[f"V of visit {visit}"] = desk.visit_key(tables, visit) or b"missing"
        assert b"missing" not in found.values()
        return {what: forms_of_key(key) for what, key in found.items()}

    def tokens(self) -> dict[str, Forms]:
        """What is on the badges: the text, and its secret bytes."""
        found: dict[str, Forms] = {}
        for whose, token in (("child", self.token), ("grown-up", self.card)):
            found[f"badge of the {whose}"] = forms_of_words(token)
            found[f"secret of the badge of the {whose}"] = forms_of_key(token_secret(token))
        return found

    def photos(self) -> dict[str, Forms]:
        """Parts of each photo of the child as the hub has it in the open."""
        with self.room.hub.back.store.reading() as tables:
            pieces = evidence.newest(tables, AMAL, 9, lasting=True)
            ids = [media.id for piece in pieces for media in evidence.media_of(tables, piece.evidence)]
            opened = [self.room.hub.back.shelf.opened(tables, media)[1] for media in ids]
        return {f"photo {number}": {"raw": _parts(data)} for number, data in enumerate(opened)}


def _parts(data: bytes) -> tuple[bytes, ...]:
    """Some of its middle: heads of photos are alike."""
    places = range(len(data) // 4, len(data) - PHOTO_PART, max(1, len(data) // 16))
    return tuple(data[place : place + PHOTO_PART] for place in places)


@contextmanager
def watched_room(folder: Path) -> Iterator[WatchedRoom]:
    with live_room(folder) as room:
        watched = WatchedRoom(room, folder)
        try:
            yield watched
        finally:
            watched.station.kill()
