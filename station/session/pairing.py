"""Two to four learners at one screen: one piece, each one's own word on it, nothing of anybody else's. Pure.

What stands on the screen comes from a document that is nobody's: the targets that all of them may work on now, and
not a piece, a word or a count of any of them.
"""

from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from classroom.documents import LearnerDocument, TargetLine
from classroom.facts import SelfAssessed
from classroom.ids import EvidenceId, LearnerId, VisitId
from classroom.learner import Consent, Supports
from classroom.mastery import MASTERED_STATES
from classroom.mastery import State as Mastery
from station.session.drawing import Draw
from station.session.effects import Effect
from station.session.items import at
from station.session.recording import each, opening
from station.session.state import Assess, HandedIn, Item, Moment, Path, Photo, State, Step, Visit, Work, Write
from station.session.together import SecondBadge
from station.session.visitor import Visitor
from station.session.voice import Voice

MOST: Final = 4
SCREENS: Final = (Path, Work, Photo, Write, Voice, Draw, Assess, HandedIn)
"""What they may open together; everything else is of one learner alone."""
_PATIENCE: Final[tuple[Literal["x1", "x3", "x10", "off"], ...]] = ("x1", "x3", "x10", "off")
_Claim = Literal[1, 2, 3, 4]


def learners(state: State) -> tuple[LearnerId, ...]:
    """Return everybody whose visit is on screen."""
    visits = state.pair or ((state.visit,) if state.visit else ())
    return tuple(visit.visitor.document.learner for visit in visits)


def is_here(state: State, learner: LearnerId, visit: VisitId) -> bool:
    """Say whether this visit of hers is on screen, alone or with others."""
    visits = state.pair or ((state.visit,) if state.visit else ())
    return any(one.id == visit and one.visitor.document.learner == learner for one in visits)


def has_room(state: State) -> bool:
    """Say whether one more may work with those who are here."""
    return 0 < len(learners(state)) < MOST


def join(state: State, page: SecondBadge, moment: Moment) -> Step:
    """The first one showed her badge again: from here on what they make is theirs together."""
    if state.visit is None:
        return state, ()
    newcomer = Visit(
        id=page.visitor.here.visit if page.visitor.here else page.visit,
        visitor=page.visitor,
        lang=state.visit.lang,
        touched_s=moment.mono_s,
    )
    members = (*(state.pair or (state.visit,)), newcomer)
    document = shared([member.visitor.document for member in members])
    item = _still(state.visit.item, document)
    pair = Visit(
        id=moment.fresh_id,
        visitor=Visitor(document=document),
        partners=tuple(member.visitor.document.learner for member in members[1:]),
        lang=state.visit.lang,
        item=item,
        touched_s=moment.mono_s,
    )
    waiting = state.visit.waiting
    state = replace(state, visit=pair, pair=members, screen=Work(item=item) if item else Path(), notice=None)
    state, said = each(state, at("at_screen", item))
    return state, (*waiting, opening(newcomer), opening(pair), *said)


def within(state: State) -> State:
    """Return the state with no screen of one learner alone on it while several are here."""
    if not state.pair or state.visit is None or isinstance(state.screen, SCREENS):
        return state
    return replace(state, screen=Path())


def refreshed(state: State, news: Visitor) -> State:
    """Return the state with news of one of them, which none of them sees now."""
    members = tuple(
        replace(one, visitor=replace(one.visitor, document=news.document))
        if one.visitor.document.learner == news.document.learner
        else one
        for one in state.pair
    )
    return replace(state, pair=members)


def turn(state: State, screen: Assess) -> str:
    """Return the name of whoever says now how it is for her; "" when all have."""
    said = len(screen.claims)
    return state.pair[said].visitor.document.name if said < len(state.pair) else ""


def claimed(state: State, screen: Assess, claim: _Claim) -> State:
    """Return the state with one more word on the piece; the last one lets it be handed in, another begins anew."""
    before = screen.claims if turn(state, screen) else ()
    claims = (*before, claim)
    return replace(
        state, screen=replace(screen, claims=claims, claim=claim if len(claims) == len(state.pair) else None)
    )


def say_claims(state: State, piece: Assess, evidence: EvidenceId) -> Step:
    """Record what each of them says of the piece, each under a key of her own."""
    effects: tuple[Effect, ...] = ()
    for member, claim in zip(state.pair, piece.claims, strict=False):
        state, said = each(state, SelfAssessed(evidence=evidence, claim=claim), only=member)
        effects += said
    return state, effects


def shared(documents: list[LearnerDocument]) -> LearnerDocument:
    """Return what several have in common, in nobody's name."""
    first = documents[0]
    return LearnerDocument(
        learner=first.learner,
        name=" + ".join(document.name for document in documents),
        grade=first.grade,
        band=first.band,
        classes=first.classes,
        avatar=first.avatar,
        lang=first.lang,
        supports=_supports([document.supports for document in documents]),
        consent=Consent(
            photo=all(document.consent.photo for document in documents),
            voice=all(document.consent.voice for document in documents),
        ),
        teacher=first.teacher,
        lines=tuple(TargetLine(target=target, state=Mastery.NOW) for target in _common(documents)),
    )


def _common(documents: Iterable[LearnerDocument]) -> list[str]:
    """Return what all of them may work on now, in the order of the school."""
    shut = MASTERED_STATES | {Mastery.LATER}
    first, *others = [[line.target for line in one.lines if line.state not in shut] for one in documents]
    return [target for target in first if all(target in other for other in others)]


def _still(item: Item | None, document: LearnerDocument) -> Item | None:
    """Return what the first one was at, if all of them may be; a next try of hers is hers alone."""
    if item is None or all(line.target != item.target for line in document.lines):
        return None
    return Item(target=item.target, activity=item.activity)


def _supports(each_one: list[Supports]) -> Supports:
    """Return the support that is enough for all of them."""
    return Supports(
        read="auto" if any(one.read == "auto" for one in each_one) else each_one[0].read,
        scale=max(one.scale for one in each_one),
        contrast=any(one.contrast for one in each_one),
        calm=any(one.calm for one in each_one),
        time=max((one.time for one in each_one), key=_PATIENCE.index),
    )
