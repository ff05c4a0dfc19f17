"""The door of a real hub over HTTPS, and those who stand before it: stations, and people in between."""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from typing import Any

import msgspec

from classroom.wire import enrolling as talk
from classroom.wire.claims import Claim, decode_claim, encode_claim
from classroom.wire.joining import JoinRecord, decode_join
from hub.store import facts
from hub.store.store import looking
from plumbing import seal, tls
from station.config import write_join_record
from station.errors import StationError
from station.sync.enrol import Joining
from tests.faults.kept_school import KeptSchool
from tests.waiting import until


class Try:
    """A station that tries a claim: what it showed, what came of it."""

    def __init__(self, claim: str | Claim) -> None:
        self.pictures: tuple[str, ...] = ()
        self._joining = Joining(
            claim if isinstance(claim, Claim) else decode_claim(claim), self._show, poll_s=0.05
        )
        self._outcome: Future[JoinRecord] = Future()
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        self._joining.stop()

    def shows(self) -> tuple[str, ...]:
        """Wait for the pictures; what failed before them is raised."""
        until(lambda: self.pictures or self._outcome.done())
        return self.pictures or tuple(str(self._outcome.result()))

    def record(self) -> JoinRecord:
        return self._outcome.result(20)

    def failure(self) -> type[BaseException]:
        error = self._outcome.exception(20)
        assert isinstance(error, StationError), error
        return type(error)

    def _show(self, pictures: tuple[str, ...]) -> None:
        self.pictures = pictures

    def _run(self) -> None:
        try:
            self._outcome.set_result(self._joining.join())
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self._outcome.set_exception(error)


class Door:
    """The door of a school's hub, as its teacher has it at the console."""

    def __init__(self, school: KeptSchool) -> None:
        self._school = school

    def open(self, zone: str = "cave", minutes: float = 4) -> str:
        args = {"zone": zone, "classes": ["heron"], "minutes": minutes, "host": "127.0.0.1"}
        return str(self._school.running.ask("door.open", **args)["claim"])

    def now(self) -> dict[str, Any]:
        found: dict[str, Any] = {"left_s": 0, "guests": []} | self._school.running.ask("door")
        return found

    def guest(self) -> dict[str, Any]:
        (guest,) = until(lambda: self.now()["guests"])
        return dict(guest)

    def confirm(self) -> str:
        return str(self._school.running.ask("door.confirm", id=self.guest()["id"])["station"])

    def refuse(self) -> None:
        self._school.running.ask("door.refuse", id=self.guest()["id"])

    def lets_in(self, place: str, zone: str = "cave") -> JoinRecord:
        """The whole way, for a station whose data lies at `place`."""
        trying = Try(self.open(zone))
        assert list(trying.shows()) == self.guest()["pictures"]
        self.confirm()
        record = trying.record()
        write_join_record(self._school.folder / place / "join.json", record)
        return record

    def says(
        self, data: bytes, *, source: str = "127.0.0.9", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Anybody says anything at the door, from an address of their own."""
        with closing(self._way(source)) as way:
            with suppress(BrokenPipeError):
                way.request("POST", "/enrol", data, headers or {})
            answer = way.getresponse()
            return answer.status, answer.read()

    def says_often(self, data: bytes, times: int, *, source: str) -> Iterator[int]:
        """Somebody says the same again and again over one connection, as a patient attacker does."""
        with closing(self._way(source)) as way:
            for _ in range(times):
                way.request("POST", "/enrol", data)
                with way.getresponse() as answer:
                    answer.read()
                    yield answer.status

    def _way(self, source: str) -> http.client.HTTPSConnection:
        port = decode_join((self._school.folder / "make" / "join.json").read_bytes()).https_port
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=10, context=context, source_address=(source, 0)
        )

    def log(self) -> str:
        return (self._school.folder / "hub.log").read_text(encoding="utf-8")


@contextmanager
def somebody_else(answers: Callable[[talk.Asking], talk.Answering]) -> Iterator[tuple[int, bytes]]:
    """A hub of somebody else: its port, its certificate; `answers` says what it says at its door."""
    authority = tls.make_authority("somebody else")
    context = tls.server_context(*tls.issue(authority, ["localhost"], ["127.0.0.1"]))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, context, authority.cert_pem, answers))
        thread.daemon = True
        thread.start()
        yield listening.getsockname()[1], authority.cert_pem


def _serve(
    listening: socket.socket,
    context: ssl.SSLContext,
    pem: bytes,
    answers: Callable[[talk.Asking], talk.Answering],
) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        with suppress(OSError, ssl.SSLError), plain, context.wrap_socket(plain, server_side=True) as visitor:
            head, _, body = visitor.recv(65_536).partition(b"\r\n\r\n")
            if head.startswith(b"POST"):
                while len(body) < _length(head):
                    body += visitor.recv(65_536)
                said = msgspec.json.encode(answers(talk.decode_asking(body)))
            else:
                said = pem
            visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(said) + said)


def _length(head: bytes) -> int:
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    return int(lines.get(b"content-length", b"0"))


class Middle:
    """Somebody who shows a code of their own to the station, and has photographed the hub's."""

    def __init__(self, door: Door, claim: str) -> None:
        self._door, self._claim = door, decode_claim(claim)
        self.private, self.public = seal.box_keypair()
        self.nonce = seal.random_bytes(talk.NONCE)
        self._met: talk.Met | None = None

    def answers(self, said: talk.Asking) -> talk.Answering:
        """Pass on what the station says, with another key: it is all that can be done."""
        match said:
            case talk.Knock():
                code = talk.in_letters(self._claim.secret)
                promise = talk.promise(self.public, self.nonce)
                self._met = self._ask(
                    talk.Knock(claim=code, key=self.public.hex(), promise=promise), talk.Met
                )
                return talk.Met(ticket=self._met.ticket, key=self.public.hex(), nonce=self._met.nonce)
            case talk.Reveal():
                assert self._met
                self._ask(talk.Reveal(ticket=self._met.ticket, nonce=self.nonce.hex()), talk.Wait)
                return talk.Wait()
        _, body = self._door.says(msgspec.json.encode(said))
        return talk.decode_answering(body)

    def _ask(self, said: talk.Asking, wanted: type) -> Any:
        _, body = self._door.says(msgspec.json.encode(said))
        answer = talk.decode_answering(body)
        assert isinstance(answer, wanted), answer
        return answer

    def code(self, port: int, pem: bytes) -> str:
        """What it shows to the station."""
        return encode_claim(
            Claim(
                room=self._claim.room, hosts=("127.0.0.1",), port=port, fingerprint=tls.fingerprint(pem),
                secret=self._claim.secret,
            )
        )  # fmt: skip


def facts_named(school: KeptSchool, *kinds: str) -> list[dict[str, Any]]:
    """The facts of some types in the hub's log, in order."""
    with looking(school.hub) as tables:
        return [json.loads(fact.body) for fact in facts.after(tables, 0) if fact.type in kinds]
