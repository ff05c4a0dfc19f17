"""What a child made, opened for the grown-up who may see it; kept by no browser."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from hub.web.desk import Call, Desk

SHOWN: Final = {"image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/wav"}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the route of every file."""

    def show(call: Call) -> Response:
        mime, content = desk.office.media(call.part("media"), call.staff.id)
        as_file = {} if mime in SHOWN else {"Content-Disposition": "attachment"}
        return Response(
            content,
            media_type=mime if mime in SHOWN else "application/octet-stream",
            headers={"Content-Security-Policy": "default-src 'none'; sandbox", **as_file},
        )

    return [desk.get("/media/{media}", show)]
