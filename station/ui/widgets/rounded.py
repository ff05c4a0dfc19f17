"""Rounded boxes with crisp sides and soft corners: one small picture of a corner, stretched nine ways."""

from functools import cache
from math import hypot

from kivy.graphics import BorderImage, Color, RoundedRectangle
from kivy.graphics.texture import Texture


def rounded(colour, x, y, width, height, radius):
    """Return the instructions for a filled rounded box; a radius of half the height makes a disc."""
    return [Color(*colour), _stretched(_corner(_fitting(radius, width, height), 0), x, y, width, height)]


def outlined(colour, x, y, width, height, radius, thick):
    """Return the instructions for the line of a rounded box, `thick` pixels inward from its edge."""
    return [Color(*colour), _stretched(_corner(_fitting(radius, width, height), thick), x, y, width, height)]


def pictured(texture, x, y, width, height, radius, *, mirrored=False):
    """Return the instructions for a picture with rounded corners, cut in its middle to the box's shape.

    The rows of the texture run from the top of the picture, as cameras and files give them.
    """
    share = min(texture.width / width, texture.height / height)
    across, down = width * share / texture.width, height * share / texture.height
    left, right, top, bottom = (1 - across) / 2, (1 + across) / 2, (1 - down) / 2, (1 + down) / 2
    if mirrored:
        left, right = right, left
    corners = (left, bottom, right, bottom, right, top, left, top)
    return [
        Color(1, 1, 1, 1),
        RoundedRectangle(
            pos=(round(x), round(y)), size=(round(width), round(height)), radius=[max(1, radius)], texture=texture,
            tex_coords=corners,
        ),
    ]  # fmt: skip


def _fitting(radius, width, height):
    return max(1, int(min(radius, width / 2, height / 2)))


def _stretched(texture, x, y, width, height):
    side = (texture.width - 2) // 2
    return BorderImage(
        pos=(round(x), round(y)), size=(round(width), round(height)), texture=texture, border=(side,) * 4,
        auto_scale="off",
    )  # fmt: skip


@cache
def _corner(radius, thick):
    """A disc (or a ring, `thick` > 0) with two straight pixels in its middle; shared by all boxes alike."""
    side = 2 * radius + 2
    quarter = [
        bytes(_coverage(radius, thick, column, line) for column in range(radius + 1))
        for line in range(radius + 1)
    ]
    top = [line + line[::-1] for line in quarter]
    pixels = bytearray(b"\xff" * (side * side * 4))
    pixels[3::4] = b"".join(top + top[::-1])
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    return texture


def _coverage(radius, thick, column, line):
    """How much of a pixel lies inside, 0 to 255, by its middle's distance from the corner's centre."""
    distance = hypot(max(radius - column - 0.5, 0), max(radius - line - 0.5, 0))
    inside = _share(radius - distance)
    hollow = _share(radius - thick - distance) if thick else 0.0
    return round(255 * (inside - hollow))


def _share(depth):
    return min(1.0, max(0.0, depth + 0.5)) if depth < 1 else 1.0
