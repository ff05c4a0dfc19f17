"""U08, U10, U13, U14: a picture, words, how it is for you, handed in. Pure."""

from typing import Final, Literal

from classroom.evidence import Medium
from station.session import catalog, drafts, handing
from station.session.making import limit_of, text_of
from station.session.state import Assess, HandedIn, Photo, Write
from station.session.touches import (
    AgainPressed,
    ClaimPicked,
    HandInPressed,
    KeepPressed,
    OnwardPressed,
    ShutterPressed,
    TrickyPressed,
    UndoPressed,
)
from station.session.visitor import DraftCard
from station.views.hearing_words import AtHearing
from station.views.idle import trouble_of
from station.views.keys import keys
from station.views.kinds import instead, what_of
from station.views.pairing import whose_word
from station.views.scene import Scene, activity_name, back, frame, heard, i_can
from station.views.shapes import Choice, PieceLook, Tone
from station.views.words import AtDoor, AtWork, Phrase
from station.views.work_shapes import AssessView, ClaimCard, HandedInView, PhotoView, WriteView

_Claim = Literal[1, 2, 3, 4]
_CLAIMS: Final[tuple[tuple[_Claim, Phrase, str, Tone], ...]] = (
    (1, AtWork.NOT_YET, "leaf", "calm"),
    (2, AtWork.NEARLY, "footprints", "next"),
    (3, AtWork.GOT_IT, "circle-check", "now"),
    (4, AtWork.COULD_TEACH, "users", "mastered"),
)
_SIGNS: Final[tuple[tuple[_Claim, Phrase, str, Tone], ...]] = (
    (1, AtWork.WITH_HELP, "hand-helping", "calm"),
    (2, AtWork.NEARLY, "hand", "next"),
    (3, AtWork.GOT_IT, "thumbs-up", "mastered"),
)
"""Three hand signs for the young."""


def photo_view(scene: Scene, screen: Photo) -> PhotoView:
    """Return the camera window, the picture that was taken, or what to do without a camera."""
    say = scene.say
    away = screen.stage == "away" and drafts.medium_of(screen.draft) is Medium.PHOTO
    others = instead(scene, screen.draft, Medium.PHOTO) if away else ()
    titles = {
        "live": AtWork.SHOW_CAMERA,
        "taking": AtWork.WAIT_PHOTO,
        "taken": AtWork.LOOK_PHOTO,
        "away": AtWork.CAMERA_OTHER if others else AtDoor.CAMERA_SLEEPS,
    }
    title = say(titles[screen.stage])
    hint = _light_hint(scene) if screen.stage == "live" else ""
    error = say(AtWork.PHOTO_FAILED) if screen.failed else trouble_of(scene.state, say)
    sounds = heard(scene, [title, hint], error)
    taken = screen.stage == "taken"
    return PhotoView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        stage=screen.stage,
        title=title,
        hint=hint,
        jpeg=screen.draft.photo if taken else b"",
        shutter=Choice(
            words=say(AtWork.TAKE_PHOTO),
            event=ShutterPressed(),
            icon="camera",
            kind="main",
            enabled=screen.stage == "live",
        ),
        keep=Choice(words=say(AtWork.KEEP), event=KeepPressed(), icon="check", kind="main", enabled=taken),
        again=Choice(words=say(AtWork.AGAIN), event=AgainPressed(), icon="rotate-ccw", enabled=taken),
        instead=others,
        back=back(scene),
    )


def write_view(scene: Scene, screen: Write) -> WriteView:
    """Return the page she writes on and its keys."""
    say, text = scene.say, text_of(screen)
    tricky = screen.tricky is not None
    left = limit_of(screen) - len(text)
    title = say(AtWork.WHAT_TRICKY) if tricky else i_can(scene, screen.draft.target)
    error = trouble_of(scene.state, say) if left else say(AtWork.LETTERS_FULL)
    sounds = heard(scene, [title, text], error, by_itself=False)
    return WriteView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        title=title,
        text=text,
        placeholder=say(AtWork.WRITE_HERE),
        left=left,
        keys=keys(screen.keys, say, done=tricky or bool(text.strip())),
        back=back(scene),
    )


def assess_view(scene: Scene, screen: Assess) -> AssessView:
    """Return the cards of her own claim; Hand in waits for one of them."""
    say, alike = scene.say, scene.young or bool(scene.state.pair)
    title, criterion = whose_word(scene, screen), i_can(scene, screen.draft.target)
    claims = tuple(
        ClaimCard(
            tone=tone,
            choice=Choice(
                words=say(phrase), event=ClaimPicked(claim=claim), icon=icon, chosen=screen.claim == claim
            ),
        )
        for claim, phrase, icon, tone in (_SIGNS if scene.young else _CLAIMS)
    )
    hand_in = say(AtWork.HAND_IN_TO, teacher=scene.teacher)
    sounds = heard(
        scene,
        [title, criterion, *(claim.choice.words for claim in claims), hand_in],
        trouble_of(scene.state, say),
    )
    tricky = Choice(words=screen.tricky or say(AtWork.WHAT_TRICKY), event=TrickyPressed(), icon="pencil")
    return AssessView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        title=title,
        i_can=criterion,
        piece=look_of(scene, screen.draft),
        claims=claims,
        tricky=None if alike else tricky,
        tricky_note="" if alike or screen.tricky else say(AtWork.IF_YOU_LIKE),
        back=back(scene),
        hand_in=Choice(
            words=hand_in,
            event=HandInPressed(),
            icon="send",
            kind="main",
            enabled=screen.claim is not None,
            says=hand_in if screen.claim else say(AtWork.PICK_ONE),
        ),
    )


def handed_in_view(scene: Scene, screen: HandedIn) -> HandedInView:
    """Return what became of the piece: one tick when it is on disk, two when the hub has it."""
    say, teacher = scene.say, scene.teacher
    ticks = _ticks(scene, screen)
    failed = bool(screen.failed)
    statuses = (AtWork.SAVING, AtWork.SAVED_HERE, AtWork.TEACHER_HAS_IT)
    title = say(AtWork.NOT_SAVED if failed else AtWork.HANDED_IN if ticks else AtWork.SAVING)
    looked = bool(ticks) and handing.is_looked_at(scene.state, screen)
    status = "" if failed else say(AtHearing.LOOKS if looked else statuses[ticks], teacher=teacher)
    error = say(AtWork.NO_ROOM if screen.failed == "disk" else AtWork.NOT_STORED) if failed else ""
    who = "" if failed else say(AtWork.WILL_SEE, teacher=teacher)
    sounds = heard(scene, [title, status if ticks else "", who], error or trouble_of(scene.state, say))
    draft = screen.piece.draft
    undo = Choice(words=say(AtWork.UNDO), event=UndoPressed(), icon="undo-2", kind="quiet")
    return HandedInView(
        **sounds,
        frame=frame(scene, activity_name(scene, draft.activity), sounds["spoken"]),
        title=title,
        piece=look_of(scene, draft),
        i_can=i_can(scene, draft.target),
        who=who,
        ticks=ticks,
        status=status,
        failed=failed,
        undo=undo if handing.may_undo(scene.state, screen) else None,
        onward=_onward(scene, ticks, failed=failed),
    )


def look_of(scene: Scene, draft: DraftCard) -> PieceLook:
    """Return how a piece in the making looks."""
    kind = catalog.kind(draft.kind)
    return PieceLook(
        kind=draft.kind,
        icon=kind.icon if kind else "file-text",
        jpeg=draft.painted or draft.photo,
        text="" if draft.file else draft.text,
        words=scene.say(what_of(draft)),
    )


def _onward(scene: Scene, ticks: int, *, failed: bool) -> Choice:
    if failed:
        words = scene.say(AtWork.TRY_AGAIN)
        return Choice(words=words, event=HandInPressed(), icon="refresh-cw", kind="main")
    return Choice(
        words=scene.say(AtWork.TO_MY_PATH),
        event=OnwardPressed(),
        icon="footprints",
        kind="main",
        enabled=ticks > 0,
    )


def _ticks(scene: Scene, screen: HandedIn) -> Literal[0, 1, 2]:
    if screen.seq is None:
        return 0
    return 2 if scene.state.acked >= screen.seq else 1


def _light_hint(scene: Scene) -> str:
    hints = {"dark": AtDoor.MORE_LIGHT, "glare": AtWork.TOO_BRIGHT}
    phrase = hints.get(scene.state.light)
    return scene.say(phrase) if phrase else ""
