"""After goodbye nothing of a learner is left: not on the screen, not in a label, not in a texture, not in a cache."""

import gc
from typing import Any

import pytest
from msgspec.structs import replace

from station.ui.samples import doors, parts, path, voice, work
from station.ui.samples.photo import PICTURE
from tests.ui.conftest import Desk

pytestmark = pytest.mark.xdist_group("kivy")

CANARY = "Zephyrine the quiet canary"


def _hers(view: Any) -> Any:
    """The View with words that appear nowhere else."""
    return replace(view, frame=replace(view.frame, name=CANARY, subtitle=f"{CANARY} subtitle"))


def _visit(desk: Desk) -> None:
    """She comes, works, writes, takes a photo, hands in, reads an answer, and leaves."""
    piece = replace(parts.PIECE, text=f"{CANARY} piece", words=f"{CANARY} words", jpeg=bytes(PICTURE))
    for view in (
        replace(doors.HELLO, greeting=f"Hello {CANARY}"),
        _hers(replace(path.PATH, now=(replace(path.PATH.now[0], title=f"{CANARY} now"),))),
        _hers(replace(work.WORK, i_can=f"{CANARY} can")),
        _hers(replace(work.WRITE, text=f"{CANARY} writes", title=f"{CANARY} title")),
        _hers(replace(work.PHOTO_TAKEN, jpeg=bytes(PICTURE))),
        _hers(replace(voice.RECORDING, starters=(f"{CANARY} begins",))),
        _hers(replace(work.ASSESS, piece=piece)),
        _hers(replace(work.HANDED_IN, piece=piece)),
        _hers(replace(path.FEEDBACK, piece=piece)),
        doors.GOODBYE,
    ):
        desk.show(view)
    _wait_until_forgotten(desk)


def _wait_until_forgotten(desk: Desk) -> None:
    built = desk.stage.built
    desk.wait_for(
        lambda: all(screen.view is None for screen in built.values() if screen is not desk.stage.screen)
    )
    desk.pictures.settle(6)


def test_a_picture_of_the_screen_after_goodbye_is_the_idle_screen_pixel_by_pixel(desk: Desk) -> None:
    desk.show(doors.GOODBYE)
    desk.show(doors.IDLE)  # just come: it stands still for half a minute, then breathes
    before = desk.pictures.pixels()
    _visit(desk)
    desk.show(doors.IDLE)
    desk.pictures.settle(10)
    assert desk.pictures.pixels().tobytes() == before.tobytes()


def test_the_next_learner_finds_nothing_when_her_badge_ends_the_visit_of_another(desk: Desk) -> None:
    desk.show(_hers(replace(path.PATH, now_title=f"{CANARY} now")))
    desk.show(replace(doors.HELLO, greeting="Hello Bao"))
    _wait_until_forgotten(desk)
    assert _holders() == []


def test_the_search_finds_the_words_of_her_who_is_here(desk: Desk) -> None:
    desk.show(_hers(path.PATH))
    assert _holders()


def test_not_me_leaves_no_name_behind(desk: Desk) -> None:
    desk.show(replace(doors.HELLO, greeting=f"Hello {CANARY}"))
    desk.show(doors.IDLE)
    _wait_until_forgotten(desk)
    assert _holders() == []


def test_no_word_of_hers_can_be_reached_after_goodbye(desk: Desk) -> None:
    _visit(desk)
    assert _holders() == []


def test_no_picture_of_hers_is_kept_after_goodbye(desk: Desk) -> None:
    from kivy.graphics.texture import Texture  # noqa: PLC0415 - Kivy must find its surroundings prepared

    from station.ui.widgets.piece import PiecePicture  # noqa: PLC0415

    _visit(desk)
    pieces = [part for part in gc.get_objects() if type(part) is PiecePicture]
    assert pieces
    assert [part for part in pieces if part.texture is not None or part.jpeg] == []
    photos = [item for item in gc.get_objects() if type(item) is Texture and item.size == (320, 240)]
    assert photos == []


def test_the_caches_of_kivy_hold_nothing_after_goodbye(desk: Desk) -> None:
    from kivy.cache import Cache  # noqa: PLC0415

    _visit(desk)
    kept = {kind: list(items) for kind, items in Cache._objects.items() if items and "image" in kind}
    assert kept == {}
    assert [kind for kind in ("kv.texture", "kv.loader") if Cache._objects.get(kind)] == []


def test_a_photo_that_is_opened_too_late_is_not_shown(desk: Desk) -> None:
    desk.show(_hers(replace(work.PHOTO_TAKEN, jpeg=bytes(PICTURE))))
    desk.stage.show(doors.GOODBYE)
    _wait_until_forgotten(desk)
    piece = desk.stage.built["photo"].ids.taken
    assert piece.texture is None


def _holders() -> list[str]:
    """What holds a string with her words in it, but for this test's own constants."""
    gc.collect()
    found = []
    for item in gc.get_objects():
        if type(item) is dict and item.get("CANARY") == CANARY:
            continue
        found += [f"{type(item)}: {text[:60]}" for text in gc.get_referents(item) if _is_hers(text)]
    return found


def _is_hers(text: object) -> bool:
    return type(text) is str and CANARY in text and text != CANARY and "**" not in text
