"""Three playlists of Cedar Bend: must, should, may, with room to choose. Pure."""

from classroom.ids import TargetId
from classroom.playlist import ChoiceGroup, Need, Playlist, PlaylistItem
from demo.school.activities import activities


def playlists() -> tuple[Playlist, ...]:
    """Return Flow Studio, Ratio Kitchen and Fair Test Club."""
    return (
        _playlist("flow-studio", "Flow Studio", ("G09", "G10", "G11", "G12", "G13")),
        _playlist("ratio-kitchen", "Ratio Kitchen", ("M01", "M02", "M03", "M04")),
        _playlist("fair-test-club", "Fair Test Club", ("SC01", "SC02", "SC03", "SC04", "SC10")),
    )


def _playlist(name: str, title: str, targets: tuple[TargetId, ...]) -> Playlist:
    """Each target has its activity; then pick 1 of 3 to go deeper, a free slot, a talk, and "show it"."""
    by_target = {activity.targets[0]: activity.id for activity in activities()}
    items: list[PlaylistItem] = []
    for place, target in enumerate(targets):
        before = (items[-1].id,) if items else ()
        need: Need = "must" if place < 4 else "should"
        items.append(
            PlaylistItem(id=f"{name}-{place}", need=need, activity=by_target[target], prereqs=before)
        )
    last = (items[-1].id,)
    deeper = [
        PlaylistItem(
            id=f"{name}-deeper-{place}", need="may", activity=by_target[target], choice_group="deeper"
        )
        for place, target in enumerate(targets[:3])
    ]
    ending = [
        PlaylistItem(id=f"{name}-own", need="may", kind="free", prompt="My own idea"),
        PlaylistItem(id=f"{name}-talk", need="should", kind="talk", prompt="Tell a grown-up what was hard"),
        PlaylistItem(id=f"{name}-show", need="should", kind="talk", prompt="Show it", prereqs=last),
    ]
    return Playlist(
        id=name,
        title=title,
        targets=targets,
        items=(*items, *deeper, *ending),
        groups=(ChoiceGroup(id="deeper", pick=1),),
    )
