"""The barest live page there can be: one element, one stream of events, one POST that makes an event."""

import asyncio
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

HOST = "127.0.0.1"
PAGE = """<!doctype html><p id="hands">0</p><script>
new EventSource("/stream").onmessage = (said) => { document.getElementById("hands").textContent = said.data; };
</script>"""


class BarePage:
    """Sends a number that rises with each touch to everyone who watches."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = asyncio.Event()
        routes = [
            Route("/", lambda _: HTMLResponse(PAGE)),
            Route("/stream", self.watch),
            Route("/touch", self.touch, methods=["POST"]),
        ]
        self.app = Starlette(routes=routes)

    async def touch(self, _request: Request) -> Response:
        self._number += 1
        self._changed.set()
        return Response(status_code=204)

    async def watch(self, _request: Request) -> StreamingResponse:
        return StreamingResponse(self._messages(), media_type="text/event-stream")

    async def _messages(self) -> AsyncIterator[str]:
        while True:
            await self._changed.wait()
            self._changed.clear()
            yield f"data: {self._number}\n\n"


def serve(port: int) -> None:
    """Serve until killed."""
    uvicorn.run(BarePage().app, host=HOST, port=port, log_level="error")
