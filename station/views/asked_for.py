"""How her requests stand, in her words: who answers, and on which day at which place. Pure."""

from datetime import date, timedelta
from typing import Final

from classroom.asking import AskCard, AskKind, Meeting, Stage
from station.session import catalog
from station.session.asks import asks_of, is_open
from station.session.overlay import local_day
from station.session.overview_touches import TargetOpened
from station.session.state import Moment
from station.views.board_shapes import Mark
from station.views.overview_words import OnCard
from station.views.path_shapes import NowCard, PictureCard
from station.views.scene import Scene, i_can, short
from station.views.shapes import Choice
from station.views.words import Always, OnPath, Phrase, Say

FRESH_MS: Final = 2 * 86_400_000
"""For so long an answer stands on her path; on the card of its target it stays."""
_WEEK: Final = 7
_ASKED: Final[dict[AskKind, Phrase]] = {
    AskKind.AGAIN: OnCard.ASKED_AGAIN,
    AskKind.EARLY: OnCard.ASKED_EARLY,
    AskKind.DIFFERENTLY: OnCard.ASKED_TALK,
}
_STAGES: Final[dict[Stage, tuple[Phrase, str]]] = {
    Stage.AGREED: (OnCard.AGREED, "thumbs-up"),
    Stage.OPENED: (OnCard.OPENED, "lock-open"),
    Stage.CHECK: (OnCard.CHECK, "list-checks"),
    Stage.TALK: (OnCard.TALK, "messages-square"),
    Stage.DONE: (OnCard.DONE, "star"),
    Stage.TALKED: (OnCard.TALKED, "messages-square"),
}


def on_path(scene: Scene) -> tuple[AskCard, ...]:
    """Return what stands on her path: what is set for today or later, the nearest first, then the newest answers."""
    fresh = scene.moment.wall_ms - FRESH_MS
    asked = asks_of(scene.visit)
    answered = [card for card in asked if not is_open(card) and card.answered_ms > fresh]
    return (*_coming_up(scene), *sorted(answered, key=lambda card: -card.answered_ms))


def _coming_up(scene: Scene) -> tuple[AskCard, ...]:
    today = local_day(scene.moment.wall_ms, scene.moment.offset_min)
    found = [card for card in asks_of(scene.visit) if card.meeting and card.meeting.day >= today]
    return tuple(sorted(found, key=lambda card: (card.meeting.day, card.at_ms) if card.meeting else ("", 0)))


def appointment_card(scene: Scene, card: AskCard) -> NowCard:
    """Return a request as a card of her path: what for; on which day at which place, or what was answered."""
    title, mark = short(i_can(scene, card.target)), mark_of(scene, card)
    words = mark.words
    return NowCard(
        title=title,
        icon=mark.icon,
        line=words,
        dots=None,
        fresh="" if card.meeting else scene.say(OnPath.FRESH),
        choice=Choice(
            words=title,
            event=TargetOpened(target=card.target),
            icon="chevron-right",
            says=f"{title}, {words}",
        ),
    )


def appointment_picture(scene: Scene, card: AskCard) -> PictureCard:
    """Return the same as a big picture: the day and the place, or the answer, are its name."""
    mark = mark_of(scene, card)
    opens = Choice(words=mark.words, event=TargetOpened(target=card.target), icon=mark.icon)
    return PictureCard(title=mark.words, icon=mark.icon, tone=mark.tone, choice=opens)


def mark_of(scene: Scene, card: AskCard) -> Mark:
    """Return how a request stands: an icon and a sentence."""
    teacher, say = card.by or scene.teacher, scene.say
    if card.meeting is not None:
        return Mark(icon="calendar-days", words=_meeting_words(scene, card, card.meeting), tone="now")
    if card.stage is Stage.ASKED:
        return Mark(icon="hourglass", words=say(_ASKED[card.kind], teacher=teacher), tone="now")
    phrase, icon = _STAGES.get(card.stage, (OnCard.AGREED, "thumbs-up"))
    return Mark(icon=icon, words=say(phrase, teacher=teacher), tone="now" if is_open(card) else "mastered")


def said_of(scene: Scene, card: AskCard) -> str:
    """Return the words that a grown-up answered, "" for none."""
    if not card.words:
        return ""
    return scene.say(OnCard.SAID, teacher=card.by or scene.teacher, words=card.words)


def meeting_words(scene: Scene, meeting: Meeting) -> str:
    """Return when and where: "Thursday 10:30, Show-It Table"."""
    day = _day(scene.say, meeting.day, scene.moment)
    if meeting.time:
        day = scene.say(OnCard.DAY_AND_TIME, day=day, time=meeting.time)
    zone = catalog.zone(scene.state.room, meeting.zone)
    said = scene.say(OnCard.AT, day=day, zone=zone.name) if zone else day
    return said[:1].upper() + said[1:]


def _meeting_words(scene: Scene, card: AskCard, meeting: Meeting) -> str:
    if meeting.day < local_day(scene.moment.wall_ms, scene.moment.offset_min):
        return scene.say(OnCard.OVER, teacher=card.by or scene.teacher)
    said = meeting_words(scene, meeting)
    if card.kind is not AskKind.DIFFERENTLY:
        return said
    return scene.say(OnCard.TALK_AT, when=said)


def _day(say: Say, day: str, now: Moment) -> str:
    """Return a day to come as one says it: today, tomorrow, Thursday, 3 Dec."""
    then, today = date.fromisoformat(day), date.fromisoformat(local_day(now.wall_ms, now.offset_min))
    if then == today:
        return say(Always.TODAY)
    if then == today + timedelta(days=1):
        return say(OnCard.TOMORROW)
    if timedelta(0) < then - today < timedelta(days=_WEEK):
        return say(Always.WEEKDAYS).split("|")[then.weekday()]
    return say(Always.DATE, day=then.day, month=say(Always.MONTHS).split("|")[then.month - 1])
