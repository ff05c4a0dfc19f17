"""The paper that pages are written on: templates, their filters, the addresses of our own files."""

import hashlib
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from classroom.wire.claims import in_groups
from hub.web import (
    badge_phrases,
    help_phrases,
    order_phrases,
    phrases,
    request_phrases,
    room_phrases,
    station_phrases,
    when,
)

HERE: Final = Path(__file__).parent
STATIC: Final = HERE.parent / "static"


class Paper:
    """Renders templates; values are escaped, names that a template does not get are errors."""

    def __init__(self, tz: ZoneInfo) -> None:
        self._versions: dict[str, str] = {}
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "clock": lambda at_ms: phrases.clock(at_ms, tz),
            "day": lambda at_ms: phrases.day(at_ms, tz),
            "day_of": phrases.day_of,
            "many": phrases.many,
            "in_groups": in_groups,
            "avatar": phrases.avatar,
        }
        self._templates.globals |= {
            "static": self._static,
            "words": phrases,
            "posts": station_phrases,
            "helping": help_phrases,
            "seen_twice": badge_phrases.twice,
            "orders": order_phrases,
            "here": room_phrases,
            "asked": request_phrases,
            "tz": tz,
            "when": when,
        }

    def text(self, template: str, **values: Any) -> Markup:
        """Return a rendered template."""
        return Markup(self._templates.get_template(template).render(**values))  # noqa: S704 - autoescaped

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a rendered template as an answer."""
        return HTMLResponse(self.text(template, **values), status)

    def _static(self, name: str) -> str:
        """Return the address of one of our files, with its hash, so that a browser may keep it for ever."""
        if name not in self._versions:
            self._versions[name] = hashlib.blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
        return f"/static/{name}?v={self._versions[name]}"
