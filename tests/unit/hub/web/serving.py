"""The pages over a real socket, as long as a test needs them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import uvicorn

from hub.service.office import Office
from hub.web.app import make_app
from tests.unit.hub.web.fake_office import FakeOffice


@contextmanager
def serving(office: FakeOffice | Office, *, secure: bool = False, port: int = 0) -> Iterator[str]:
    """Serve the pages of an office; give the address. The socket listens before the server runs: nobody waits."""
    listening = socket.create_server(("127.0.0.1", port))
    app = make_app(cast("Office", office), secure=secure)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        office.live.stop()
        server.should_exit = True
        thread.join()
        listening.close()
