"""What a grown-up saw at a station: evidence that counts as seen live, on the review and on the learner's page."""

import base64
import csv
from importlib.resources import files

import pytest
from msgspec.structs import replace

from classroom.facts import ObservationMade, ObservationOpened
from classroom.mastery import State
from classroom.staff import OBSERVERS, Role
from classroom.target import EvidencePolicy
from hub.service.shapes import Answer
from hub.store.projections import mastery
from hub.store.rebuild import differences
from plumbing import seal
from tests.factories_hub import MS_ODE, MS_R, SchoolAtWork, framework
from tests.stub_station import StubStation
from tests.unit.hub.service.erasing_world import chains_are_whole, erased_now, holds


def observes(station: StubStation, learner: str = "maya", text: str = "Did it alone.") -> str:
    """Ms Ode, an aide, writes down what she saw at a station."""
    piece, key = station.fresh_id(), seal.random_bytes(seal.KEY)
    station.keys[piece] = key
    box = seal.seal_to(base64.b64decode(station.record.hub_box), key)
    begun = ObservationOpened(key_id=station.record.hub_box_id, key_box=base64.b64encode(box).decode())
    station.write(begun, (learner,), piece)
    made = ObservationMade(by=MS_ODE, evidence=piece, target="M01", text=text)
    station.write(made, (learner,), piece)
    return piece


@pytest.fixture
def seen_live(school: SchoolAtWork) -> SchoolAtWork:
    """A school whose M01 asks for one piece that a grown-up saw."""
    asked = EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1, live_seen=True)
    targets = tuple(
        replace(target, policy=asked) if target.id == "M01" else target for target in framework().targets
    )
    school.office.publish((replace(framework(), targets=targets),))
    return school


def test_a_policy_that_wants_it_seen_live_is_met_by_an_observation_alone(seen_live: SchoolAtWork) -> None:
    school, cave = seen_live, seen_live.cave
    cave.hand_in(cave.open_visit("maya"), "maya")
    school.send(cave)
    with school.back.store.reading() as tables:
        assert not mastery.states(tables, "maya")["M01"].counts.met
    observes(cave)
    school.send(cave)
    with school.back.store.reading() as tables:
        counts = mastery.states(tables, "maya")["M01"].counts
        assert (counts.met, counts.live_seen, counts.pieces) == (True, True, 2)
        assert mastery.states(tables, "maya")["M01"].state is State.HANDED_IN, "a person still decides"
        assert differences(tables)[0] == []


def test_the_review_and_her_page_say_who_saw_it(school: SchoolAtWork) -> None:
    piece = observes(school.cave)
    school.send(school.cave)
    assert piece in [item.evidence for item in school.office.review_queue(MS_R)]
    shown = school.office.review_piece(piece, MS_R)
    assert (shown.kind, shown.text, shown.seen_by, shown.partners) == (
        "observation", "Did it alone.", "Ms Ode", (),
    )  # fmt: skip
    (on_page,) = school.office.learner_page("maya", MS_R).evidence
    assert (on_page.kind, on_page.seen_by) == ("observation", "Ms Ode")
    assert school.office.answer(piece, MS_R, Answer(level=3)).did == "judged"


def test_who_may_observe_at_a_station_is_who_may_at_the_hub() -> None:
    table = files("hub.service").joinpath("permissions.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    may = {row["role"] for row in rows if row["act"] == "observe"} - {"substitute"}
    assert may == {str(role) for role in OBSERVERS}
    assert Role.AIDE in OBSERVERS


def test_it_goes_with_her(school: SchoolAtWork) -> None:
    observes(school.cave, text="quokka words")
    observes(school.cave, "bao", text="bao alone")
    school.send(school.cave)
    erased_now(school)
    assert holds(school.folder, b"quokka words") == []
    with school.back.store.reading() as tables:
        assert tables.all("SELECT count(*) FROM observations") == [(1,)]
    chains_are_whole(school)
