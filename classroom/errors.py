"""What the language of the room refuses, and why. Pure."""


class ClassroomError(Exception):
    """Root of everything that this package refuses."""

    waystation_error = True


class TokenRefused(ClassroomError, ValueError):
    """A scanned text is not a class badge; the text itself is never repeated."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"That is not a class badge: {reason}.")


class PinRefused(ClassroomError, ValueError):
    """A PIN that a grown-up may not have; the PIN itself is never repeated."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"That PIN will not do: {reason}. Take another one.")


class ClaimRefused(ClassroomError, ValueError):
    """A text by which no station joins a hub; the text itself is never repeated, for it is a secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"That is not a hub's code: {reason}.")


class MessageRefused(ClassroomError, ValueError):
    """Bytes from the network that are not a message we know, with the reason."""


class TopicRefused(ClassroomError, ValueError):
    """A topic that is none of ours."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"Not a Waystation topic: {topic[:80]!r}.")


class JudgementRefused(ClassroomError, ValueError):
    """A judgement that the rules do not allow; the sentence is for the teacher."""


class WithdrawalRefused(ClassroomError, ValueError):
    """A learner may take a piece back only until someone looks at it."""

    def __init__(self) -> None:
        super().__init__("Your teacher is already looking at it. Make a next try instead.")


class FrameworkRefused(ClassroomError, ValueError):
    """A framework whose prerequisites run in a circle or name a target that is not there."""


class AnswerRefused(ClassroomError, ValueError):
    """An answer to a learner's request that the rules do not allow; the sentence is for the teacher."""
