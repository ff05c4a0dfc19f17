"""Serving one application at one address, in a thread of its own, over TLS or in clear."""

import asyncio
import socket
import ssl
import threading
import time
from typing import Final

import uvicorn
from starlette.types import ASGIApp

START_S: Final = 10.0
_BACKLOG: Final = 256


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Also hang up on those who do not say goodbye: over TLS that can take half a minute."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


class Serving:
    """Begins to serve when it is made; the socket listens before that, so nobody is turned away."""

    def __init__(
        self, app: ASGIApp, host: str, port: int, tls: ssl.SSLContext | None = None, name: str = "hub pages"
    ) -> None:
        """Port 0 takes a free one; `port` says which. Raises OSError where the address is not to be had."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        self.port: int = self._listening.getsockname()[1]
        settings = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
            server_header=False,
            proxy_headers=False,
            ssl_context_factory=(lambda _config, _usual: tls) if tls else None,
        )
        self._server = _Server(settings)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()
        waited_until = time.monotonic() + START_S
        while not self._server.started and self.alive() and time.monotonic() < waited_until:
            time.sleep(0.01)

    def alive(self) -> bool:
        """Whether anybody is still there to answer."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Answer what was asked, then end; may be repeated."""
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._listening])
