"""A second badge at a screen, and several at one piece: whose word is asked now. Pure."""

from station.session import pairing
from station.session.second import BADGE_S, TAP_S
from station.session.state import Assess, State, lang_of
from station.session.together import MyTurnPressed, SecondBadge, TogetherPressed
from station.session.touches import SpeechAsked
from station.views.pairing_words import Together
from station.views.scene import Scene, aloud, avatar, spoken
from station.views.shapes import Avatar, Choice, View
from station.views.words import Always, AtWork, words


class SecondView(View, frozen=True, kw_only=True):
    """The curtain at a second badge: who came, two ways on, and a ring. Nothing of who was here before."""

    title: str
    note: str
    avatar: Avatar
    left_s: int
    ring_s: int
    together: Choice
    mine: Choice
    speaker: Choice
    calm: bool = False


def second_view(state: State, page: SecondBadge) -> SecondView:
    """Return the question, then what is to be done for a yes."""
    lang = lang_of(state)
    say, document = words(lang), page.visitor.document
    asks, room = page.stage == "ask", pairing.has_room(state)
    title = say(Together.WHO_IS_HERE, name=document.name) if asks else say(Together.FIRST_AGAIN)
    note = "" if asks and room else say(Together.FULL_HERE if asks else Together.THEN_TOGETHER)
    together = Choice(
        words=say(Together.WORK_TOGETHER), event=TogetherPressed(), icon="users", kind="main",
        enabled=asks and room,
    )  # fmt: skip
    mine = Choice(words=say(Together.MY_TURN), event=MyTurnPressed(), icon="user-check")
    said = spoken(title, note, *((together.words, mine.words) if asks else ()))
    return SecondView(
        spoken=said,
        aloud=aloud(document),
        title=title,
        note=note,
        avatar=avatar(document),
        left_s=page.left_s,
        ring_s=TAP_S if asks else BADGE_S,
        together=together,
        mine=mine,
        speaker=Choice(
            words=say(Always.READ_ALOUD), event=SpeechAsked(text=said), icon="volume-2", kind="quiet"
        ),
        calm=document.supports.calm,
    )


def whose_word(scene: Scene, screen: Assess) -> str:
    """Return what is asked before a piece is handed in, and of whom."""
    if not scene.state.pair:
        return scene.say(AtWork.HOW_IS_IT)
    name = pairing.turn(scene.state, screen)
    return scene.say(Together.HOW_FOR, name=name) if name else scene.say(Together.ALL_SAID)
