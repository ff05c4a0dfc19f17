"""Kinds of evidence as they stand on buttons, and what else she may do when one of them sleeps. Pure."""

from typing import Final

from classroom.evidence import EvidenceKind, Medium
from station.session import catalog, drafts
from station.session.touches import KindPicked
from station.session.visitor import DraftCard
from station.views.drawing_words import AtEasel
from station.views.making_words import AtMaking
from station.views.scene import Scene
from station.views.shapes import Choice
from station.views.words import AtWork, Phrase

_KINDS: Final[dict[str, Phrase]] = {
    "photo": AtWork.PHOTO,
    "voice": AtMaking.VOICE,
    "writing": AtWork.WRITE,
    "drawing": AtEasel.DRAW,
    "reflection": AtWork.LEARNED,
    "link": AtWork.LINK,
}
_YOURS: Final[dict[Medium, Phrase]] = {
    Medium.PHOTO: AtWork.YOUR_PHOTO,
    Medium.VOICE: AtMaking.YOUR_VOICE,
    Medium.TEXT: AtWork.YOUR_WORDS,
    Medium.DRAWING: AtEasel.YOUR_DRAWING,
}
_MOST_INSTEAD: Final = 2


def kind_words(scene: Scene, kind: EvidenceKind) -> str:
    """Return how a kind of evidence is called on a button."""
    phrase = _KINDS.get(kind.name)
    return scene.say(phrase) if phrase else kind.title


def what_of(draft: DraftCard) -> Phrase:
    """Return how her own piece is called."""
    return _YOURS[drafts.medium_of(draft)]


def rests(scene: Scene, kind: EvidenceKind) -> bool:
    """Say whether there is no room on the disk for this kind."""
    return catalog.medium(kind) is Medium.PHOTO and not scene.state.photos_ok


def instead(scene: Scene, draft: DraftCard, *asleep: Medium) -> tuple[Choice, ...]:
    """Return buttons for up to two other ways to show the same, when these media are asleep."""
    kinds = catalog.kinds(scene.state, scene.document, drafts.item_of(draft))
    others = [kind for kind in kinds if catalog.medium(kind) not in asleep and not rests(scene, kind)]
    return tuple(_instead(scene, kind) for kind in others[:_MOST_INSTEAD])


def _instead(scene: Scene, kind: EvidenceKind) -> Choice:
    words = scene.say(AtMaking.INSTEAD, kind=kind_words(scene, kind))
    return Choice(words=words, event=KindPicked(kind=kind.name), icon=kind.icon)
