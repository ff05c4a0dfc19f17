"""Whoever begins a request and does not end it is shown out; whoever asks and listens may stay."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from hub.web.patience import Patient
from tests.waiting import until

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"


class Impatient(Patient):
    owed_s = 0.2


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


@pytest.fixture
def port() -> Iterator[int]:
    app = Starlette(routes=[Route("/", echo, methods=["POST"])])
    server = uvicorn.Server(
        uvicorn.Config(app, http=Impatient, log_config=None, lifespan="off", timeout_keep_alive=60)
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until(lambda: server.started)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def ended(call: socket.socket) -> bool:
    try:
        return call.recv(1000) == b""
    except ConnectionResetError:
        return True


def hears(call: socket.socket, end: bytes) -> None:
    heard = b""
    while not heard.endswith(end):
        heard += call.recv(1000)


def shown_out(port: int, words: bytes) -> bool:
    with socket.create_connection(("127.0.0.1", port), 5) as call:
        call.sendall(words)
        return ended(call)


@pytest.mark.parametrize("words", [b"", b"P", HEAD[:30], HEAD, HEAD + b"abc"])
def test_a_request_that_does_not_end_is_not_waited_for(port: int, words: bytes) -> None:
    assert shown_out(port, words)


def test_a_second_request_on_the_same_connection_is_owed_as_well(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as call:
        call.sendall(HEAD + b"once")
        hears(call, b"once")
        assert not threading.Event().wait(Impatient.owed_s * 2)
        call.sendall(HEAD + b"more")
        hears(call, b"more")
        call.sendall(HEAD[:30])
        assert ended(call)
