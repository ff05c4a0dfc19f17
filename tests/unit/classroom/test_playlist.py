"""Playlists and prerequisites: what can be published, what opens."""

import pytest

from classroom.errors import FrameworkRefused
from classroom.playlist import ChoiceGroup, Playlist, PlaylistItem, check_playlist, concerns, unlocked
from classroom.target import LearningTarget, check_prerequisites


def playlist(*items: PlaylistItem, groups: tuple[ChoiceGroup, ...] = ()) -> Playlist:
    return Playlist(id="p", title="Below Zero", targets=("M07",), items=items, groups=groups)


def item(name: str, need: str = "should", **more: object) -> PlaylistItem:
    return PlaylistItem(id=name, need=need, **more)  # type: ignore[arg-type]


def test_items_open_when_all_before_them_are_done() -> None:
    listed = playlist(item("a"), item("b", prereqs=("a",)), item("c", unlock="staff"))
    assert [found.id for found in unlocked(listed, frozenset())] == ["a"]
    assert [found.id for found in unlocked(listed, {"a"})] == ["a", "b"]


def test_a_teacher_is_told_when_nothing_is_left_to_choose() -> None:
    assert len(concerns(playlist(*(item(f"i{n}", "must") for n in range(6))))) == 2
    free = [item(f"i{n}") for n in range(5)] + [item("own", kind="free")]
    assert concerns(playlist(*free)) == ()


@pytest.mark.parametrize(
    "broken",
    [
        playlist(item("a", prereqs=("b",)), item("b")),
        playlist(item("a", prereqs=("ghost",))),
        playlist(item("a", choice_group="g"), groups=(ChoiceGroup(id="g", pick=1),)),
        playlist(
            item("a", choice_group="g"), item("b", choice_group="g"), groups=(ChoiceGroup(id="g", pick=0),)
        ),
    ],
)
def test_a_playlist_that_nobody_could_finish_is_refused(broken: Playlist) -> None:
    with pytest.raises(FrameworkRefused, match="Below Zero"):
        check_playlist(broken)


def test_a_sound_playlist_passes() -> None:
    check_playlist(
        playlist(
            item("a", choice_group="g"),
            item("b", choice_group="g"),
            item("c", prereqs=("a",)),
            groups=(ChoiceGroup(id="g", pick=1),),
        )
    )


def target(name: str, *hard: str) -> LearningTarget:
    return LearningTarget(id=name, code=name, strand="S", i_can={"en": name}, hard=hard)


def test_prerequisites_run_in_no_circle_and_name_only_what_is_there() -> None:
    check_prerequisites([target("a"), target("b", "a")])
    with pytest.raises(FrameworkRefused, match="circle"):
        check_prerequisites([target("a", "b"), target("b", "a")])
    with pytest.raises(FrameworkRefused, match="ghost"):
        check_prerequisites([target("a", "ghost")])
