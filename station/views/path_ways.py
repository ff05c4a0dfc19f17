"""The ways that lead on from her path: what she has begun, words for her, all there is to choose, the map. Pure."""

from typing import Final

from station.session.overview_touches import ChoosePressed, SeeAllPressed
from station.session.touches import KeepGoingPressed, MailPressed, StartedPressed
from station.views.overview_words import Choosing, OnMap
from station.views.scene import Scene
from station.views.shapes import Choice
from station.views.words import OnPath

_YOUNG: Final = 3
"""So many pictures stand on the path of the young."""


def see_all_way(scene: Scene) -> Choice | None:
    """Return the way to the map of all targets; there is none of several learners together."""
    if scene.state.pair:
        return None
    return Choice(words=scene.say(OnMap.SEE_ALL), event=SeeAllPressed(), icon="map")


def choose_way(scene: Scene, shown: int, *, there: bool) -> Choice | None:
    """Return the way to all that she could do; for the young only where there is more than their three pictures."""
    crowded = scene.big_text and bool(scene.stand.drafts)
    if not there or crowded or (scene.young and shown <= _YOUNG):
        return None
    return Choice(words=scene.say(Choosing.CHOOSE), event=ChoosePressed(), icon="compass", kind="choice")


def started_way(scene: Scene) -> Choice | None:
    """Return the way to what she has begun: straight to the only one, else to all of them."""
    drafts = scene.stand.drafts
    if not drafts:
        return None
    if len(drafts) == 1 and not drafts[0].away:
        return Choice(words=scene.say(OnPath.ONE_STARTED), event=KeepGoingPressed(), icon="pencil")
    phrase = OnPath.ONE_AWAY if len(drafts) == 1 else OnPath.MANY_STARTED
    return Choice(words=scene.say(phrase, count=len(drafts)), event=StartedPressed(), icon="pencil")


def mail_way(scene: Scene) -> Choice | None:
    """Return the envelope; for the young only while something new is in it."""
    fresh = sum(not card.seen for card in scene.document.feedback)
    if not scene.document.feedback or (scene.young and not fresh):
        return None
    says = scene.say(OnPath.MAIL if fresh else OnPath.NO_MAIL, count=fresh, teacher=scene.teacher)
    return Choice(words=str(fresh) if fresh else "", event=MailPressed(), icon="mail", says=says)
