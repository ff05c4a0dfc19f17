"""What the forms of review say: an answer to one piece, words for several, the lines under the keys."""

from typing import Final

from hub.errors import ServiceRefused
from hub.service.shapes import Answer, Chip, Decided, FeedbackKind
from hub.web.desk import Call

MAX_WORDS: Final = 200
KEYS: Final = 9
REASONS: Final = ("Seen in person", "Strong earlier work", "Agreed in a talk", "Shown elsewhere")
DECISIONS: Final[dict[str, Decided]] = {
    "mastered": "mastered", "beyond": "beyond", "not_yet": "not_yet", "need_more": "need_more",
}  # fmt: skip
_KINDS: Final[dict[str, FeedbackKind]] = {"glow": "glow", "grow": "grow", "ask": "ask", "next": "next"}


def answer_of(call: Call) -> Answer:
    """Return what a form says; raise ServiceRefused when it says what no page of ours would."""
    level, decision = call.field("level"), call.field("decision")
    if (level and level not in {"1", "2", "3", "4"}) or (decision and decision not in DECISIONS):
        raise ServiceRefused("Choose a level from 1 to 4, or a decision.")
    reason = call.field("reason")
    return Answer(
        level=int(level) if level else None,
        decision=DECISIONS.get(decision),
        words=words_of(call),
        reason=reason if reason in REASONS else "",
        target=call.field("target"),
        talk=call.field("talk") == "yes",
        voice=call.field("voice"),
    )


def words_of(call: Call) -> tuple[Chip, ...]:
    """Return the chips of a form, and its own words as a next step."""
    words = [chip_of(*text.split(":", 1)) for text in call.fields("chip")[:KEYS]]
    if own := call.field("own").strip()[:MAX_WORDS]:
        words.append(Chip(kind="next", text=own))
    return tuple(words)


def lines_of(call: Call) -> list[Chip]:
    """Return the lines that a person wants under her keys; one without words is left out."""
    pairs = zip(call.fields("kind"), call.fields("text"), strict=False)
    return [chip_of(kind, text) for kind, text in pairs if text.strip()]


def chip_of(kind: str, text: str = "") -> Chip:
    """Return one line of feedback."""
    if kind not in _KINDS or not text.strip():
        raise ServiceRefused("This feedback has no words. Choose it again.")
    return Chip(kind=_KINDS[kind], text=text.strip()[:MAX_WORDS])
