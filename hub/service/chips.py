"""Ready-made lines of feedback for the keys G 1 to G 9: what went well, what to try. Pure."""

from typing import Final

from hub.service.shapes import Chip

CHIPS: Final = (
    Chip(kind="glow", text="You made it clear."),
    Chip(kind="glow", text="You said why."),
    Chip(kind="glow", text="You checked your own work."),
    Chip(kind="grow", text="Show one more example."),
    Chip(kind="grow", text="Say why it works."),
    Chip(kind="grow", text="Check it once more, step by step."),
    Chip(kind="next", text="Read it aloud to a friend."),
    Chip(kind="next", text="Try it with a new one."),
    Chip(kind="ask", text="How did you find that?"),
)
