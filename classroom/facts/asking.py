"""What a learner asks for at a station and what a grown-up answers: again, earlier, seen differently. Pure."""

from typing import ClassVar, Literal

from classroom.asking import How, Meeting, Since
from classroom.facts.fact import Decision, Fact, Keep
from classroom.ids import LearnerId, TargetId


class ReassessAsked(Fact, frozen=True, kw_only=True, tag="reassess.asked"):
    """She wants to show a target again, in this way; `since` is what she did, if she liked to say."""

    sealed: ClassVar[bool] = True

    request: str
    target: TargetId
    how: How = "live"
    since: tuple[Since, ...] = ()


class JumpAsked(Fact, frozen=True, kw_only=True, tag="jump.asked"):
    """She wants to start a target before what comes first is mastered."""

    sealed: ClassVar[bool] = True

    request: str
    target: TargetId


class DisagreeRaised(Fact, frozen=True, kw_only=True, tag="disagree.raised"):
    """She sees it differently: it opens a talk, and asks for no reasons."""

    sealed: ClassVar[bool] = True

    request: str
    target: TargetId


class ReassessAgreed(Decision, frozen=True, kw_only=True, tag="reassess.agreed"):
    """She will show it again; when is still to be found."""

    request: str
    learner: LearnerId
    words: str = ""


class ReassessSet(Decision, frozen=True, kw_only=True, tag="reassess.set"):
    """When and where she shows it again; the latest one stands."""

    request: str
    learner: LearnerId
    meeting: Meeting
    words: str = ""


class ReassessClosed(Decision, frozen=True, kw_only=True, tag="reassess.closed"):
    """She has shown it, or it was talked about; never without words to her."""

    request: str
    learner: LearnerId
    outcome: Literal["done", "talked"]
    words: str


class JumpAnswered(Decision, frozen=True, kw_only=True, tag="jump.answered"):
    """waive: she may start although something comes first, for the reason in `words`; else a short check, or a talk."""

    keep: ClassVar[Keep] = Keep.LEAVING

    request: str
    learner: LearnerId
    target: TargetId
    answer: Literal["waive", "check", "talk"]
    words: str


class DisagreeAnswered(Decision, frozen=True, kw_only=True, tag="disagree.answered"):
    """When and where they talk about it; without a meeting: they have talked, and `words` say what came of it."""

    request: str
    learner: LearnerId
    words: str
    meeting: Meeting | None = None


ASKED = ReassessAsked | JumpAsked | DisagreeRaised
ANSWERED = ReassessAgreed | ReassessSet | ReassessClosed | JumpAnswered | DisagreeAnswered
