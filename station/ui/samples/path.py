"""Sample Views of a path and of what grown-ups answered. Pure."""

from msgspec.structs import replace

from station.session import touches
from station.session.overview_touches import ChoosePressed, SeeAllPressed, TargetOpened
from station.session.spoken import SpokenPressed
from station.ui.samples.parts import BACK, I_CAN, PIECE, choice, frame, young_frame
from station.ui.samples.photo import PICTURE
from station.views.path_shapes import (
    FeedbackRow,
    FeedbackView,
    NextTile,
    NowCard,
    PathView,
    PictureCard,
    StartedCard,
    StartedView,
)
from station.views.shapes import Dots, PieceLook


def _now(title: str, icon: str, line: str, dots: tuple[int, int], fresh: str = "") -> NowCard:
    return NowCard(
        title=title, icon=icon, line=line, dots=Dots(filled=dots[0], asked=dots[1]), fresh=fresh,
        choice=choice(title, touches.TargetPicked(target=title)),
    )  # fmt: skip


def _next(title: str, reason: str) -> NextTile:
    return NextTile(
        title=title, icon="compass", reason=reason, reason_icon="compass",
        choice=choice(title, touches.NextPicked(target=title, reason=reason)),
    )  # fmt: skip


PATH = PathView(
    frame=frame("Reading Porch"),
    mastered=14,
    mastered_words="I can do these",
    now_title="I am working on",
    now=(
        _now("Join ideas with but, so, because or although", "pencil", "1 of 2 ways shown", (1, 2)),
        _now("Solve ratio problems with a table", "hammer", "started · Make Bench", (0, 2), "new"),
        _now("Plan a fair test and name what I change", "leaf", "handed in · Ms R has it", (2, 2)),
    ),
    now_empty="",
    more_now=None,
    next_title="Next I can choose",
    next=(
        _next("Make clear who each pronoun stands for", "You planned it with Ms R"),
        _next("Plot points in all four parts of a grid", "You picked it"),
    ),
    next_empty="",
    more_next=None,
    keep_going=choice("Keep going", touches.KeepGoingPressed(), "footprints", "main"),
    started=None,
    mail=choice("2", touches.MailPressed(), "mail"),
    see_all=choice("See all", SeeAllPressed(), "map"),
    choose=choice("Choose", ChoosePressed(), "compass", "choice"),
)

PHOTO_PIECE = replace(PIECE, kind="photo", icon="image", jpeg=PICTURE, text="", words="Your photo")

PATH_STARTED = replace(
    PATH,
    frame=frame("Reading Porch", banner="Saving here for now"),
    started=choice("You have one started. Go on?", touches.KeepGoingPressed(), "pencil"),
)
PATH_SET = replace(
    PATH, now=(
        replace(_now("Fix a run-on sentence in two ways", "calendar-days", "Thursday, Show-It Table", (0, 1)),
                dots=None, choice=choice("Fix a run-on sentence", TargetOpened(target="G03"))),
        *PATH.now[:1],
    ),
)  # fmt: skip
PATH_TROUBLE = replace(PATH_STARTED, error="I don't know you here yet. Ask your teacher.")
PATH_EMPTY = replace(
    PATH, now=(), now_empty="Nothing here yet. Pick something from Next.", next=(),
    next_empty="Ms R and you will choose what comes next.",
    keep_going=replace(PATH.keep_going, enabled=False),
)  # fmt: skip

MORE_NOW = choice("More", touches.PageTurned(what="now"), "chevron-down", "quiet")
MORE_NEXT = choice("More", touches.PageTurned(what="next"), "chevron-down", "quiet")

PATH_YOUNG = PathView(
    frame=young_frame(), mastered=3, mastered_words="", now_title="", now=(), now_empty="", more_now=None,
    next_title="", next=(), next_empty="", more_next=None,
    keep_going=choice("Keep going", touches.KeepGoingPressed(), "footprints", "main"),
    started=None, mail=None, stars=3, see_all=PATH.see_all, choose=PATH.choose,
    cards=(
        PictureCard(title="Count steps", icon="footprints", tone="now",
                    choice=choice("Count steps", touches.TargetPicked(target="a"))),
        PictureCard(title="Tell a story", icon="mic", tone="mastered",
                    choice=choice("Tell a story", touches.TargetPicked(target="b"))),
        PictureCard(title="Draw a leaf", icon="brush", tone="next",
                    choice=choice("Draw a leaf", touches.TargetPicked(target="c"))),
    ),
)  # fmt: skip


def _begun(title: str, piece: PieceLook, where: str, icon: str, away: str = "") -> StartedCard:
    offered = choice(title, touches.DraftPicked(draft=where))
    return StartedCard(
        piece=piece, title=title, where=where, icon=icon, away=away,
        choice=replace(offered, enabled=not away, says=f"{title}, {where}"),
    )  # fmt: skip


STARTED = StartedView(
    frame=frame("Which one do you go on with?"),
    title="Which one do you go on with?",
    drafts=(
        _begun("Because Bridges", PIECE, "here · today", "book-open"),
        _begun("Because Bridges", replace(PIECE, text="Although we lost."), "Make Bench · today", "hammer"),
        _begun("Ratio Table Bakery", PHOTO_PIECE, "Garden Door · Monday", "leaf"),
    ),
    more=choice("More", touches.PageTurned(what="started"), "chevron-right"),
    back=BACK,
)
STARTED_AWAY = replace(
    STARTED,
    frame=frame("Which one do you go on with?", banner="Saving here for now"),
    drafts=(
        _begun("Your photo", replace(PHOTO_PIECE, jpeg=b""), "Make Bench · yesterday", "hammer",
               "Comes when the hub is back."),
    ),
    more=None,
)  # fmt: skip

FEEDBACK = FeedbackView(
    frame=frame("From Ms R · today 10:52"),
    i_can=I_CAN,
    verdict="",
    verdict_icon="star",
    verdict_tone="mastered",
    lines=(
        FeedbackRow(title="Glow", icon="sparkles", tone="mastered", words="Your although gives a clear reason.",
                    speak=choice("", touches.SpeechAsked(text="glow"), "volume-2", "quiet")),
        FeedbackRow(title="Grow", icon="sprout", tone="next", words="Try one bridge with so. Read it to a friend.",
                    speak=choice("", touches.SpeechAsked(text="grow"), "volume-2", "quiet")),
    ),
    piece=PIECE,
    tries="tries: 2",
    replies=(
        choice("I'll try", touches.ReplyPicked(reply="try"), "thumbs-up"),
        choice("I don't get it", touches.ReplyPicked(reply="unclear"), "circle-question-mark"),
        choice("Let's talk", touches.ReplyPicked(reply="talk"), "users"),
    ),
    replied="",
    newer=None,
    older=None,
    page="",
    back=BACK,
    onward=choice("Make my next try", touches.NextTryPressed(evidence="e"), "footprints", "main"),
)  # fmt: skip

FEEDBACK_PAGED = replace(
    FEEDBACK,
    verdict="Not yet. One more step.",
    verdict_icon="sprout",
    verdict_tone="next",
    replied="Ms R will read that.",
    newer=choice("Newer", touches.PageTurned(what="feedback", by=-1), "chevron-left"),
    older=choice("Older", touches.PageTurned(what="feedback"), "chevron-right"),
    page="2 of 3",
    piece=PHOTO_PIECE,
)

FEEDBACK_SPOKEN = replace(
    FEEDBACK,
    lines=(
        *FEEDBACK.lines[:1],
        FeedbackRow(title="Next step", icon="footprints", tone="now", words="Ms R says it: 12 s",
                    speak=choice("", SpokenPressed(feedback="f"), "play", "quiet")),
        FeedbackRow(title="Next step", icon="footprints", tone="now", words="Play it here? Press again.",
                    speak=choice("", SpokenPressed(feedback="g"), "play", "quiet")),
    ),
)  # fmt: skip

FEEDBACK_FULL = replace(
    FEEDBACK_PAGED,
    lines=(
        *FEEDBACK.lines,
        FeedbackRow(
            title="Next step", icon="footprints", tone="now", words="Bring the new bridge to the Show-It Table.",
            speak=choice("", touches.SpeechAsked(text="next"), "volume-2", "quiet"),
        ),
    ),
)  # fmt: skip
