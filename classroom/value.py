"""The frozen record that every word of the room is made of. Pure."""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An immutable record; a field at its default is left out of the bytes, an unknown one is ignored."""
