"""What a finger (or a key) said: one event for each button that a View can offer. Pure."""

from typing import Literal

from classroom.ids import EvidenceId, TargetId
from station.session.events import Event


class Touch(Event, frozen=True, kw_only=True):
    """Someone touched the screen, wherever; each of these starts the idle time anew."""


# ── idle and hello ───────────────────────────────────────────────────────────────────────────────────


class NoBadgePressed(Touch, frozen=True, kw_only=True):
    """The question "No badge?" on the idle screen, or back from it."""


class LanguagePressed(Touch, frozen=True, kw_only=True):
    """The globe: the next language of the school."""


class NotMePressed(Touch, frozen=True, kw_only=True):
    """The badge is someone else's."""


class AvatarPicked(Touch, frozen=True, kw_only=True):
    """A young learner tapped one of three pictures."""

    avatar: str


# ── on all signed-in screens ─────────────────────────────────────────────────────────────────────────


class SpeechAsked(Touch, frozen=True, kw_only=True):
    """Read these words aloud: the speaker, or a row."""

    text: str


class ShownAloud(Event, frozen=True, kw_only=True):
    """No touch: a View with `aloud` has come on screen; `text` is its `spoken`.

    The shell posts it once whenever the words of such a View change.
    """

    text: str


class HandPressed(Touch, frozen=True, kw_only=True):
    """The hand goes up, or down again."""


class DoorPressed(Touch, frozen=True, kw_only=True):
    """She signs out."""


class BackPressed(Touch, frozen=True, kw_only=True):
    """One screen back."""


class StayPressed(Touch, frozen=True, kw_only=True):
    """Yes, still there."""


class PageTurned(Touch, frozen=True, kw_only=True):
    """An arrow of a list: `by` pages on (negative: back)."""

    what: Literal["now", "next", "started", "steps", "feedback", "faces", "visits", "targets"]
    by: int = 1


# ── path and work ────────────────────────────────────────────────────────────────────────────────────


class KeepGoingPressed(Touch, frozen=True, kw_only=True):
    """On with the last open item, or with what was started."""


class TargetPicked(Touch, frozen=True, kw_only=True):
    """A card of Now."""

    target: TargetId


class NextPicked(Touch, frozen=True, kw_only=True):
    """A tile of Next; `reason` is the one that stood on it."""

    target: TargetId
    reason: str = ""


class StartedPressed(Touch, frozen=True, kw_only=True):
    """Show all that she has begun."""


class DraftPicked(Touch, frozen=True, kw_only=True):
    """Go on with this one of those that she has begun."""

    draft: str


class MailPressed(Touch, frozen=True, kw_only=True):
    """The envelope."""


class OtherWayPressed(Touch, frozen=True, kw_only=True):
    """Another activity for the same target."""

    activity: str


class OffToWorkPressed(Touch, frozen=True, kw_only=True):
    """She frees the screen and keeps her place."""


class KindPicked(Touch, frozen=True, kw_only=True):
    """How she wants to show it: the name of an evidence kind."""

    kind: str


# ── making and handing in a piece ────────────────────────────────────────────────────────────────────


class ShutterPressed(Touch, frozen=True, kw_only=True):
    """Take the picture."""


class KeepPressed(Touch, frozen=True, kw_only=True):
    """Keep the picture."""


class AgainPressed(Touch, frozen=True, kw_only=True):
    """Take another picture."""


class KeyTyped(Touch, frozen=True, kw_only=True):
    """Letters from the keys on screen, a keyboard or a scanner that types; text only where one writes."""

    text: str


class Backspaced(Touch, frozen=True, kw_only=True):
    """The last letter goes."""


class KeysTurned(Touch, frozen=True, kw_only=True):
    """Another set of keys: capitals for one letter, or numbers and signs."""

    to: Literal["small", "capital", "signs"]


class WritingDone(Touch, frozen=True, kw_only=True):
    """Done, among the keys."""


class ClaimPicked(Touch, frozen=True, kw_only=True):
    """Her own claim: 1 not yet, 2 nearly, 3 got it, 4 could teach."""

    claim: Literal[1, 2, 3, 4]


class TrickyPressed(Touch, frozen=True, kw_only=True):
    """She wants to say what was tricky."""


class HandInPressed(Touch, frozen=True, kw_only=True):
    """The piece goes to the teacher; also "try again" when it could not be saved."""


class UndoPressed(Touch, frozen=True, kw_only=True):
    """She takes the piece back."""


class OnwardPressed(Touch, frozen=True, kw_only=True):
    """Back to her path."""


# ── feedback ─────────────────────────────────────────────────────────────────────────────────────────


class ReplyPicked(Touch, frozen=True, kw_only=True):
    """Her one-tap answer to the card that is open."""

    reply: Literal["try", "unclear", "talk"]


class NextTryPressed(Touch, frozen=True, kw_only=True):
    """She makes a new version of this piece."""

    evidence: EvidenceId
