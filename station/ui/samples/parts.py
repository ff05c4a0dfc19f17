"""What many sample Views share: buttons, who is here, the frame around it. Pure."""

from station.session import touches
from station.session.events import Event
from station.session.overview_touches import MePressed
from station.views.shapes import Avatar, Choice, Frame, Kind, PieceLook

AMAL = Avatar(letter="A", icon="", colour="#2456B8")
NOOR = Avatar(letter="N", icon="leaf", colour="#00796B")
I_CAN = "I can join ideas with but, so, because or although."


def choice(words: str, event: Event, icon: str = "", kind: Kind = "plain", *, chosen: bool = False) -> Choice:
    return Choice(
        words=words, event=event, icon=icon, kind=kind, chosen=chosen, says=words or icon.replace("-", " ")
    )


def frame(subtitle: str, *, banner: str = "") -> Frame:
    return Frame(
        name="Amal",
        avatar=AMAL,
        subtitle=subtitle,
        speaker=choice("Read to me", touches.SpeechAsked(text="all"), "volume-2", "quiet"),
        hand=choice("I need help", touches.HandPressed(), "hand", "help"),
        door=choice("Bye", touches.DoorPressed(), "door-open", "quiet"),
        me=choice("Me", MePressed(), "user", "quiet"),
        banner=banner,
    )


def young_frame() -> Frame:
    plain = frame("")
    return Frame(
        name="Noor",
        avatar=NOOR,
        subtitle="",
        speaker=plain.speaker,
        hand=plain.hand,
        door=plain.door,
        me=plain.me,
        young=True,
    )


BACK = choice("Back", touches.BackPressed(), "chevron-left")


YOUNG_WAYS = (
    choice("Photo", touches.KindPicked(kind="photo"), "camera"),
    choice("Voice", touches.KindPicked(kind="voice"), "mic"),
    choice("Draw", touches.KindPicked(kind="drawing"), "brush"),
)
"""The young do not write."""

PIECE = PieceLook(
    kind="writing", icon="pencil", jpeg=b"", words="Your writing",
    text="Although it rained, we stayed outside because the game was close.",
)  # fmt: skip
