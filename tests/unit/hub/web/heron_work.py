"""The work of one class as the pages are given it: pieces to review, one learner in depth, badges."""

import io
import wave
from itertools import cycle
from typing import Final, Literal

from msgspec.structs import replace

from classroom.evidence import PolicyCount
from classroom.learner import Learner
from classroom.mastery import State
from hub.service.shapes import (
    BadgeRow,
    Chip,
    EarlierPiece,
    EvidenceNow,
    FeedbackNow,
    JudgedNow,
    LearnerPage,
    LevelWords,
    LineNow,
    Made,
    MediaState,
    PolicyTick,
    ReviewPiece,
    TalkNow,
    TargetWords,
    VisitNow,
)
from tests.unit.hub.web.heron import LONG, MINUTE, NAMES, NOW, learner_id, learners

Owned = tuple[Literal["none", "active", "lost", "replaced"], int]
OWNED: Final[tuple[Owned, ...]] = (("active", 1), ("active", 2), ("none", 0), ("lost", 1), ("replaced", 2))
LEVELS = (
    LevelWords(value=1, word="with help"),
    LevelWords(value=2, word="some parts"),
    LevelWords(value=3, word="can do it"),
    LevelWords(value=4, word="could teach it"),
)
CHIPS = (
    Chip(kind="glow", text="Clear reason"),
    Chip(kind="next", text="Try a longer bridge"),
    Chip(kind="grow", text="Read it aloud"),
    Chip(kind="glow", text="You checked your own work."),
    Chip(kind="grow", text="Show one more example."),
    Chip(kind="grow", text="Say why it works."),
    Chip(kind="next", text="Check it once more, step by step."),
    Chip(kind="ask", text="How did you find that?"),
)
WRITTEN = (
    "Although it rained, we stayed outside because the game was close.\n\n"
    "I like winter, but my hands get cold, so I wear two pairs of gloves."
)
TARGETS = {
    "t-g10": TargetWords(id="t-g10", code="G10", i_can="I can join ideas with but, so, because or although."),
    "t-m04": TargetWords(id="t-m04", code="M04", i_can="I can find a percent of an amount."),
}


def piece(number: int, name: str, position: int, of: int, **other: object) -> ReviewPiece:
    whole: dict[str, object] = {
        "evidence": f"e-{number}",
        "learner": learner_id(NAMES.index(name)),
        "full": name,
        "name": name.removesuffix(" R."),
        "zone_name": "Quiet Cave",
        "at_ms": NOW - 11 * MINUTE,
        "made": Made(from_ms=NOW - 11 * MINUTE, at_ms=NOW - 11 * MINUTE),
        "waiting_now": number == 1,
        "kind": "writing",
        "text": WRITTEN,
        "caption": "",
        "attempt": 2,
        "target": TARGETS["t-g10"],
        "media": (),
        "claim": 3,
        "tricky": "Although was tricky at the start.",
        "policy": tuple(PolicyTick(words=f"2 {what}", met=True) for what in ("pieces", "kinds", "days")),
        "policy_met": True,
        "earlier": (
            EarlierPiece(evidence="e-old-1", kind="writing", day="2026-11-03", attempt=1, level=2),
            EarlierPiece(evidence="e-old-2", kind="photo", day="2026-10-29", thumb="m-thumb", attempt=1),
        ),
        "levels": LEVELS,
        "preset": 0,
        "chips": CHIPS,
        "judged": "",
        "position": position,
        "of": of,
    } | other
    return ReviewPiece(**whole)  # type: ignore[arg-type]


def second_of_silence() -> bytes:
    """A sound file in which nothing is heard."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 8_000, 8_000, "NONE", ""))
        sound.writeframes(bytes(16_000))
    return file.getvalue()


def turned_to(whole: ReviewPiece, target: str) -> ReviewPiece:
    """The same piece, for another of its targets, for which not all is there."""
    every = (whole.target, *whole.others)
    wanted = next((line for line in every if line.id == target), whole.target)
    if wanted == whole.target:
        return whole
    others = tuple(line for line in every if line != wanted)
    return replace(whole, target=wanted, others=others, policy_met=False)


def pieces() -> tuple[ReviewPiece, ...]:
    photo = MediaState(
        media="m-photo", mime="image/jpeg", size=180_000, thumb="m-thumb", state="here", share=1.0
    )
    away = MediaState(media="m-away", mime="image/jpeg", size=180_000, state="waiting", share=0.4)
    picture = {"kind": "photo", "text": ""}
    percent = {"target": TARGETS["t-m04"]}
    unmet = {
        "policy": tuple(PolicyTick(words=f"2 {what}", met=False) for what in ("pieces", "kinds")),
        "policy_met": False,
    }
    arabic, long_ = "أحب الشتاء لكن يدي تبرد", "Half of 90 is 45. " * 40
    return (
        piece(1, "Amal", 1, 6, others=(TARGETS["t-m04"],), lately=(2, 2), highest=2, alike=1),
        piece(2, "Nguyễn Thị Ánh", 2, 6, media=(photo,), caption="My bridge holds 40 coins", **picture),
        piece(3, "Maya R.", 3, 6, media=(away,), zone_name="Reading Porch", **picture, **percent),
        piece(4, "أمل", 4, 6, text=arabic, claim=1, **unmet, **percent),
        piece(5, "Олександр", 5, 6, text="25 % of 80 is 20", earlier=(), **unmet, **percent),
        piece(6, LONG, 6, 6, text=long_, claim=None, tricky="", preset=2, **percent),
    )


def line(code: str, i_can: str, state: State, why: str, counts: tuple[int, int, int] = (0, 0, 0)) -> LineNow:
    since = "2026-10-03" if state in {State.MASTERED, State.BEYOND, State.LOOK_AGAIN} else ""
    return LineNow(
        target=f"t-{code.lower()}",
        code=code,
        i_can=i_can,
        state=state,
        since=since,
        by_name="Ms Rivera" if since else "",
        why=why,
        counts=PolicyCount(pieces=counts[0], kinds=counts[1], days=counts[2]),
    )


def evidence() -> tuple[EvidenceNow, ...]:
    photo = MediaState(
        media="m-photo", mime="image/jpeg", size=180_000, thumb="m-thumb", state="here", share=1.0
    )
    glow = FeedbackNow(kind="glow", text="Clear reason", by_name="Ms Rivera", seen=True, reply="try")
    grow = FeedbackNow(kind="next", text="Try a longer bridge", by_name="Ms Rivera")
    now, before = NOW - 11 * MINUTE, NOW - 3 * 86_400_000
    return (
        EvidenceNow(
            evidence="e-1", target="t-g10", code="G10", kind="writing", at_ms=now,
            made=Made(from_ms=now, at_ms=now), media=(), state="handed_in", text=WRITTEN,
        ),
        EvidenceNow(
            evidence="e-2", target="t-m04", code="M04", kind="photo", at_ms=before,
            made=Made(from_ms=before, at_ms=before), media=(photo,), state="answered", level=2, claim=3, attempt=2,
            revises="e-0", feedback=(glow, grow),
        ),
        EvidenceNow(
            evidence="e-0", target="t-m04", code="M04", kind="writing", at_ms=before - MINUTE,
            made=Made(from_ms=before, at_ms=before), media=(), state="answered", level=1, text="50 % is 90",
        ),
    )  # fmt: skip


def visits() -> tuple[VisitNow, ...]:
    begun, campfire = NOW - 12 * MINUTE, NOW - 40 * MINUTE
    return (
        VisitNow(
            visit="v-1",
            zone_name="Quiet Cave",
            opened_from_ms=begun,
            opened_ms=begun,
            closed_ms=None,
            mode="at_table",
        ),
        VisitNow(
            visit="v-0",
            zone_name="Campfire",
            opened_from_ms=campfire,
            opened_ms=campfire,
            closed_ms=begun,
            mode="at_screen",
        ),
    )


def learner_page(who: Learner) -> LearnerPage:
    subject = line(
        "G01", "I can find the subject.", State.MASTERED, "Ms Rivera judged it on 3 Oct.", (3, 2, 2)
    )
    subject = replace(
        subject,
        judged=(
            JudgedNow(judgement="j-2", decision="mastered", day="2026-10-03", by_name="Ms Rivera", mine=True),
            JudgedNow(judgement="j-1", decision="beyond", day="2026-10-03", by_name="Ms Rivera", slip=True),
            JudgedNow(judgement="j-0", decision="not_yet", day="2026-09-30", by_name="Mr Tan"),
        ),
        minds=("Mr Tan", "Ms Rivera"),
    )
    run_on = line(
        "G03", "I can fix a run-on sentence.", State.BEYOND, "Ms Rivera saw her teach it.", (2, 2, 2)
    )
    join = line("G10", TARGETS["t-g10"].i_can, State.HANDED_IN, "1 piece waits for an answer.", (2, 2, 2))
    percent = line(
        "M04", TARGETS["t-m04"].i_can, State.NOW, "1 more kind and 1 more day are asked for.", (1, 1, 1)
    )
    return LearnerPage(
        learner=who,
        full=who.full,
        class_names=("Heron",),
        mastered=(subject, run_on),
        handed_in=(join,),
        now=(percent,),
        next=(line("G11", "I can put commas after openers.", State.OPEN, "Open because she mastered G03."),),
        look_again=(line("G05", "I can choose their.", State.LOOK_AGAIN, "Asked for on 12 Oct.", (1, 1, 1)),),
        later=31,
        evidence=evidence(),
        visits=visits(),
        badge="active",
        talks=(
            TalkNow(talk="k-1", code="G10", evidence="e-1", by_name="Ms Rivera", at_ms=NOW - 90 * MINUTE),
        ),
    )


def badge_rows() -> tuple[BadgeRow, ...]:
    rows = [
        BadgeRow(
            owner=who.id,
            full=who.full,
            class_name="Heron",
            owner_kind="learner",
            state=state,
            print_no=number,
        )
        for who, (state, number) in zip(learners(), cycle(OWNED), strict=False)
    ]
    return (
        *rows,
        BadgeRow(owner="st-1", full="Ms Rivera", class_name="Staff", owner_kind="staff", state="none"),
    )
