"""A teacher's words for what happens at stations: each says what happened and what now."""

from typing import get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from classroom.facts import STATION_FACTS, StationErred
from hub.service.shapes import AlarmNow, AsideNow, FailingNow, MediaAwayNow, Safety
from hub.web import station_phrases as posts
from tests.unit.hub.web import heron

UTC = ZoneInfo("UTC")
DAY_MS = 86_400_000


@pytest.mark.parametrize("part", get_args(get_type_hints(StationErred)["part"]))
def test_each_part_that_can_fail_says_what_now(part: str) -> None:
    told = posts.failing(FailingNow(part=part, what="lost", since_ms=heron.NOW), UTC, heron.NOW)
    assert told.happened.endswith("since 10:42.")
    assert len(told.now) > 20


@pytest.mark.parametrize("why", ["behind", "other", "damaged", "pruned", "a word of a later release"])
def test_each_fork_says_that_nothing_is_lost(why: str) -> None:
    told = posts.alarm(alarm("fork", why, 41))
    assert "41 records" in told.happened
    assert "Nothing is lost" in told.now


def test_a_fork_that_takes_nothing_along_speaks_of_no_records() -> None:
    assert "record" not in posts.alarm(alarm("fork", "other", 0)).happened.replace("remember", "")


@pytest.mark.parametrize("kind", [*sorted(posts.KINDS), "something new"])
def test_a_damaged_record_is_named_and_asked_after(kind: str) -> None:
    told = posts.alarm(alarm("gap", kind, 1))
    assert posts.KINDS.get(kind, "one record") in told.happened
    assert "Ask around" in told.now


def test_every_kind_of_work_of_a_learner_has_a_name() -> None:
    tags = {str(kind.__struct_config__.tag) for kind in get_args(STATION_FACTS)}
    technical = {
        tag for tag in tags if tag.partition(".")[0] in {"badge", "station", "blob", "erase", "cmd", "gap"}
    }
    assert tags - technical <= set(posts.KINDS)


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("a kind of fact that this hub does not know", "newer than this hub"),
        ("its visit is not known yet", "has not come yet"),
        ("another fact has this identity", "carry the same number"),
        ("its seal does not open", "hand it in again"),
        ("its visit key is sealed to a key that is not ours", "hand it in again"),
        ("ValueError: whatever", "could not read it"),
    ],
)
def test_each_reason_to_set_something_aside_says_what_now(reason: str, says: str) -> None:
    one = AsideNow(number=1, station="s", zone_name="Z", kind="help.opened", reason=reason, at_ms=0, tries=1)
    told = posts.aside(one)
    assert says in f"{told.happened} {told.now}"
    assert reason not in told.happened
    assert posts.kind(one) == "a raised hand"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h"), (172_800, "2 days")],
)
def test_a_length_of_time_has_one_unit(seconds: int, words: str) -> None:
    assert posts.lasts(seconds) == words


def test_a_time_of_another_day_has_its_day() -> None:
    assert posts.when(heron.NOW, UTC, heron.NOW) == "10:42"
    assert posts.when(heron.NOW - DAY_MS, UTC, heron.NOW) == "18 Oct 10:42"


@pytest.mark.parametrize(
    ("safety", "tone", "says"),
    [
        (Safety(), "late", "Everything is on one disk."),
        (Safety(trouble="No key."), "late", "No key."),
        (Safety(second="here"), "late", "There is no backup yet."),
        (Safety(second="here", verified_ms=heron.NOW - 60_000), "live", "checked 60 s ago"),
        (
            Safety(second="here", verified_ms=heron.NOW, trouble="The disk is full."),
            "offline",
            "The disk is full.",
        ),
        (Safety(second="away", verified_ms=heron.NOW - 7_200_000), "late", "not plugged in. The last backup"),
        (Safety(second="same disk", verified_ms=heron.NOW), "late", "not for a school"),
    ],
)
def test_how_safe_the_work_is_says_what_now(safety: Safety, tone: str, says: str) -> None:
    colour, told = posts.safety(safety, heron.NOW)
    assert colour == tone
    assert says in f"{told.happened} {told.now}"


def test_a_file_is_named_by_what_it_is() -> None:
    assert [posts.media(away(mime)) for mime in ("image/jpeg", "audio/ogg", "video/mp4", "x/y")] == [
        "picture",
        "recording",
        "film",
        "file",
    ]


def away(mime: str) -> MediaAwayNow:
    return MediaAwayNow(
        media="m",
        evidence="e",
        learner="l",
        full="",
        zone_name="Z",
        mime=mime,
        at_ms=0,
        share=0,
        state="lost",
    )


def alarm(kind: str, why: str, count: int) -> AlarmNow:
    return AlarmNow(
        alarm="a",
        station="s",
        zone_name="Z",
        kind="fork" if kind == "fork" else "gap",
        why=why,
        count=count,
        at_ms=0,
    )
