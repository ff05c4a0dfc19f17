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
    KindPicked,
    OnwardPressed,
    ShutterPressed,
    TrickyPressed,
    UndoPressed,
)
from station.session.visitor import DraftCard
from station.views.idle import trouble_of
from station.views.keys import keys
from station.views.scene import Scene, activity_name, back, frame, heard, i_can
from station.views.shapes import Choice, PieceLook, Tone
from station.views.words import Phrase
from station.views.work_shapes import AssessView, ClaimCard, HandedInView, PhotoView, WriteView

_Claim = Literal[1, 2, 3, 4]
_CLAIMS: Final[tuple[tuple[_Claim, Phrase, str, Tone], ...]] = (
    (1, Phrase.NOT_YET, "leaf", "calm"),
    (2, Phrase.NEARLY, "footprints", "next"),
    (3, Phrase.GOT_IT, "circle-check", "now"),
    (4, Phrase.COULD_TEACH, "users", "mastered"),
)
_SIGNS: Final[tuple[tuple[_Claim, Phrase, str, Tone], ...]] = (
    (1, Phrase.WITH_HELP, "hand-helping", "calm"),
    (2, Phrase.NEARLY, "hand", "next"),
    (3, Phrase.GOT_IT, "thumbs-up", "mastered"),
)
"""Three hand signs for the young."""


def photo_view(scene: Scene, screen: Photo) -> PhotoView:
    """Return the camera window, the picture that was taken, or what to do without a camera."""
    say = scene.say
    titles = {
        "live": Phrase.SHOW_CAMERA,
        "taking": Phrase.WAIT_PHOTO,
        "taken": Phrase.LOOK_PHOTO,
        "away": Phrase.CAMERA_WRITE if _may_write(scene, screen) else Phrase.CAMERA_SLEEPS,
    }
    title = say(titles[screen.stage])
    hint = _light_hint(scene) if screen.stage == "live" else ""
    error = say(Phrase.PHOTO_FAILED) if screen.failed else trouble_of(scene.state, say)
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
            words=say(Phrase.TAKE_PHOTO),
            event=ShutterPressed(),
            icon="camera",
            kind="main",
            enabled=screen.stage == "live",
        ),
        keep=Choice(words=say(Phrase.KEEP), event=KeepPressed(), icon="check", kind="main", enabled=taken),
        again=Choice(words=say(Phrase.AGAIN), event=AgainPressed(), icon="rotate-ccw", enabled=taken),
        write=_write_instead(scene, screen),
        back=back(scene),
    )


def write_view(scene: Scene, screen: Write) -> WriteView:
    """Return the page she writes on and its keys."""
    say, text = scene.say, text_of(screen)
    tricky = screen.tricky is not None
    left = limit_of(screen) - len(text)
    title = say(Phrase.WHAT_TRICKY) if tricky else i_can(scene, screen.draft.target)
    error = trouble_of(scene.state, say) if left else say(Phrase.LETTERS_FULL)
    sounds = heard(scene, [title, text], error, by_itself=False)
    return WriteView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        title=title,
        text=text,
        placeholder=say(Phrase.WRITE_HERE),
        left=left,
        keys=keys(screen.keys, say, done=tricky or bool(text.strip())),
        back=back(scene),
    )


def assess_view(scene: Scene, screen: Assess) -> AssessView:
    """Return the cards of her own claim; Hand in waits for one of them."""
    say = scene.say
    title, criterion = say(Phrase.HOW_IS_IT), i_can(scene, screen.draft.target)
    claims = tuple(
        ClaimCard(
            tone=tone,
            choice=Choice(
                words=say(phrase), event=ClaimPicked(claim=claim), icon=icon, chosen=screen.claim == claim
            ),
        )
        for claim, phrase, icon, tone in (_SIGNS if scene.young else _CLAIMS)
    )
    hand_in = say(Phrase.HAND_IN_TO, teacher=scene.teacher)
    sounds = heard(
        scene,
        [title, criterion, *(claim.choice.words for claim in claims), hand_in],
        trouble_of(scene.state, say),
    )
    tricky = Choice(words=screen.tricky or say(Phrase.WHAT_TRICKY), event=TrickyPressed(), icon="pencil")
    return AssessView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        title=title,
        i_can=criterion,
        piece=look_of(scene, screen.draft),
        claims=claims,
        tricky=None if scene.young else tricky,
        tricky_note="" if scene.young or screen.tricky else say(Phrase.IF_YOU_LIKE),
        back=back(scene),
        hand_in=Choice(
            words=hand_in,
            event=HandInPressed(),
            icon="send",
            kind="main",
            enabled=screen.claim is not None,
            says=hand_in if screen.claim else say(Phrase.PICK_ONE),
        ),
    )


def handed_in_view(scene: Scene, screen: HandedIn) -> HandedInView:
    """Return what became of the piece: one tick when it is on disk, two when the hub has it."""
    say, teacher = scene.say, scene.teacher
    ticks = _ticks(scene, screen)
    failed = bool(screen.failed)
    statuses = (Phrase.SAVING, Phrase.SAVED_HERE, Phrase.TEACHER_HAS_IT)
    title = say(Phrase.NOT_SAVED if failed else Phrase.HANDED_IN if ticks else Phrase.SAVING)
    status = "" if failed else say(statuses[ticks], teacher=teacher)
    error = say(Phrase.NO_ROOM if screen.failed == "disk" else Phrase.NOT_STORED) if failed else ""
    who = "" if failed else say(Phrase.WILL_SEE, teacher=teacher)
    sounds = heard(scene, [title, status if ticks else "", who], error or trouble_of(scene.state, say))
    draft = screen.piece.draft
    undo = Choice(words=say(Phrase.UNDO), event=UndoPressed(), icon="undo-2", kind="quiet")
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
    photo = drafts.is_photo(draft)
    kind = catalog.kind(draft.kind)
    return PieceLook(
        kind=draft.kind,
        icon=kind.icon if kind else "file-text",
        jpeg=draft.photo,
        text="" if photo else draft.text,
        words=scene.say(Phrase.YOUR_PHOTO if photo else Phrase.YOUR_WORDS),
    )


def _onward(scene: Scene, ticks: int, *, failed: bool) -> Choice:
    if failed:
        words = scene.say(Phrase.TRY_AGAIN)
        return Choice(words=words, event=HandInPressed(), icon="refresh-cw", kind="main")
    return Choice(
        words=scene.say(Phrase.TO_MY_PATH),
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
    hints = {"dark": Phrase.MORE_LIGHT, "glare": Phrase.TOO_BRIGHT}
    phrase = hints.get(scene.state.light)
    return scene.say(phrase) if phrase else ""


def _may_write(scene: Scene, screen: Photo) -> bool:
    return _other_kind(scene, screen) is not None


def _other_kind(scene: Scene, screen: Photo) -> str | None:
    kinds = catalog.kinds(scene.state.room, scene.document, drafts.item_of(screen.draft))
    return next((kind.name for kind in kinds if catalog.medium(kind) is Medium.TEXT), None)


def _write_instead(scene: Scene, screen: Photo) -> Choice | None:
    kind = _other_kind(scene, screen) if screen.stage == "away" else None
    if kind is None:
        return None
    words = scene.say(Phrase.WRITE_INSTEAD)
    return Choice(words=words, event=KindPicked(kind=kind), icon="pencil", kind="main")
