"""Topics: build and parse are inverse, look-alikes are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import TopicRefused
from classroom.wire.topics import CHANNELS, Topic, build, for_hub, for_station, parse

rooms = st.text("0123456789abcdef", min_size=16, max_size=16)
stations = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?", fullmatch=True)


@given(rooms, st.sampled_from(CHANNELS), stations)
def test_parse_gives_back_what_build_made(room: str, channel: str, station: str) -> None:
    topic = Topic(room, channel, None if channel.startswith("pub") else station)  # type: ignore[arg-type]
    assert parse(build(topic)) == topic


@given(st.text(max_size=80))
def test_any_text_is_a_topic_or_refused(text: str) -> None:
    try:
        assert build(parse(text)) == text
    except TopicRefused as refusal:
        assert str(refusal)


ROOM = "0123456789abcdef"


@pytest.mark.parametrize(
    "text",
    [
        f"ws/1/{ROOM}/up/s1/evil",
        f"ws/2/{ROOM}/up/s1/ev",
        f"ws/1/{ROOM}/up/s1/ev/",
        f"ws/1/{ROOM}/up/+/ev",
        f"ws/1/{ROOM}/up/s1.s2/ev",
        f"ws/1/{ROOM}/up//ev",
        f"ws/1/{ROOM}/up/-s1/ev",
        f"ws/1/{ROOM}/pub/s1/hub",
        f"ws/1/{ROOM}/dn/s1/ev",
        f"ws/1/{ROOM[:-1]}/pub/hub",
        f"WS/1/{ROOM}/pub/hub",
        f"ws/1/{ROOM}/up/ſ1/ev",
    ],
)
def test_look_alikes_are_refused(text: str) -> None:
    with pytest.raises(TopicRefused):
        parse(text)


def test_a_station_that_cannot_stand_in_a_topic_is_refused() -> None:
    for station in (None, "", "s/1", "+", "#", "S1", "a" * 33):
        with pytest.raises(TopicRefused):
            build(Topic(ROOM, "up/ev", station))


def test_no_two_filters_of_one_reader_overlap() -> None:
    for filters in (for_hub(ROOM), for_station(ROOM, "s1")):
        for channel in CHANNELS:
            topic = build(Topic(ROOM, channel, None if channel.startswith("pub") else "s1"))
            assert sum(matches(pattern, topic) for pattern in filters) <= 1


def matches(pattern: str, topic: str) -> bool:
    pairs = list(zip(pattern.split("/"), topic.split("/"), strict=False))
    return len(pattern.split("/")) == len(topic.split("/")) and all(p in {"+", t} for p, t in pairs)
