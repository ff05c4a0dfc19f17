"""What can be asked of a hub on its own machine, through the hatch or under its lock."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from classroom.facts import VisitClosed
from classroom.wire.codec import decode_envelope
from classroom.wire.joining import JoinRecord
from hub.errors import HubIsRunning, NoSuchVerb, ServiceRefused
from hub.service.barring import Gate
from hub.service.console import Console, console_alone
from hub.service.enrolling import Place
from hub.service.hatch import NAME, Hatch, knock
from hub.store.keys import StationKeys
from hub.store.store import locked
from tests.factories_hub import SchoolAtWork, learner, open_school


class Counter:
    """A console and what it let in."""

    def __init__(self, school: SchoolAtWork) -> None:
        self.admitted: list[StationKeys] = []
        self.console = Console(
            school.back,
            Gate(
                place=lambda: Place("10.0.0.5", 8601),
                user_of=lambda station: f"station-{station}",
                admit=self.admitted.append,
            ),
        )

    def ask(self, verb: str, **args: object) -> Any:
        return self.console.answer(verb, dict(args))


@pytest.fixture
def counter(school: SchoolAtWork) -> Counter:
    return Counter(school)


def test_enrolling_gives_a_record_with_everything_a_station_needs(counter: Counter) -> None:
    record = msgspec.convert(counter.ask("enrol", zone="quiet cave", classes=["Heron", "comet"]), JoinRecord)
    assert (record.station, record.zone, record.classes) == ("quiet-cave-2", "cave", ("heron", "comet"))
    assert (record.host, record.port, record.user) == ("10.0.0.5", 8601, "station-quiet-cave-2")
    assert len({record.k_up, record.k_dn, record.password, record.client_secret}) == 4
    assert [one.station for one in counter.admitted] == ["quiet-cave-2"]
    assert counter.ask("enrol", zone="cave", classes=[], host="hub.local")["host"] == "hub.local"


@pytest.mark.parametrize(("zone", "class_"), [("attic", "Heron"), ("cave", "Eagles")])
def test_a_place_that_is_not_there_is_refused_with_those_that_are(
    counter: Counter, zone: str, class_: str
) -> None:
    with pytest.raises(ServiceRefused, match="There are: "):
        counter.ask("enrol", zone=zone, classes=[class_])


def test_a_person_is_added_once(counter: Counter, school: SchoolAtWork) -> None:
    counter.ask("user.add", name="Mr Q", roles=["teacher"], classes=["Heron"], password="long enough")
    who = school.office.check_password("mr q", "long enough")
    assert who is not None
    assert [line.name for line in school.office.classes(who)] == ["Heron"]
    with pytest.raises(ServiceRefused, match="already"):
        counter.ask("user.add", name="mr q", roles=["teacher"])


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("enrol", {}),
        ("user.add", {"name": "X"}),
        ("user.add", {"name": "X", "roles": ["king"]}),
        ("publish", {"entities": [{"entity": "dragon"}]}),
        ("badges.print", {"owners": 5}),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(
    counter: Counter, verb: str, args: dict[str, object]
) -> None:
    with pytest.raises(ServiceRefused):
        counter.ask(verb, **args)


def test_an_unknown_verb_is_named(counter: Counter) -> None:
    with pytest.raises(NoSuchVerb, match="dance"):
        counter.ask("dance")


def test_the_roster_badges_and_definitions_travel_as_plain_values(counter: Counter) -> None:
    found = counter.ask("roster")
    assert [one["id"] for one in found["learners"]] == ["amal", "bao", "kofi", "maya"]
    amal = msgspec.to_builtins(learner("amal", initial="Q"))
    assert counter.ask("publish", entities=[amal]) == {"changed": 1}
    assert counter.ask("publish", entities=[amal]) == {"changed": 0}
    (badge,) = counter.ask("badges.print", owners=["amal"])
    assert (badge["full"], badge["token"][:4]) == ("Amal Q.", "WS1.")
    assert {row["owner"]: row["state"] for row in counter.ask("badges")}["amal"] == "active"


def test_status_counts_what_is_here(counter: Counter, school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    school.cave.hand_in(visit, "amal", photo=b"jpeg")
    school.send()
    status = counter.ask("status")
    assert (status["learners"], status["waiting"], status["media_waiting"], status["quarantine"]) == (
        4,
        1,
        1,
        0,
    )
    (cave,) = [one for one in status["stations"] if one["station"] == "quiet-cave-1"]
    assert cave | {"heard_ms": 0} == {
        "station": "quiet-cave-1", "zone": "cave", "classes": ("heron",), "state": "offline", "heard_ms": 0,
        "queue": 0, "oldest_s": 0, "committed": 3, "safe": 0, "disk_free": 1.0, "clock": "", "app": "",
        "failing": [], "quarantine": 0, "media_waiting": 1, "media_lost": 0, "alarms": 0,
    }  # fmt: skip


def test_quarantine_is_tried_again_when_asked(counter: Counter, school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    row = decode_envelope(school.cave.write(VisitClosed(reason="bell"), ("amal",), visit))
    school.cave.rows.pop()
    school.cave.h = decode_envelope(school.cave.rows[-1]).h
    school.cave.append(msgspec.structs.replace(row, type="dance.danced", h=""))
    school.send()
    assert counter.ask("quarantine.retry") == {"recorded": 0, "left": 1}
    assert counter.ask("quarantine.retry", id=77) == {"recorded": 0, "left": 0}
    assert counter.ask("rebuild")["facts"] > 10


def test_a_one_time_sign_in_is_made_for_the_first_person(counter: Counter, school: SchoolAtWork) -> None:
    assert school.office.use_one_time(counter.ask("sign-in")["token"]) == "ms-r"


# ── the hatch ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A folder whose path is longer than the address of a socket may be."""
    folder = tmp_path / ("a-rather-long-name-" * 6) / "data"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def hatch(deep: Path) -> Iterator[Hatch]:
    def answer(verb: str, args: dict[str, Any]) -> Any:
        if verb == "refuse":
            raise ServiceRefused("Not today.")
        if verb == "break":
            raise RuntimeError("oh")
        return {"verb": verb, **args}

    hatch = Hatch(deep, answer)
    hatch.open()
    yield hatch
    hatch.close()


def test_a_command_goes_through_the_hatch_and_its_answer_comes_back(hatch: Hatch, deep: Path) -> None:
    assert knock(deep, "echo", {"size": "x" * 200_000}) == {"verb": "echo", "size": "x" * 200_000}
    assert (deep / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("verb", "says"), [("refuse", "Not today."), ("break", "could not do this")])
def test_what_is_refused_inside_is_refused_outside(hatch: Hatch, deep: Path, verb: str, says: str) -> None:
    with pytest.raises(ServiceRefused, match=says):
        knock(deep, verb, {})
    assert knock(deep, "echo", {}) == {"verb": "echo"}


def test_many_visitors_are_served_at_once(hatch: Hatch, deep: Path) -> None:
    answers: list[Any] = []
    visitors = [
        threading.Thread(target=lambda number=number: answers.append(knock(deep, "echo", {"n": number})["n"]))
        for number in range(20)
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(answers) == list(range(20))


def test_a_closed_hatch_is_told_from_a_busy_one(deep: Path) -> None:
    with pytest.raises(FileNotFoundError):
        knock(deep, "echo", {})


def test_a_hub_that_does_not_run_is_asked_under_its_lock(tmp_path: Path) -> None:
    open_school(tmp_path).stop()
    place = Place("127.0.0.1", 1)
    gate = Gate(place=lambda: place, user_of=str, admit=lambda _keys: None)
    with console_alone(tmp_path, lambda: 1_790_000_000_000, gate) as console:
        assert console.answer("status", {})["learners"] == 4
        with pytest.raises(HubIsRunning), locked(tmp_path):
            pass
    with locked(tmp_path):
        pass
