"""A dashed outline with soft edges: Kivy draws dashes one pixel wide only, so these are a mesh of small bands."""

from itertools import pairwise
from math import cos, hypot, pi, sin

from kivy.graphics import Mesh
from kivy.graphics.texture import Texture

_DASH, _GAP = 6.0, 4.0
_SOFT = 1.0  # pixels over which an edge fades


def dashes(x, y, width, height, radius, thick):
    """Return the dashes along a rounded box, inside its edge."""
    inset = thick / 2 + _SOFT / 2
    path = _around(x + inset, y + inset, width - 2 * inset, height - 2 * inset, max(radius - inset, 1))
    vertices: list[float] = []
    indices: list[int] = []
    for start, end in _pieces(path, _DASH * thick / 2, _GAP * thick / 2):
        _band(vertices, indices, start, end, thick / 2 + _SOFT)
    return Mesh(vertices=vertices, indices=indices, mode="triangles", texture=_soft_edge(thick))


def _around(x, y, width, height, radius):
    """Points along the box, corners in short steps, closed."""
    points = []
    corners = ((x + width - radius, y + height - radius, 0), (x + radius, y + height - radius, 1),
               (x + radius, y + radius, 2), (x + width - radius, y + radius, 3))  # fmt: skip
    for centre_x, centre_y, quarter in corners:
        for step in range(9):
            angle = (quarter + step / 8) * pi / 2
            points.append((centre_x + radius * cos(angle), centre_y + radius * sin(angle)))
    return [*points, points[0]]


def _pieces(path, dash, gap):
    """Cut the path into the straight pieces of its dashes; the rhythm is stretched to come out even."""
    total = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path))
    rounds = max(1, round(total / (dash + gap)))
    period, dash = total / rounds, dash * total / rounds / (dash + gap)
    at = 0.0
    for a, b in pairwise(path):
        length = hypot(b[0] - a[0], b[1] - a[1])
        cut = 0.0
        while length - cut > 1e-6:
            phase = (at + cut) % period
            step = min(length - cut, (dash if phase < dash - 1e-6 else period) - phase)
            if phase < dash - 1e-6:
                yield _between(a, b, cut / length), _between(a, b, (cut + step) / length)
            cut += max(step, 1e-6)
        at += length


def _between(a, b, share):
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _band(vertices, indices, start, end, half):
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    side_x, side_y = -(end[1] - start[1]) / length * half, (end[0] - start[0]) / length * half
    first = len(vertices) // 4
    for point, sign, across in ((start, 1, 1.0), (end, 1, 1.0), (end, -1, 0.0), (start, -1, 0.0)):
        vertices += (point[0] + sign * side_x, point[1] + sign * side_y, 0.5, across)
    indices += (first, first + 1, first + 2, first, first + 2, first + 3)


def _soft_edge(thick):
    """A texture across the band: clear at both edges, full between."""
    rows = 64
    soft = rows * _SOFT / (thick + 2 * _SOFT)
    shades = bytes(
        level
        for row in range(rows)
        for level in (255, 255, 255, round(255 * min(1.0, (min(row, rows - 1 - row) + 0.5) / soft)))
    )
    texture = Texture.create(size=(1, rows), colorfmt="rgba")
    texture.blit_buffer(shades, colorfmt="rgba", bufferfmt="ubyte")
    return texture
