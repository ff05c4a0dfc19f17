"""The socket for a lamp beside the camera: white to see by, green and amber to answer a badge."""

from typing import Literal, Protocol

Colour = Literal["off", "white", "green", "amber"]


class Light(Protocol):
    def shine(self, colour: Colour) -> None: ...
    def close(self) -> None:
        """Dark. May be called twice."""
