"""The table of rights as data: who may write a topic, who may hear it; whatever is not in it, nobody may. Pure."""

from typing import Final, NamedTuple

ROOM: Final = "0123456789abcdef"
ROOT: Final = f"ws/1/{ROOM}"
ROLES: Final = ("hub", "echo", "station-s1", "station-s2", "probe", "stranger")
"""The probe has an account and no rights; the stranger has no account."""

_LETTERS: Final = {"H": "hub", "E": "echo", "1": "station-s1", "2": "station-s2"}


class Right(NamedTuple):
    """One row: the letters of those who write and of those who hear. H hub, E echo, 1 and 2 stations s1 and s2."""

    topic: str
    writes: str
    hears: str


_TABLE: Final = tuple(
    Right(f"{ROOT}/{topic}", writes, hears)
    for topic, writes, hears in (
        ("pub/hub", "H", "H12"),
        ("pub/head", "H", "H12"),
        ("up/s1/state", "1", "H"),
        ("up/s1/beat", "1", "H"),
        ("up/s1/ev", "1", "H"),
        ("up/s1/rq", "1", "H"),
        ("up/s1/media", "1", "H"),
        ("up/s2/state", "2", "H"),
        ("up/s2/beat", "2", "H"),
        ("up/s2/ev", "2", "H"),
        ("up/s2/rq", "2", "H"),
        ("up/s2/media", "2", "H"),
        ("dn/s1/ack", "H", "H1"),
        ("dn/s1/rs", "H", "H1"),
        ("dn/s1/media", "H", "H1"),
        ("dn/s2/ack", "H", "H2"),
        ("dn/s2/rs", "H", "H2"),
        ("dn/s2/media", "H", "H2"),
        ("hub/echo", "H", "HE"),
        # Nobody writes these; what stands there all the same, the hub hears, and some look like a station's own.
        ("pub/other", "", "H12"),
        ("up/s1/other", "", "H"),
        ("up/s1/ev/more", "", "H"),
        ("up/s1/ev/", "", "H"),
        ("up/s1/EV", "", "H"),
        ("up/s1.ev", "", "H"),
        ("up.s1.ev", "", "H"),
        ("up/s1/ev.x", "", "H"),
        ("up//ev", "", "H"),
        ("up/s1", "", "H"),
        ("up/ev", "", "H"),
        ("up/S1/ev", "", "H"),
        ("up/s1 /ev", "", "H"),
        ("up/*/ev", "", "H"),
        ("up/>", "", "H"),
        ("dn/s1/other", "", "H1"),
        ("dn/s1.rs", "", "H"),
        ("dn/*/rs", "H", "H"),
        ("dn/s1/rs/more", "", "H"),
        ("hub/other", "", "H"),
    )
) + tuple(
    Right(topic, "", "")
    for topic in (
        "ws/1/ffffffffffffffff/pub/hub",
        "ws/1/ffffffffffffffff/up/s1/ev",
        f"ws/2/{ROOM}/up/s1/ev",
        f"ws.1.{ROOM}.up.s1.ev",
        f"ws/1.{ROOM}/up/s1/ev",
        f"/{ROOT}/up/s1/ev",
        f"{ROOT}x/up/s1/ev",
        "anything",
        ">",
        "*",
        "$SYS/broker/version",
        "$SYS/REQ/SERVER/PING",
        "$CONTROL/dynamic-security/v1",
        "$CONTROL/dynamic-security/v1/response",
        f"$MQTT/msgs/{ROOT}/up/s1/ev",
        "$MQTT/sub/anything",
        f"$MQTT/rmsgs/{ROOT}/pub/hub",
        "$JS/API/STREAM/LIST",
        "$JS/API/STREAM/PURGE/$MQTT_rmsgs",
        "$JS/API/STREAM/DELETE/$MQTT_sess",
        f"$share/all/{ROOT}/up/s1/ev",
        "_INBOX/anything",
    )
)
RIGHTS: Final = {right.topic: right for right in _TABLE}

FILTERS: Final = (
    "#",
    "+/#",
    "+",
    "ws/#",
    "ws/1/+/pub/hub",
    f"{ROOT}/#",
    f"{ROOT}/+/+",
    f"{ROOT}/+/+/+",
    f"{ROOT}/up/#",
    f"{ROOT}/up/+/ev",
    f"{ROOT}/up/s1/+",
    f"{ROOT}/up/s2/+",
    f"{ROOT}/dn/#",
    f"{ROOT}/dn/+/ack",
    f"{ROOT}/dn/s1/#",
    f"{ROOT}/dn/s1/+",
    f"{ROOT}/dn/s2/+",
    f"{ROOT}/pub/+",
    f"{ROOT}/pub/#",
    f"{ROOT}/hub/+",
    f"{ROOT}/*/s2/*",
    f"{ROOT}/>",
    ">",
    "*",
    f"ws.1.{ROOM}.dn.s2.ack",
    f"{ROOT}.dn.>",
    f"$share/all/{ROOT}/#",
    f"$share/all/{ROOT}/up/+/ev",
    f"$share/all/{ROOT}/dn/s2/+",
    "$SYS/#",
    "$SYS/>",
    "$CONTROL/#",
    "$CONTROL/dynamic-security/v1/response",
    "$MQTT/#",
    f"$MQTT/msgs/{ROOT}/#",
    "$JS/#",
    "$JS/API/>",
    "_INBOX/#",
)
"""What somebody curious subscribes to, beside each topic of the table."""


def written_by(role: str) -> set[str]:
    """Every topic that a role may write."""
    return {right.topic for right in _TABLE if role in map(_LETTERS.get, right.writes)}


def heard_by(role: str) -> set[str]:
    """Every topic of which a role may hear."""
    return {right.topic for right in _TABLE if role in map(_LETTERS.get, right.hears)}


def matches(topic_filter: str, topic: str) -> bool:
    """Whether an MQTT 3.1.1 filter takes in a topic: by the standard, whatever a broker makes of it."""
    wanted, given = topic_filter.split("/"), topic.split("/")
    if topic.startswith("$") and wanted[0] in {"#", "+"}:
        return False
    if wanted[-1] == "#":
        wanted = wanted[:-1]
        given = given[: len(wanted)] if len(given) >= len(wanted) else given
    return len(wanted) == len(given) and all(w in {"+", g} for w, g in zip(wanted, given, strict=True))
