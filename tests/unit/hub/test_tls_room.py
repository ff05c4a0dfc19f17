"""A real hub as it is out of the box: stations pin its authority, others are not let in, in clear is the exception."""

import json
import logging
import re
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec.structs import replace

from classroom.wire.joining import JoinRecord, encode_join
from hub.__main__ import Hub, now_ms
from hub.broker.knock import ACCEPTED, knock
from hub.cli_asking import ask
from hub.config import Address, BrokerName, Config
from hub.errors import ConfigRefused
from hub.service.setting_up import make_hub
from plumbing import tls
from plumbing.files import replace_file
from station.__main__ import HeadlessStation
from station.config import RECORD, StationConfig
from station.store.keep import look_into
from station.sync.clock import Machine, this_machine
from tests.factories_hub import SchoolAtWork, world
from tests.waiting import until

ANY = Address("127.0.0.1", 0)
EVERYWHERE = Address("0.0.0.0", 0)  # noqa: S104
BROKERS = tuple(name for name in get_args(BrokerName) if name != "absent")
A_MINUTE_MS = 60_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room") / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    return folder


@contextmanager
def running(config: Config) -> Iterator[Hub]:
    hub = Hub(config)
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()


@pytest.fixture(scope="module")
def hub(folder: Path) -> Iterator[Hub]:
    with running(Config(folder, http=ANY, mqtt=ANY)) as hub:
        yield hub


def enrolled(folder: Path) -> JoinRecord:
    return msgspec.convert(ask(folder, "enrol", {"zone": "cave", "classes": ["heron"]}), JoinRecord)


@contextmanager
def station(folder: Path, record: JoinRecord, machine: Machine | None = None) -> Iterator[HeadlessStation]:
    folder.mkdir(mode=0o700)
    replace_file(folder / RECORD, encode_join(record))
    station = HeadlessStation(StationConfig(data=folder, camera="fake", speech="none"), machine)
    station.start()
    try:
        yield station
    finally:
        station.stop()


def greeted(folder: Path) -> bool:
    """Whether the hub of a station's room has said welcome."""
    store = look_into(folder)
    try:
        return bool(store.outbox.marks().hub_epoch)
    finally:
        store.close()


def test_a_record_names_the_authority_and_where_the_pages_are(hub: Hub, folder: Path) -> None:
    record = enrolled(folder)
    assert record.ca.encode() == hub.back.certificates.authority().cert_pem
    assert (record.port, record.https_port) == (hub.mqtt.port, hub.http.port)
    url = f"https://{record.host}:{record.https_port}/ca.pem"
    with urllib.request.urlopen(url, context=tls.pinned(record.ca)) as answer:
        assert answer.read() == record.ca.encode()


def test_a_station_whose_clock_says_1970_is_greeted(hub: Hub, folder: Path, tmp_path: Path) -> None:
    real = this_machine()
    woken_ms = real.boottime_ms()
    early = real._replace(wall_ms=lambda: real.boottime_ms() - woken_ms + A_MINUTE_MS)
    with station(tmp_path / "cave", enrolled(folder), early):
        until(lambda: greeted(tmp_path / "cave"), seconds=20)


def test_a_station_of_another_authority_is_never_greeted_and_says_why(
    hub: Hub, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As when somebody else answers at the hub's address: nothing is said to her."""
    other = tls.make_authority("Waystation hub").cert_pem.decode()
    record = replace(enrolled(folder), ca=other)
    with station(tmp_path / "cave", record), caplog.at_level(logging.WARNING):
        until(lambda: "does not prove to be our hub" in caplog.text, seconds=20)
        assert not greeted(tmp_path / "cave")


def test_a_station_in_clear_is_not_heard_by_a_hub_with_tls(hub: Hub, folder: Path, tmp_path: Path) -> None:
    record = enrolled(folder)
    assert knock((record.host, record.port), record.user, record.password) is None
    trusted = tls.pinned(record.ca)
    assert knock((record.host, record.port), record.user, record.password, tls=trusted) == ACCEPTED


def test_status_says_the_words_that_the_console_says(hub: Hub, folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "hub", "status", "--data", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    words, hex_ = hub.back.certificates.fingerprint()
    assert f"known by: {words}" in run.stdout
    assert words in hub.known_by()
    assert hex_ in run.stdout
    assert hex_ in hub.known_by()


def test_the_console_says_how_the_hub_is_known_beside_the_ready_line(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    command = [sys.executable, "-m", "hub", "run", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"]
    with subprocess.Popen(
        [*command, "--data", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("hub ready http=https://127.0.0.1:")
        told = ask(folder, "status")["known_by"]
        process.terminate()
        _, errors = process.communicate()
    assert f"This hub is known by: {told['words']}\n" in errors
    assert told["hex"] in errors
    assert re.search(
        r"Pages: https://127\.0\.0\.1:\d+/ - .* trust them: http://127\.0\.0\.1:\d+/trust\n", errors
    )


@pytest.mark.parametrize("broker", BROKERS)
def test_in_clear_is_for_this_machine_when_the_settings_say_so(tmp_path: Path, broker: BrokerName) -> None:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    ask(folder, "publish", {"entities": [SchoolAtWork.plain(entity) for entity in world()[1:]]})
    config = Config(folder, http=ANY, mqtt=ANY, broker=broker, plain_http=True, plain_mqtt=True)
    with running(config) as hub:
        assert hub.ready_line().startswith("hub ready http=http://127.0.0.1:")
        assert "trust=" not in hub.ready_line()
        assert hub.known_by() == ""
        record = enrolled(folder)
        assert (record.ca, record.https_port) == ("", 0)
        with station(tmp_path / "cave", record):
            until(lambda: greeted(tmp_path / "cave"), seconds=20)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"plain_http": True, "http": EVERYWHERE}, "plain_http = true is for this machine only"),
        ({"plain_mqtt": True, "mqtt": EVERYWHERE}, "plain_mqtt = true is for this machine only"),
        ({"plain_mqtt": True, "mqtt": Address("192.168.1.2", 1883)}, "'192.168.1.2:1883' is open to others"),
    ],
)
def test_in_clear_beyond_this_machine_is_refused(folder: Path, config: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigRefused) as refused:
        Hub(Config(folder, **config))  # type: ignore[arg-type]
    assert says in str(refused.value)


def test_a_start_that_makes_no_certificate_imports_nothing_for_it(tmp_path: Path) -> None:
    """The import takes longer than everything else about TLS together."""
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    program = (
        "import sys, json; from pathlib import Path; from hub.__main__ import Hub; from hub.config import *;"
        "any = Address('127.0.0.1', 0); hub = Hub(Config(Path(sys.argv[1]), http=any, mqtt=any)); hub.start();"
        "hub.stop(); print(json.dumps('cryptography' in sys.modules))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert [json.loads(run.stdout) for run in runs] == [True, False]


def test_a_station_never_imports_what_makes_certificates(folder: Path, hub: Hub, tmp_path: Path) -> None:
    replace_file(tmp_path / RECORD, encode_join(enrolled(folder)))
    program = (
        "import sys; from pathlib import Path; from station.__main__ import HeadlessStation;"
        "from station.config import StationConfig; s = HeadlessStation(StationConfig(data=Path(sys.argv[1]),"
        "camera='fake', speech='none')); s.start(); s.stop(); assert 'cryptography' not in sys.modules"
    )
    tmp_path.chmod(0o700)
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)


def test_the_hubs_own_connection_is_locked_too(hub: Hub) -> None:
    links = (hub._link, hub._echo._reader)
    until(lambda: all(link.connected for link in links))
    for link in links:
        assert link._client is not None
        assert isinstance(link._client.socket(), ssl.SSLSocket)
