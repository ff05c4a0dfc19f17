"""Writes docs/wire.md and docs/asyncapi.json from the structs of classroom/wire; --check only compares."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast, get_args

import msgspec

from classroom.documents import AnyDocument
from classroom.facts import AnyFact, Fact
from classroom.wire.codec import CARRIES, MAX_BYTES
from classroom.wire.messages import AnyMessage, Envelope
from classroom.wire.topics import CHANNELS, RETAINED, Channel, Topic, build

DOCS = Path(__file__).resolve().parent.parent / "docs"
_REFERENCE = "#/components/schemas/{name}"
_ROOM = "0123456789abcdef"
_SAYS: dict[Channel, str] = {
    "pub/hub": "the hub tells everyone that it is there",
    "pub/head": "the hub tells everyone how far the documents have come",
    "up/state": "a station says how it is; also its last will",
    "up/beat": "a station is still here, every 5 s",
    "up/ev": "facts go up, in order",
    "up/rq": "a station asks",
    "up/media": "chunks of sealed files go up, binary",
    "dn/ack": "the hub says what it has committed",
    "dn/rs": "the hub answers",
    "dn/media": "chunks of sealed files come down, binary",
}


_OPENING = f"""\
Written by `python -m development.wire` from `classroom/wire`; the tests compare the two.

UTF-8 JSON of at most {MAX_BYTES} bytes, QoS 0. What goes up or down ends in a trailer (8-byte counter,
16-byte keyed BLAKE2b over topic, life, counter and payload); what is published to all ends in an Ed25519
signature.
Unknown fields are passed over. The same in AsyncAPI 3: `asyncapi.json`.
"""


def members(union: object) -> list[type[msgspec.Struct]]:
    return sorted(get_args(union), key=tag)


def tag(struct: type[msgspec.Struct]) -> str:
    return str(struct.__struct_config__.tag)


def address(channel: Channel) -> str:
    station = None if channel.startswith("pub") else "s1"
    topic = build(Topic(_ROOM, channel, station))
    return topic.replace(_ROOM, "{room}").replace("/s1/", "/{station}/")


def asyncapi() -> dict[str, Any]:
    """The room as an AsyncAPI 3 document: what each channel carries, with the schema of every message."""
    structs = [*members(AnyMessage), Envelope, *members(AnyFact), *members(AnyDocument)]
    _, schemas = msgspec.json.schema_components(structs, ref_template=_REFERENCE)
    messages = {
        tag(struct): {"name": tag(struct), "payload": {"$ref": _REFERENCE.format(name=struct.__name__)}}
        for struct in members(AnyMessage)
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Waystation ws/1", "version": "1", "description": "Facts up, documents down."},
        "defaultContentType": "application/json",
        "channels": {channel.replace("/", "."): _channel(channel) for channel in CHANNELS},
        "components": {"messages": messages, "schemas": schemas},
    }


def _channel(channel: Channel) -> dict[str, Any]:
    parameters = {"room": {"description": "16 hex digits of the hub's id"}}
    if not channel.startswith("pub"):
        parameters["station"] = {"description": "the station's id"}
    carried = {
        kind: {"$ref": f"#/components/messages/{kind}"} for kind in sorted(CARRIES.get(channel, frozenset()))
    }
    return {
        "address": address(channel),
        "description": _SAYS[channel],
        "parameters": parameters,
        "messages": carried,
    }


def page() -> str:
    parts = [
        "# The wire: ws/1\n",
        _OPENING,
        "## Channels\n",
        "| Topic | What for | Carries |",
        "|---|---|---|",
        *(_channel_row(channel) for channel in CHANNELS),
        "\n## Messages\n",
        *_tables(members(AnyMessage)),
        "## The envelope of a fact\n",
        *_tables([Envelope]),
        "## Facts\n",
        *_tables(members(AnyFact)),
        "## Documents\n",
        *_tables(members(AnyDocument)),
    ]
    return "\n".join(parts)


def _channel_row(channel: Channel) -> str:
    kept = ", retained" if channel in RETAINED else ""
    carried = ", ".join(f"`{kind}`" for kind in sorted(CARRIES.get(channel, frozenset()))) or "chunks"
    return f"| `{address(channel)}` | {_SAYS[channel]}{kept} | {carried} |"


def _tables(structs: Iterable[type[msgspec.Struct]]) -> Iterable[str]:
    for struct in structs:
        info = cast("msgspec.inspect.StructType", msgspec.inspect.type_info(struct))
        name = f"`{tag(struct)}`" if struct.__struct_config__.tag else "Envelope"
        yield f"### {name}\n"
        yield " ".join((struct.__doc__ or "").split()) + _rules(struct) + "\n"
        if info.fields:
            yield "| Field | Type | |"
            yield "|---|---|---|"
            for field in info.fields:
                optional = "" if field.required else "optional"
                yield f"| `{field.encode_name}` | {_words(field.type)} | {optional} |"
            yield ""


def _rules(struct: type[msgspec.Struct]) -> str:
    if not issubclass(struct, Fact):
        return ""
    sealed = "sealed under the visit key" if struct.sealed else "in the clear"
    return f" Kept {struct.keep.value}; on erasing: {struct.erase.value}; {sealed}."


def _words(kind: msgspec.inspect.Type) -> str:
    match kind:
        case msgspec.inspect.StructType(cls=cls):
            return cls.__name__
        case msgspec.inspect.LiteralType(values=values):
            return " · ".join(str(value) for value in values)
        case msgspec.inspect.EnumType(cls=cls):
            return " · ".join(str(member.value) for member in cls)
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(_words(part) for part in types)
        case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.FrozenSetType(item_type=item):
            return f"list of {_words(item)}"
        case msgspec.inspect.TupleType(item_types=items):
            return "(" + ", ".join(_words(item) for item in items) + ")"
        case msgspec.inspect.DictType(key_type=key, value_type=value):
            return f"{_words(key)} to {_words(value)}"
        case msgspec.inspect.Metadata(type=inner):
            return _words(inner)
        case _:
            return type(kind).__name__.removesuffix("Type").lower()


def written() -> dict[Path, str]:
    """What belongs into each file."""
    return {
        DOCS / "wire.md": page(),
        DOCS / "asyncapi.json": json.dumps(asyncapi(), indent=1, sort_keys=True) + "\n",
    }


if __name__ == "__main__":
    if "--check" not in sys.argv:
        for path, text in written().items():
            path.write_text(text, encoding="utf-8")
    sys.exit(any(path.read_text(encoding="utf-8") != text for path, text in written().items()))
