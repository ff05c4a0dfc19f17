"""U09: her voice, one button, a meter, and what to do when nothing is heard. Pure."""

from typing import Final, Literal

from classroom.evidence import Medium
from station.session.touches import AgainPressed, KeepPressed
from station.session.voice import BARS, LONGEST_S, PlayPressed, RecordPressed, Voice
from station.views.idle import trouble_of
from station.views.kinds import instead
from station.views.making_words import AtMaking
from station.views.scene import Scene, activity_name, back, frame, heard, i_can
from station.views.shapes import Choice
from station.views.voice_shapes import Meter, VoiceView
from station.views.words import AtWork

_TITLES: Final = {
    "ready": AtMaking.PRESS_AND_SAY,
    "starting": AtMaking.ONE_MOMENT,
    "recording": AtMaking.LISTENING,
    "stopping": AtMaking.ONE_MOMENT,
    "made": AtMaking.SAID,
    "playing": AtMaking.HEARING,
}
_STAGES: Final[dict[str, Literal["ready", "made", "away"]]] = {
    "ready": "ready", "made": "made", "playing": "made", "away": "away",
}  # fmt: skip
_ICONS: Final = {"made": "audio-lines", "playing": "headphones", "away": "mic-off"}


def voice_view(scene: Scene, screen: Voice) -> VoiceView:
    """Return the page she speaks to."""
    say, stage = scene.say, screen.stage
    others = instead(scene, screen.draft, Medium.VOICE) if stage == "away" else _others(scene, screen)
    sleeps = AtMaking.MIC_SLEEPS if others else AtMaking.MIC_SLEEPS_ALL
    title = say(sleeps if stage == "away" else _TITLES[stage])
    starters = _starters(scene, screen)
    sounds = heard(scene, [title, *starters], _error(scene, screen), by_itself=not screen.sounding)
    return VoiceView(
        **sounds,
        frame=frame(scene, activity_name(scene, screen.draft.activity), sounds["spoken"]),
        stage=_STAGES.get(stage, "recording"),
        title=title,
        starters=starters,
        meter=_meter(scene, screen),
        main=_main(scene, screen),
        others=others,
        back=back(scene),
    )


def _starters(scene: Scene, screen: Voice) -> tuple[str, ...]:
    """What to speak about, and ways to begin."""
    if screen.stage not in {"ready", "starting", "recording"}:
        return ()
    criterion = i_can(scene, screen.draft.target)
    if scene.young:
        return (criterion,)
    ways = (AtMaking.FOUND_OUT, AtMaking.FIRST_THEN, AtMaking.I_KNOW)
    return (criterion, *(scene.say(way) for way in ways))


def _error(scene: Scene, screen: Voice) -> str:
    if screen.quiet and screen.stage == "recording":
        return scene.say(AtMaking.CLOSER)
    if screen.failed:
        return scene.say(AtMaking.NOT_HEARD if screen.stage == "made" else AtMaking.NOTHING_CAME)
    return trouble_of(scene.state, scene.say)


def _meter(scene: Scene, screen: Voice) -> Meter:
    """The ring empties while she speaks; a young learner needs no numbers."""
    left, live = LONGEST_S - screen.seconds, screen.stage == "recording"
    words = scene.say(AtMaking.LEFT, seconds=left) if live else ""
    if screen.draft.sound and screen.seconds:
        words = scene.say(AtMaking.LONG, seconds=screen.seconds)
    return Meter(
        icon=_ICONS.get(screen.stage, "mic"),
        share=max(0.0, left / LONGEST_S) if live else 1.0,
        bars=screen.bars if live else 0,
        of=BARS,
        words="" if scene.young else words,
        lively=screen.sounding,
    )


def _main(scene: Scene, screen: Voice) -> Choice:
    say = scene.say
    if screen.draft.sound:
        return Choice(words=say(AtWork.KEEP), event=KeepPressed(), icon="check", kind="main")
    if screen.stage == "away":
        return Choice(words=say(AtMaking.TRY_MIC), event=RecordPressed(), icon="mic", kind="main")
    if screen.stage == "ready":
        return Choice(words=say(AtMaking.RECORD), event=RecordPressed(), icon="mic", kind="main")
    stops = screen.stage != "stopping"
    return Choice(words=say(AtMaking.STOP), event=RecordPressed(), icon="square", kind="main", enabled=stops)


def _others(scene: Scene, screen: Voice) -> tuple[Choice, ...]:
    if not screen.draft.sound:
        return ()
    playing = screen.stage == "playing"
    hear = Choice(
        words=scene.say(AtMaking.STOP if playing else AtMaking.HEAR),
        event=PlayPressed(),
        icon="square" if playing else "headphones",
    )
    return hear, Choice(words=scene.say(AtMaking.AGAIN), event=AgainPressed(), icon="rotate-ccw")
