"""Beside review, of an office without a hub: words for several, talks, the lines under the keys."""

from collections.abc import Sequence

import msgspec

from hub.service.shapes import Answer, AnswerKept, Chip, Decided
from tests.unit.hub.web import heron, heron_work


class FakeReviewing:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, Answer]] = {}
        self.lines: tuple[Chip, ...] = heron_work.CHIPS
        self.talked: list[str] = []
        self.spoken: list[tuple[str, bytes]] = []
        self.corrected: list[tuple[str, str, str]] = []

    def say_to_each(self, pieces: Sequence[str], words: tuple[Chip, ...], by: str) -> tuple[AnswerKept, ...]:
        kept = []
        for evidence in pieces:
            name = f"a-{len(self.answers)}"
            self.answers[name] = (evidence, Answer(words=words))
            kept.append({"answer": name, "evidence": evidence, "did": "words", "until_ms": heron.NOW})
        return msgspec.convert(tuple(kept), tuple[AnswerKept, ...])

    def say(self, evidence: str, samples: bytes, by: str) -> str:
        self.spoken.append((evidence, samples))
        return f"said-{len(self.spoken)}"

    def hold_talk(self, talk: str, by: str) -> str:
        self.talked.append(talk)
        return heron.learner_id(0)

    def correct_slip(self, judgement: str, meant: Decided, words: str, by: str) -> str:
        self.corrected.append((judgement, meant, words))
        return heron.learner_id(0)

    def chips(self, staff: str) -> tuple[tuple[Chip, ...], tuple[Chip, ...]]:
        return self.lines, heron_work.CHIPS

    def set_chips(self, chips: Sequence[Chip], by: str) -> None:
        self.lines = tuple(chips) or heron_work.CHIPS
