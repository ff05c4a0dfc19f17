"""U15: what a grown-up answered, beside the piece that it speaks of. Pure."""

from typing import Final, Literal

from classroom.documents import FeedbackCard, FeedbackLine, PieceCard
from station.session import answers, catalog
from station.session.spoken import SpokenPressed
from station.session.state import Feedback
from station.session.touches import NextTryPressed, OnwardPressed, PageTurned, ReplyPicked, SpeechAsked
from station.views.days import said_day
from station.views.hearing_words import AtHearing
from station.views.idle import trouble_of
from station.views.path_shapes import FeedbackRow, FeedbackView
from station.views.scene import Scene, back, frame, heard, i_can
from station.views.shapes import Choice, PieceLook, Tone
from station.views.words import Answers, AtWork, Phrase

_LINES: Final[dict[str, tuple[Phrase, str, Tone]]] = {
    "glow": (Answers.GLOW, "sparkles", "mastered"),
    "grow": (Answers.GROW, "leaf", "next"),
    "ask": (Answers.ASK, "message-circle-question-mark", "now"),
    "next": (Answers.NEXT_STEP, "footprints", "now"),
}
_REPLIES: Final[tuple[tuple[Literal["try", "unclear", "talk"], Phrase, str], ...]] = (
    ("try", Answers.ILL_TRY, "thumbs-up"),
    ("unclear", Answers.UNCLEAR, "circle-question-mark"),
    ("talk", Answers.LETS_TALK, "users"),
)
_HEARING: Final[dict[str, Phrase]] = {
    "asking": AtHearing.PLAY_HERE,
    "fetching": AtHearing.COMING,
    "playing": AtHearing.PLAYING,
    "away": AtHearing.AWAY,
}
_NOTHING: Final = FeedbackCard(evidence="", by="", at_ms=0)


def feedback_view(scene: Scene, screen: Feedback) -> FeedbackView:
    """Return one answer; the newest when the one that was open is gone."""
    cards = answers.newest_first(scene.document)
    at = answers.position(scene.document, screen.evidence)
    card = cards[at] if cards else _NOTHING
    piece = answers.piece_of(scene.document, card)
    say = scene.say
    lines = tuple(
        _spoken(scene, line, screen, card.by) if line.voice else _row(scene, line) for line in card.lines
    )
    verdict, icon, tone = _verdict(scene, card)
    title = i_can(scene, piece.target) if piece else ""
    empty = "" if cards else say(Answers.NO_ANSWERS)
    sounds = heard(
        scene,
        [title, verdict, empty, *(f"{line.title}: {line.words}" for line in lines)],
        trouble_of(scene.state, say),
    )
    return FeedbackView(
        **sounds,
        frame=frame(scene, _from(scene, card), sounds["spoken"]),
        i_can=title or empty,
        verdict=verdict,
        verdict_icon=icon,
        verdict_tone=tone,
        lines=lines,
        piece=piece_look(scene, piece),
        tries=say(Answers.TRIES, count=piece.attempt) if piece else "",
        replies=_replies(scene, card),
        replied=say(Answers.REPLY_GOES, teacher=card.by or scene.teacher) if _reply(scene, card) else "",
        newer=_turn(scene, Answers.NEWER, -1, "chevron-left") if at > 0 else None,
        older=_turn(scene, Answers.OLDER, 1, "chevron-right") if at + 1 < len(cards) else None,
        page=say(Answers.PAGE, page=at + 1, pages=len(cards)) if len(cards) > 1 else "",
        back=back(scene),
        onward=_onward(scene, card, piece),
    )


def day_words(scene: Scene, at_ms: int) -> str:
    """Return when something was, as one says it to her."""
    return said_day(scene.say, at_ms, scene.moment)


def _from(scene: Scene, card: FeedbackCard) -> str:
    if not card.evidence:
        return ""
    return scene.say(Answers.FROM_ON, teacher=card.by or scene.teacher, day=day_words(scene, card.at_ms))


def _row(scene: Scene, line: FeedbackLine) -> FeedbackRow:
    phrase, icon, tone = _LINES[line.kind]
    title = scene.say(phrase)
    said = f"{title}: {line.text}"
    return FeedbackRow(
        title=title,
        icon=icon,
        tone=tone,
        words=line.text,
        speak=Choice(words=line.text, event=SpeechAsked(text=said), icon="volume-2", kind="quiet"),
    )


def _spoken(scene: Scene, line: FeedbackLine, screen: Feedback, by: str) -> FeedbackRow:
    """A line that is a voice: pressing it asks first, for others may hear it too."""
    phrase, icon, tone = _LINES[line.kind]
    now = screen.listening if screen.listening and screen.listening.feedback == line.feedback else None
    words = scene.say(AtHearing.SAYS_IT, teacher=by or scene.teacher, seconds=line.voice_s)
    if now:
        words = scene.say(_HEARING[now.stage])
    press = SpokenPressed(feedback=line.feedback)
    sign = "square" if now and now.stage == "playing" else "play"
    speak = Choice(words=words, event=press, icon=sign, kind="quiet")
    return FeedbackRow(title=scene.say(phrase), icon=icon, tone=tone, words=words, speak=speak)


def _verdict(scene: Scene, card: FeedbackCard) -> tuple[str, str, Tone]:
    if card.mastered:
        return scene.say(Answers.YOU_CAN), "star", "mastered"
    if card.not_yet:
        return scene.say(Answers.NOT_YET_STEP), "footprints", "next"
    return "", "", "calm"


def piece_look(scene: Scene, piece: PieceCard | None) -> PieceLook:
    """Return how a piece of hers looks; its picture where it is open."""
    kind = catalog.kind(piece.kind) if piece else None
    picture = answers.picture_of(piece)
    opened = dict(scene.visit.media)
    words = {"photo": AtWork.YOUR_PHOTO, "writing": AtWork.YOUR_WORDS}
    return PieceLook(
        kind=piece.kind if piece else "",
        icon=kind.icon if kind else "file-text",
        jpeg=opened.get(picture.media, b"") if picture else b"",
        text=piece.text if piece else "",
        words=scene.say(words.get(piece.kind, AtWork.YOUR_PIECE)) if piece else "",
    )


def _reply(scene: Scene, card: FeedbackCard) -> str:
    """Return what she replied to this answer, now or before."""
    given = dict(scene.visit.replies)
    known = [scene.stand.replies.get(line.feedback, "") for line in card.lines]
    return given.get(card.evidence, "") or next((reply for reply in known if reply), "")


def _replies(scene: Scene, card: FeedbackCard) -> tuple[Choice, ...]:
    if not card.lines:
        return ()
    given = _reply(scene, card)
    return tuple(
        Choice(words=scene.say(phrase), event=ReplyPicked(reply=reply), icon=icon, chosen=given == reply)
        for reply, phrase, icon in _REPLIES
    )


def _turn(scene: Scene, phrase: Phrase, by: int, icon: str) -> Choice:
    return Choice(words=scene.say(phrase), event=PageTurned(what="feedback", by=by), icon=icon, kind="quiet")


def _onward(scene: Scene, card: FeedbackCard, piece: PieceCard | None) -> Choice:
    if piece is None or card.mastered:
        words = scene.say(AtWork.TO_MY_PATH)
        return Choice(words=words, event=OnwardPressed(), icon="footprints", kind="main")
    return Choice(
        words=scene.say(Answers.MAKE_NEXT_TRY),
        event=NextTryPressed(evidence=card.evidence),
        icon="footprints",
        kind="main",
    )
