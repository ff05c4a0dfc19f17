"""docs/wire.md and docs/asyncapi.json say what the code says."""

from classroom.wire.codec import CARRIES
from classroom.wire.messages import AnyMessage
from development.wire import asyncapi, members, tag, written


def test_the_wire_docs_are_fresh() -> None:
    for path, text in written().items():
        assert path.read_text(encoding="utf-8") == text, f"run: python -m development.wire ({path.name})"


def test_every_message_travels_on_some_channel() -> None:
    assert {kind for kinds in CARRIES.values() for kind in kinds} == {
        tag(struct) for struct in members(AnyMessage)
    }


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    document = asyncapi()
    for reference in _references(document):
        found: object = document
        for step in reference.removeprefix("#/").split("/"):
            assert isinstance(found, dict)
            found = found[step]


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        here = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return here + [found for value in part.values() for found in _references(value)]
    if isinstance(part, list):
        return [found for value in part for found in _references(value)]
    return []
