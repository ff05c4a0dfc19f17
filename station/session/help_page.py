"""The page of help in front of her screen; what she was at stays behind it, untouched. Pure."""

import msgspec


class HelpPage(msgspec.Struct, frozen=True, kw_only=True):
    """U18: what she needs while her hand is down, else where she stands in the line.

    `page`: the young see few kinds at a time. `failed`: her hand could not be written down.
    """

    page: int = 0
    failed: bool = False
