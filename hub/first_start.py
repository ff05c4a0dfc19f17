"""Runs the first start on an empty folder: the pages of its steps, the code for them, and then the hub is made."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hub.config import FILE, Config, read_config
from hub.service.beginning import Beginning
from hub.service.certificates import FOLDER, Certificates
from hub.service.setting_up import begin
from hub.service.timekeeping import passing_s
from hub.store.keys import Keys
from hub.store.store import locked
from hub.web.doors import Doors
from hub.web.first_start import first_start_app
from plumbing import seal
from plumbing.files import replace_file

LINGER_S: Final = 1.5
"""So long the last page may be fetched before its server makes room for the hub's own."""
_TICK_S: Final = 1.0
_MOUNTS: Final = Path("/proc/mounts")

log = logging.getLogger(__name__)


class FirstStart:
    """Serves the steps from `start` on; `finish` makes the hub once they are done, and `stop` leaves nothing else."""

    def __init__(self, config: Config, now: Callable[[], int]) -> None:
        self._config, self._now = config, now
        self.beginning = Beginning(config.data, lambda: round(passing_s() * 1000), seal.random_bytes)

    def run(self, stopping: threading.Event, say: Callable[[str], None]) -> Config | None:
        """Serve until all is said, and return the settings of the hub that there is now; None when told to stop."""
        folder = self._config.data
        new = not folder.exists() or not any(folder.iterdir())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        with locked(folder):
            done = self._serve(stopping, say)
            if done:
                begin(folder, self._now, self.beginning.answers)
                return self._settled()
        if new:
            _clear(folder)
        return None

    def _serve(self, stopping: threading.Event, say: Callable[[str], None]) -> bool:
        config, keys = self._config, Keys(self._config.data / "keys.db")
        try:
            certificates = Certificates(keys, config.data, self._now, config.advertise)
            doors = Doors(
                lambda secure, known: first_start_app(
                    self.beginning, config.data, _mounts, secure=secure, known=known
                ),
                certificates,
                config.http,
                config.trust_at,
                plain=config.plain_http,
            )
            try:
                self._config = config._replace(http=doors.http, trust=doors.trust or config.trust)
                self._tell(doors, certificates, say)
                while not stopping.is_set() and not self.beginning.finished.wait(_TICK_S):
                    doors.tend(passing_s())
                return self.beginning.finished.is_set() and not stopping.wait(LINGER_S)
            finally:
                doors.stop()
        finally:
            keys.close()

    def _tell(self, doors: Doors, certificates: Certificates, say: Callable[[str], None]) -> None:
        if not self._config.plain_http:
            words, hex_ = certificates.fingerprint()
            say(f"This hub is known by: {words}\nSHA-256 of its certificate: {hex_}")
        trust = f" trust=http://{doors.trust}/trust" if doors.trust else ""
        say(f"hub first-start http={doors.url}/start code={self.beginning.code}{trust}")

    def _settled(self) -> Config:
        """Write the second device into the settings; those of the command line stay with this run."""
        second = self.beginning.answers.second
        if second is None:
            return self._config
        kept = read_config(self._config.data)
        backup = kept.backup._replace(second=second)
        replace_file(self._config.data / FILE, kept._replace(backup=backup).as_toml().encode())
        return self._config._replace(backup=backup)


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace")


def _clear(folder: Path) -> None:
    """Nothing was set up: leave the folder as empty as it was, so that a backup may still come back into it."""
    for path in (*(folder / FOLDER).glob("*"), *folder.glob("keys.db*"), folder / "lock"):
        path.unlink(missing_ok=True)
    if (folder / FOLDER).is_dir():
        (folder / FOLDER).rmdir()
