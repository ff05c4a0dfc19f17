"""A first start on pages: what a person says, step by step, kept in memory until all of it is there at once."""

import hmac
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from argon2 import PasswordHasher

from hub.backup.device import SecondDevice
from hub.backup.recovery import ENTROPY, RecoveryKey, spoken
from hub.config import BackupSettings
from hub.errors import ServiceRefused
from hub.service.backoff import Backoff
from hub.service.people import check_length

Step = Literal["code", "school", "person", "recovery", "words", "second", "class", "done"]
STEPS: Final[tuple[Step, ...]] = ("school", "person", "recovery", "words", "second", "class")
CODE_WORDS: Final = 4
ASKED: Final = 4
LONGEST: Final = 80
_FREE_TRIES: Final = 5
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class Answers(NamedTuple):
    """Everything that a hub begins with; `hash` is the password's, `recovery` the public half of the key."""

    language: str = ""
    school: str = ""
    timezone: str = ""
    person: str = ""
    hash: str = ""
    recovery: bytes = b""
    second: Path | None = None
    class_name: str = ""


class Beginning:
    """One first start. `code` is printed where the hub was started; whoever types it first goes on, and nobody else.

    `now` are ms that go on evenly. Any thread may ask, one at a time.
    """

    def __init__(self, folder: Path, now: Callable[[], int], entropy: Callable[[int], bytes]) -> None:
        self._folder, self._entropy = folder, entropy
        self._tries = Backoff(_FREE_TRIES, now)
        self._door = threading.Lock()
        self._token = ""
        self._key: RecoveryKey | None = None
        self._places: tuple[int, ...] = ()
        self._secret = "-".join(spoken(entropy(2 * CODE_WORDS)))
        self.answers = Answers()
        self.step: Step = "code"
        self.finished = threading.Event()

    @property
    def code(self) -> str:
        """What the console prints: 64 random bits as four words that can be read aloud; it works once."""
        return self._secret

    def enter(self, code: str) -> str:
        """Begin with the code; the token of the one browser that goes on. Raises ServiceRefused or TooManyTries."""
        with self._door:
            self._tries.ask("code")
            typed = "-".join(re.findall(r"[a-z]+", code[:LONGEST].lower()))
            if self._token or not same(typed, self._secret):
                self._tries.count("code")
                if self._token:
                    raise ServiceRefused(
                        "The set-up goes on in another browser. To begin anew, start the hub again."
                    )
                raise ServiceRefused("That is not the code. Read it once more where the hub was started.")
            self._token, self.step = self._entropy(32).hex(), "school"
            return self._token

    def is_hers(self, token: str) -> bool:
        """Whether this browser is the one that goes on."""
        return bool(self._token) and same(token, self._token)

    def say_school(self, language: str, school: str, timezone: str) -> None:
        """Step 1."""
        name = _name(school, "Say what the school is called.")
        if not _LANGUAGE.fullmatch(language):
            raise ServiceRefused("Choose the language in which the school speaks.")
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ServiceRefused("Choose a time zone from the list, such as Europe/Lisbon.") from None
        self._go("person", language=language, school=name, timezone=timezone)

    def say_person(self, name: str, password: str, again: str) -> None:
        """Step 2: the password is kept hashed from here on."""
        person = _name(name, "Say what the children call you.")
        check_length(password)
        if not same(password, again):
            raise ServiceRefused("The two passwords are not the same. Type both again.")
        with self._door:
            hashed = PasswordHasher().hash(password)
        self._go("recovery", person=person, hash=hashed)

    def recovery_key(self) -> RecoveryKey:
        """Step 3: the key to put on paper; the same one until its words came back."""
        if self._key is None:
            self._key = RecoveryKey(self._entropy(ENTROPY))
        return self._key

    def written_down(self) -> None:
        """The sheet is on paper: now four of its words are asked for."""
        self.recovery_key()
        self._places = ()
        self._go("words")

    def places(self) -> tuple[int, ...]:
        """Which words are asked for, counted from 1."""
        if not self._places:
            order = sorted(range(1, 10), key=lambda _: self._entropy(8))
            self._places = tuple(sorted(order[:ASKED]))
        return self._places

    def say_words(self, words: tuple[str, ...]) -> None:
        """Step 4: four words of the sheet; from here on nobody here knows the key."""
        key = self.recovery_key()
        wanted = tuple(key.words[place - 1] for place in self.places())
        typed = tuple(word.strip().lower()[:LONGEST] for word in words)
        if len(typed) != ASKED or not same(" ".join(typed), " ".join(wanted)):
            raise ServiceRefused("These are not the words on the sheet. Look at the numbers once more.")
        self._key = None
        self._go("second", recovery=key.public)

    def say_second(self, path: str) -> None:
        """Step 5: the folder on another disk; "" goes on without one."""
        second = Path(path.strip()) if path.strip() else None
        if second is not None:
            self._refuse_place(second)
        self._go("class", second=second)

    def say_class(self, name: str) -> None:
        """Step 6, the last."""
        self._go("done", class_name=_name(name, "Say what the class is called."))

    def back_to(self, step: str) -> None:
        """Look at an earlier step again; what was said stands. Not behind the sheet once its words came back."""
        known = {one: place for place, one in enumerate(STEPS)}
        if step in known and self.step in known and known[step] < known[self.step]:
            if self.answers.recovery and step in {"recovery", "words"}:
                raise ServiceRefused("The sheet counts already. A new one: waystation hub recovery, later.")
            self.step = next(one for one in STEPS if one == step)

    def _refuse_place(self, second: Path) -> None:
        if not second.is_absolute():
            raise ServiceRefused("Name the folder from the root, such as /media/stick.")
        state = SecondDevice(self._folder, BackupSettings(second=second)).state
        if state == "away" and second.is_dir():
            raise ServiceRefused(
                "That folder lies on the hub\u2019s own disk. A second device is another disk."
            )
        if state == "away":
            raise ServiceRefused(f"There is no folder {second}. Is the stick plugged in?")

    def _go(self, step: Step, **said: Any) -> None:
        with self._door:
            self.answers = self.answers._replace(**said)
            order = (*STEPS, "done")
            further = step == "done" or order.index(step) > order.index(self.step)
            skips = step in {"recovery", "words"} and self.answers.recovery
            self.step = "second" if skips else step if further else self.step


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, in a time that does not say how far they are."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def places_beyond(folder: Path, mounts: str) -> tuple[str, ...]:
    """Folders on other disks that lie at hand, out of the kernel's list of mounts."""
    found = [line.split()[1].replace("\\040", " ") for line in mounts.splitlines() if len(line.split()) > 1]
    near = [path for path in found if path.startswith(("/media/", "/mnt/", "/run/media/"))]
    return tuple(
        path
        for path in sorted(near)
        if SecondDevice(folder, BackupSettings(second=Path(path))).state == "here"
    )


def _name(text: str, else_: str) -> str:
    name = " ".join(text.split())[:LONGEST]
    if not name:
        raise ServiceRefused(else_)
    return name
