"""What goes when a learner is erased, counted before anybody decides."""

from classroom.errors import MessageRefused
from classroom.ids import LearnerId
from classroom.learner import Learner
from classroom.wire.codec import decode_envelope
from classroom.zone import ClassGroup
from hub.errors import NotYours
from hub.service.shapes.data import ErasePreview
from hub.store import quarantine
from hub.store.projections import roster, visits
from hub.store.tables import Tables

_ALONE = (
    "evidence IN (SELECT evidence FROM piece_lines WHERE learner = ?1) AND json_array_length(learners) = 1"
)
_FILES = (
    f"SELECT media, size FROM piece_media JOIN pieces USING (evidence) WHERE {_ALONE} "  # noqa: S608
    "UNION SELECT media, size FROM draft_media JOIN drafts USING (draft) WHERE learner = ?1"
)


def preview(tables: Tables, learner: LearnerId) -> ErasePreview:
    """Count what is one learner's; raises NotYours for a stranger."""
    person = tables.definitions.get(Learner, learner)
    if person is None:
        raise NotYours

    def count(sql: str) -> int:
        row = tables.one(f"SELECT count(*) FROM {sql}", learner)  # noqa: S608
        return int(row[0]) if row else 0

    files = tables.all(_FILES, learner)
    classes = (tables.definitions.get(ClassGroup, class_) for class_ in person.classes)
    pieces = count(f"pieces WHERE {_ALONE}")
    return ErasePreview(
        learner=learner,
        full=person.full,
        class_names=tuple(class_.name for class_ in classes if class_),
        pieces=pieces,
        shared=count("(SELECT DISTINCT evidence FROM piece_lines WHERE learner = ?1)") - pieces,
        files=len({media for media, _ in files}),
        bytes=sum(size for _, size in files),
        drafts=count("drafts WHERE learner = ?1"),
        words=count("feedback WHERE learner = ?1"),
        judgements=count("judgements WHERE learner = ?1"),
        visits=count("visits WHERE learner = ?1"),
        hands=count("hands WHERE learner = ?1"),
        badges=count("badges WHERE owner = ?1"),
        facts=count("""facts WHERE instr(learners, '"' || ?1 || '"') > 0"""),
        aside=_aside(tables, learner),
        stations=stations_of(tables, learner, person.classes),
    )


def stations_of(tables: Tables, learner: LearnerId, classes: tuple[str, ...]) -> tuple[str, ...]:
    """The stations where she was, and those that hold the documents of her classes."""
    were = set(visits.stations_of(tables, learner))
    hold = {station for station, (_, served) in roster.stations(tables).items() if set(served) & set(classes)}
    return tuple(sorted(were | hold))


def _aside(tables: Tables, learner: LearnerId) -> int:
    count = 0
    for kept in quarantine.all_kept(tables):
        try:
            count += learner in decode_envelope(kept.raw).learners
        except MessageRefused:
            continue
    return count
