"""U06: the I-can line, the steps, the ways to show it, off to work. Pure."""

from classroom.documents import LearnerDocument, TargetLine
from classroom.evidence import EvidenceKind
from classroom.playlist import Activity
from station.session import catalog, drafts
from station.session.state import Work
from station.session.touches import KindPicked, OffToWorkPressed, OtherWayPressed, PageTurned, SpeechAsked
from station.views.idle import trouble_of
from station.views.kinds import kind_words, rests
from station.views.path import dots_of
from station.views.scene import Scene, back, frame, heard, i_can
from station.views.shapes import Choice
from station.views.words import AtWork
from station.views.work_shapes import StepRow, WorkView


def work_view(scene: Scene, screen: Work) -> WorkView:
    """Return the work screen."""
    say, item = scene.say, screen.item
    activity = catalog.activity(scene.state.room, item.activity)
    line = _line_of(scene.document, item.target)
    title, steps = i_can(scene, item.target), _steps(scene, activity, screen.page)
    evidence, note = _evidence(scene, screen)
    policy = _policy(scene, line) if line and not scene.state.pair else ""
    no_steps = "" if steps else say(AtWork.NO_STEPS, teacher=scene.teacher)
    sounds = heard(
        scene,
        [title, *(step.words for step in steps), no_steps, note, policy],
        trouble_of(scene.state, say),
    )
    return WorkView(
        **sounds,
        frame=frame(scene, _subtitle(scene, activity), sounds["spoken"]),
        i_can=title,
        steps=steps,
        steps_empty=no_steps,
        earlier=_turn(scene, activity, screen.page, -1),
        later=_turn(scene, activity, screen.page, 1),
        materials=say(AtWork.YOU_NEED, things=activity.materials) if activity and activity.materials else "",
        minutes=say(AtWork.MINUTES, minutes=activity.minutes) if activity else "",
        show_title=say(AtWork.SHOW),
        evidence=evidence,
        evidence_note=note,
        policy=policy,
        dots=dots_of(line) if line else None,
        note=_note(scene, screen),
        other=_other(scene, screen),
        back=back(scene),
        off=Choice(words=say(AtWork.OFF_TO_WORK), event=OffToWorkPressed(), icon="footprints", kind="main"),
    )


def _line_of(document: LearnerDocument, target: str) -> TargetLine | None:
    return next((line for line in document.lines if line.target == target), None)


def _subtitle(scene: Scene, activity: Activity | None) -> str:
    if activity is None:
        return ""
    return scene.say(AtWork.ABOUT_MINUTES, activity=activity.name(scene.lang), minutes=activity.minutes)


def _size(scene: Scene) -> int:
    return 2 if scene.big_text else 3


def _pages(scene: Scene, activity: Activity | None) -> int:
    return -(-len(activity.steps) // _size(scene)) if activity else 0


def _steps(scene: Scene, activity: Activity | None, page: int) -> tuple[StepRow, ...]:
    if activity is None or not activity.steps:
        return ()
    size = _size(scene)
    start = min(page, _pages(scene, activity) - 1) * size
    rows = enumerate(activity.steps[start : start + size], start + 1)
    return tuple(_row(number, step.line(scene.lang)) for number, step in rows)


def _row(number: int, words: str) -> StepRow:
    speak = Choice(words=words, event=SpeechAsked(text=words), icon="volume-2", kind="quiet")
    return StepRow(number=number, words=words, speak=speak)


def _turn(scene: Scene, activity: Activity | None, page: int, by: int) -> Choice | None:
    pages = _pages(scene, activity)
    page = min(page, max(0, pages - 1))
    if not 0 <= page + by < pages:
        return None
    phrase, icon = (AtWork.LATER, "chevron-down") if by > 0 else (AtWork.EARLIER, "chevron-up")
    return Choice(words=scene.say(phrase), event=PageTurned(what="steps", by=by), icon=icon, kind="quiet")


def _evidence(scene: Scene, screen: Work) -> tuple[tuple[Choice, ...], str]:
    """Return a button for each way to show it here, and a line when one of them rests."""
    kinds = catalog.kinds(scene.state, scene.document, screen.item)
    if not kinds:
        return (), scene.say(AtWork.SHOW_TEACHER, teacher=scene.teacher)
    buttons = tuple(_button(scene, kind) for kind in kinds)
    resting = [kind for kind in kinds if rests(scene, kind)]
    if not resting:
        return buttons, ""
    return buttons, scene.say(AtWork.PHOTOS_REST if len(kinds) > len(resting) else AtWork.PHOTOS_REST_ALL)


def _button(scene: Scene, kind: EvidenceKind) -> Choice:
    return Choice(
        words=kind_words(scene, kind),
        event=KindPicked(kind=kind.name),
        icon=kind.icon,
        enabled=not rests(scene, kind),
    )


def _policy(scene: Scene, line: TargetLine) -> str:
    """Return what is asked and how much of it is in: "Show it 2 ways on 2 days · 1 is in"."""
    say, how = scene.say, []
    if line.pieces_asked > max(line.kinds_asked, 1):
        how.append(say(AtWork.ASKED_TIMES, times=line.pieces_asked))
    if line.kinds_asked > 1:
        how.append(say(AtWork.ASKED_WAYS, ways=line.kinds_asked))
    days = say(AtWork.ASKED_DAYS, days=line.days_asked) if line.days_asked > 1 else ""
    asked = f"{', '.join(how)} {days}".strip()
    shown = say(AtWork.SHOW_IT, how=asked) if asked else say(AtWork.SHOW_IT_ONCE)
    if line.pieces == 0:
        return f"{shown} · {say(AtWork.NONE_IS_IN)}"
    return f"{shown} · {say(AtWork.ONE_IS_IN if line.pieces == 1 else AtWork.ARE_IN, count=line.pieces)}"


def _note(scene: Scene, screen: Work) -> str:
    if any(drafts.item_of(draft) == screen.item for draft in scene.stand.drafts if not draft.away):
        return scene.say(AtWork.DRAFT_WAITS)
    return scene.say(AtWork.NEXT_TRY) if screen.item.revises else ""


def _other(scene: Scene, screen: Work) -> Choice | None:
    """Return the next of several activities for the same target, round and round."""
    ways = catalog.ways(scene.state.room, screen.item.target)
    now = screen.item.activity
    following = ways[(ways.index(now) + 1) % len(ways)] if now in ways else next(iter(ways), None)
    if following is None or following == now:
        return None
    return Choice(
        words=scene.say(AtWork.ANOTHER_WAY),
        event=OtherWayPressed(activity=following),
        icon="compass",
        kind="choice",
    )
