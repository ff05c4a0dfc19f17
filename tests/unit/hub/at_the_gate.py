"""A station at the hub's door, as far as the hub sees one, and a gate that remembers whom it let in and out."""

from classroom.wire import enrolling as talk
from hub.service.barring import Front, Gate
from hub.service.doorway import Doorway
from hub.service.enrolling import Place
from hub.store.keys import StationKeys
from plumbing import seal
from tests.factories_hub import SchoolAtWork

ROOM, PRINT = "0123456789abcdef", b"f" * 32
HERE = "10.0.0.7"


class AtTheGate:
    """A gate that remembers whom it let in and out."""

    def __init__(self, school: SchoolAtWork) -> None:
        self.came: list[str] = []
        self.went: list[str] = []
        self.front: Front | None = Front(hosts=("10.0.0.5",), port=8600, fingerprint=PRINT)
        self.school = school
        gate = Gate(
            place=lambda: Place("10.0.0.5", 8601),
            user_of=lambda station: f"station-{station}",
            admit=self._admit,
            shut_out=self._shut_out,
            front=lambda: self.front,
        )
        school.back.admitting.stand_at(gate)

    def _admit(self, keys: StationKeys) -> None:
        self.came.append(keys.station)

    def _shut_out(self, keys: StationKeys) -> None:
        self.went.append(keys.station)


class Visitor:
    """A station at the door, as far as the door sees one."""

    def __init__(self, door: Doorway, claim: str, source: str = HERE) -> None:
        self.door, self.source, self.claim = door, source, claim
        self.private, self.public = seal.box_keypair()
        self.nonce = seal.random_bytes(talk.NONCE)
        knock = talk.Knock(claim=claim, key=self.public.hex(), promise=talk.promise(self.public, self.nonce))
        self.met = door.hear(knock, source)

    @property
    def ticket(self) -> str:
        assert isinstance(self.met, talk.Met)
        return self.met.ticket

    def reveal(self) -> talk.Answering:
        return self.door.hear(talk.Reveal(ticket=self.ticket, nonce=self.nonce.hex()), self.source)

    def poll(self) -> talk.Answering:
        return self.door.hear(talk.Poll(ticket=self.ticket), self.source)

    def pictures(self, claim: bytes) -> tuple[str, ...]:
        assert isinstance(self.met, talk.Met)
        return talk.Transcript(
            room=ROOM, fingerprint=PRINT, claim=claim, station_key=self.public,
            hub_key=bytes.fromhex(self.met.key), station_nonce=self.nonce, hub_nonce=bytes.fromhex(self.met.nonce),
        ).pictures()  # fmt: skip
