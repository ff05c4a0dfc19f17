"""Row 19: who wants to come in without being let in is refused and logged; who is shut out loses nothing."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec
import pytest
from msgspec.structs import replace

from classroom.wire import enrolling as talk
from classroom.wire.claims import decode_claim
from hub.service.strikes import TRIES
from plumbing import seal
from plumbing.errors import SealBroken
from station.errors import CodeRefused, HubIsAnother, SentAway
from tests.faults.door_room import Door, Middle, Try, somebody_else
from tests.faults.kept_school import KeptSchool, kept_school
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("patient")
ROOT = Path(__file__).resolve().parent.parent.parent
FLOOD = 100
NO = msgspec.json.encode(talk.Refused(why="code"))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptSchool]:
    with kept_school(tmp_path_factory.mktemp("row19"), "nats") as made:
        yield made


@pytest.fixture
def door(school: KeptSchool) -> Door:
    return Door(school)


def stations(school: KeptSchool) -> set[str]:
    return {one["station"] for one in school.running.ask("status")["stations"]}


def typed(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "waystation.py", *words],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def line_with(out: IO[str] | None, word: str) -> str:
    assert out is not None
    seen = []
    for line in out:
        seen.append(line)
        if word in line:
            return line.strip()
    raise AssertionError("".join(seen))


# ── in ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_station_comes_in_by_the_commands_of_both_sides(school: KeptSchool) -> None:
    at, data = ("--data", str(school.hub)), school.folder / "by commands"
    with typed("hub", "enrol", "--zone", "make", "--class", "heron", *at) as hub:
        claim = line_with(hub.stdout, "station enrol").partition('"')[2].rstrip('"')
        with typed("station", "enrol", claim, "--data", str(data)) as station:
            here = line_with(station.stdout, "The pictures: ").partition(": ")[2]
            there = line_with(hub.stdout, "must show: ").partition(": ")[2]
            assert here == there
            id_ = line_with(hub.stdout, "--confirm").split("--confirm ")[1].split()[0]
            with typed("hub", "enrol", "--confirm", id_, *at) as confirmed:
                assert "is in." in line_with(confirmed.stdout, "is in.")
            assert "belongs to room" in line_with(station.stdout, "room")
            assert "closed" in line_with(hub.stdout, "closed")
    assert (station.returncode, hub.returncode) == (0, 0)
    assert (data / "join.json").stat().st_mode & 0o077 == 0
    with school.at("by commands") as visitor:
        school.makes(visitor, "bao", "by a station that came in by a code", "photo")
        school.sends_all("by commands")
    assert school.seen.pieces() == Counter(school.saved)


def test_nobody_comes_in_unless_a_person_says_so(school: KeptSchool, door: Door) -> None:
    before = stations(school)
    trying = Try(door.open())
    assert list(trying.shows()) == door.guest()["pictures"]
    assert stations(school) == before
    door.refuse()
    assert trying.failure() is SentAway
    assert stations(school) == before


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_hub_with_another_certificate_is_told_nothing(door: Door) -> None:
    claim = decode_claim(door.open())
    told: list[talk.Asking] = []

    def listens(said: talk.Asking) -> talk.Answering:
        told.append(said)
        return talk.Wait()

    with somebody_else(listens) as (port, _pem):
        assert Try(replace(claim, port=port)).failure() is HubIsAnother
    assert Try(replace(claim, fingerprint=bytes(32))).failure() is HubIsAnother
    assert told == []
    assert door.now()["left_s"] > 0, "the claim is not spent"


def test_a_claim_that_was_used_is_refused_and_logged(door: Door) -> None:
    claim = door.open()
    first = Try(claim)
    first.shows()
    assert Try(claim).failure() is CodeRefused
    door.confirm()
    first.record()
    assert Try(claim).failure() is CodeRefused
    assert "sent away at the door: used claim, from 127.0.0.1" in door.log()
    assert claim.split()[-1] not in door.log()


def test_a_door_that_was_closed_is_closed(school: KeptSchool, door: Door) -> None:
    claim = door.open()
    school.running.ask("door.close")
    assert Try(claim).failure() is CodeRefused
    claim = door.open(minutes=0.01)
    until(lambda: not door.now()["left_s"])
    assert Try(claim).failure() is CodeRefused
    assert door.now()["guests"] == []


def test_what_somebody_recorded_opens_nothing(door: Door) -> None:
    claim = decode_claim(door.open())
    private, public = seal.box_keypair()
    nonce = seal.random_bytes(talk.NONCE)
    code, promise = talk.in_letters(claim.secret), talk.promise(public, nonce)
    knock = msgspec.json.encode(talk.Knock(claim=code, key=public.hex(), promise=promise))
    _, said = door.says(knock)
    met = talk.decode_answering(said)
    assert isinstance(met, talk.Met)
    reveal = msgspec.json.encode(talk.Reveal(ticket=met.ticket, nonce=nonce.hex()))
    assert talk.decode_answering(door.says(reveal)[1]) == talk.Wait()
    assert door.says(knock) == (403, NO)
    assert door.says(reveal) == (403, NO)
    door.confirm()
    answer = talk.decode_answering(door.says(msgspec.json.encode(talk.Poll(ticket=met.ticket)))[1])
    assert isinstance(answer, talk.Admitted)
    box = talk.from_text(answer.box)
    for key in (seal.random_bytes(32), public, bytes.fromhex(met.key), private):
        with pytest.raises(SealBroken):
            seal.unseal(key, box, b"")


def test_somebody_in_the_middle_shows_other_pictures(
    school: KeptSchool, door: Door, reached: Callable[[str], None]
) -> None:
    before, alike, tries = stations(school), 0, 4
    for _ in range(tries):
        middle = Middle(door, door.open())
        with somebody_else(middle.answers) as (port, pem):
            trying = Try(middle.code(port, pem))
            alike += list(trying.shows()) == door.guest()["pictures"]
            door.refuse()
            assert trying.failure() is SentAway
    assert alike == 0
    assert stations(school) == before
    reached(f"row 19: {tries} times somebody in the middle, pictures differed each time; 0 let in")


@pytest.mark.parametrize(
    ("said", "headers", "status"),
    [
        (b"", {}, 403),
        (b"{}", {}, 403),
        (b'{"t":"knock"}', {}, 403),
        (b"\xff" * 100, {}, 403),
        (b"x" * 5_000, {}, 413),
        (b"{}", {"Origin": "https://127.0.0.1"}, 403),
        (b"{}", {"Sec-Fetch-Site": "same-origin"}, 403),
        (b"{}", {"Cookie": "__Host-waystation=x"}, 403),
    ],
)
def test_what_no_station_says_is_refused(
    school: KeptSchool, said: bytes, headers: dict[str, str], status: int
) -> None:
    assert Door(school).says(said, headers=headers, source=f"127.0.1.{len(said) % 200 + 1}")[0] == status


def test_a_flood_of_wrong_claims_opens_nothing_fills_no_log_and_is_shown(
    school: KeptSchool, door: Door, reached: Callable[[str], None]
) -> None:
    claim = door.open()
    key = "00" * 32
    wrong = msgspec.json.encode(talk.Knock(claim="A" * 26, key=key, promise=key))
    before, began = len(door.log()), time.monotonic()
    answers = Counter(door.says_often(wrong, FLOOD, source="127.0.0.66"))
    took_s = time.monotonic() - began
    assert answers == {403: TRIES, 429: FLOOD - TRIES}
    assert len(door.log()) - before < 3_000
    assert school.running.ask("status")["sent_away"]["too many tries"] >= FLOOD - TRIES
    trying = Try(claim)
    assert list(trying.shows()) == door.guest()["pictures"]
    door.refuse()
    reached(
        f"row 19: {FLOOD} wrong claims in {took_s:.1f} s, 0 let in; the right one from elsewhere was heard"
    )
