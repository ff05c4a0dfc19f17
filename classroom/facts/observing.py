"""What a grown-up saw a learner do, written down at a station: evidence of kind `observation`. Pure."""

from typing import ClassVar

from classroom.facts.fact import Decision, Fact, Keep
from classroom.ids import EvidenceId, TargetId


class ObservationOpened(Fact, frozen=True, kw_only=True, tag="observation.opened"):
    """A grown-up begins to write down what she saw; `key_box` is the key of it in a sealed box to the hub's key
    `key_id` (base64). Nobody else opens it.
    """

    keep: ClassVar[Keep] = Keep.YEAR_END

    key_id: str
    key_box: str


class ObservationMade(Decision, frozen=True, kw_only=True, tag="observation.made"):
    """A grown-up saw a learner do it and says so: a piece of evidence, never a level. It counts as seen live."""

    sealed: ClassVar[bool] = True
    keep: ClassVar[Keep] = Keep.YEAR_END

    evidence: EvidenceId
    target: TargetId
    text: str
    lang: str = "en"
