"""The framework "Cedar Bend 6": 40 targets in four strands. Pure."""

from typing import Final

from classroom.target import EvidencePolicy, Framework, LearningTarget

_LINES: Final = """
G01 | Grammar | find the subject and the verb in a sentence. |
G02 | Grammar | fix a fragment so it is a whole sentence. | G01
G03 | Grammar | fix a run-on sentence in two ways. | G02
G04 | Grammar | make the verb match its subject. | G01
G05 | Grammar | choose their, there or they're and say why. |
G06 | Grammar | tell its from it's and your from you're. | G05
G07 | Grammar | pick the right pronoun, such as I or me. | G01
G08 | Grammar | make clear who each pronoun stands for. | G07
G09 | Grammar | keep one verb tense through a paragraph. | G04
G10 | Grammar | join ideas with but, so, because or although. | G03
G11 | Grammar | put commas after openers and around extra details. | G10
G12 | Grammar | mix long and short sentences so my writing flows. | G09 G10
G13 | Grammar | edit my own draft with a checklist. | G06 G08 G11
M01 | Maths | compare two amounts with a ratio. |
M02 | Maths | find the rate for one. | M01
M03 | Maths | solve ratio problems with a table. | M02
M04 | Maths | find a percent of an amount. | M03
M05 | Maths | divide a fraction by a fraction and draw why. |
M06 | Maths | add, take away, multiply and divide decimals. |
M07 | Maths | place negative numbers on a number line. |
M08 | Maths | say how far a number is from zero. | M07
M09 | Maths | plot points in all four parts of a grid. | M07
M10 | Maths | use a letter to stand for a number. |
M11 | Maths | solve a one-step equation and check it. | M06 M10
M12 | Maths | find the area of triangles and odd shapes. | M06
M13 | Maths | describe data by its middle and its spread. | M06
SC01 | Science | plan a fair test and name what I change. |
SC02 | Science | measure and write down results with units. |
SC03 | Science | make a graph that fits my data. | SC02
SC04 | Science | back up a claim with evidence and a reason. | SC03
SC05 | Science | show how heat moves from one thing to another. | SC01
SC06 | Science | show that living things are made of cells. | SC02
SC07 | Science | explain how body systems work as a team. | SC06
SC08 | Science | trace a drop through the water cycle. | SC05
SC09 | Science | use data to explain a change in the weather. | SC03 SC08
SC10 | Science | test two designs and make one better. | SC01 SC04
W01 | Habits | plan my work time and say what comes first. |
W02 | Habits | try first, then ask for the help I need. |
W03 | Habits | speak so that a group can follow me. |
W04 | Habits | use feedback to make my work better. |
"""
_WHY: Final = {
    "Grammar": "So that a reader hears what you mean.",
    "Maths": "So that you can check what others claim with numbers.",
    "Science": "So that you can find out for yourself.",
    "Habits": "So that you can steer your own day.",
}
_LOOKS: Final = {
    "Grammar": "It is right in your own writing, and you say why.",
    "Maths": "You solve a new one, show your steps, and check it.",
    "Science": "You do it, write down what you saw, and say what it means.",
    "Habits": "You do it by yourself on an ordinary day.",
}
_PICTURES: Final = {"Grammar": "pencil", "Maths": "hammer", "Science": "leaf", "Habits": "footprints"}
_SEEN: Final = EvidencePolicy(live_seen=True)
_HABIT: Final = EvidencePolicy(
    min_days=3, min_kinds=1, kinds_allowed=frozenset({"observation", "reflection"})
)
_POLICIES: Final = {
    "SC01": _SEEN,
    "SC10": _SEEN,
    "W03": _SEEN,
    "M06": EvidencePolicy(solo=True, retention_days=21),
    "W01": _HABIT,
    "W02": _HABIT,
    "W04": _HABIT,
}


def framework() -> Framework:
    """Return the framework in its published order; a target's id is its code."""
    return Framework(id="cedar-bend-6", title="Cedar Bend 6", targets=tuple(map(_target, _rows())))


def _rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in _LINES.strip().splitlines()]


def _target(row: list[str]) -> LearningTarget:
    code, strand, line, needs = row
    return LearningTarget(
        id=code,
        code=code,
        strand=strand,
        kind="habit" if strand == "Habits" else "skill",
        grade="06",
        i_can={"en": f"I can {line}"},
        why=_WHY[strand],
        looks_like={"en": _LOOKS[strand]},
        picture=_PICTURES[strand],
        hard=tuple(needs.split()),
        policy=_POLICIES.get(code, EvidencePolicy()),
    )
