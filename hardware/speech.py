"""The socket for a voice, and the one behind it: espeak-ng makes the sound and aplay plays it."""

import hashlib
import re
import shutil
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from hardware.errors import HardwareError, PartMissing, SpeechGone

LONGEST = 600  # characters
_WORDS_A_MINUTE = 145  # slow enough for a listener of six
LOUDEST = 5
_AMPLITUDES = {1: 18, 2: 45, 3: 100, 4: 145, LOUDEST: 200}  # espeak-ng's own scale ends at 200
_KEEP_BYTES = 64_000_000
_SYNTHESIS_S = 10.0
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")


class Speech(Protocol):
    """Says one thing at a time; a new one cuts the old one short. Nothing here blocks or raises."""

    def say(self, text: str, lang: str = "en", *, private: bool = False) -> None:
        """`lang` is a tag such as `en` or `pt-BR`. Private words (a child's own, or about a child) are never
        kept on disk as sound.
        """

    def stop(self) -> None:
        """Silence, now."""

    def turn(self, level: int) -> bool:
        """Speak so loud from the next words on, 1 to 5 (3 at first); False where there is no voice."""

    def close(self) -> None:
        """Silence for good. May be called twice."""

    @property
    def speaking(self) -> bool: ...


class _Words(NamedTuple):
    text: str
    lang: str
    private: bool


class EspeakSpeech:
    """Sounds that were made once are kept in the folder `cache`, named by what they say; `device` is a name
    from `aplay -L`; `trouble` hears, on the speaking thread, why something could not be said.
    """

    def __init__(
        self,
        cache: Path,
        device: str = "default",
        *,
        trouble: Callable[[HardwareError], None] = lambda _error: None,
    ) -> None:
        self._cache = cache
        self._device = device
        self._trouble = trouble
        self._level = 3
        self._changed = threading.Condition()
        self._wanted: _Words | None = None
        self._waiting = False
        self._closed = False
        self._player: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)

    def say(self, text: str, lang: str = "en", *, private: bool = False) -> None:
        self._want(_Words(spoken(text), lang, private))

    def stop(self) -> None:
        self._want(None)

    def turn(self, level: int) -> bool:
        self._level = min(max(level, 1), LOUDEST)
        return True

    def close(self) -> None:
        self._closed = True
        self._want(None)
        if self._thread.is_alive():
            self._thread.join(_SYNTHESIS_S)

    @property
    def speaking(self) -> bool:
        return self._wanted is not None

    def _want(self, words: _Words | None) -> None:
        with self._changed:
            words = None if self._closed else words
            self._wanted, self._waiting = words, words is not None
            if self._player is not None:
                self._player.terminate()
            if words and not self._thread.ident:
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while words := self._next():
            try:
                self._play(self._sound(words), words)
            except HardwareError as error:
                self._trouble(error)
            with self._changed:
                if self._wanted is words:
                    self._wanted = None

    def _next(self) -> _Words | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            self._waiting = False
            return None if self._closed else self._wanted

    def _sound(self, words: _Words) -> bytes:
        level = self._level
        if words.private:
            return synthesise(words.text, words.lang, level)
        named = "\n".join((*words[:2], str(level)))
        name = hashlib.blake2b(named.encode(), digest_size=16).hexdigest()
        file = self._cache / f"{name}.wav"
        try:
            return file.read_bytes()
        except OSError:
            sound = synthesise(words.text, words.lang, level)
            keep(file, sound)
            return sound

    def _play(self, sound: bytes, words: _Words) -> None:
        if shutil.which("aplay") is None:
            raise PartMissing("Speaking", "aplay", "apt install alsa-utils")
        with self._changed:
            if self._wanted is not words:
                return
            pipe = subprocess.PIPE
            self._player = subprocess.Popen(["aplay", "-q", "-D", self._device], stdin=pipe, stderr=pipe)
        with self._player as player:
            _, complaints = player.communicate(sound)
        with self._changed:
            self._player = None
        if player.returncode > 0 and self._wanted is words:
            raise SpeechGone(_last_line(complaints))


def spoken(text: str) -> str:
    """The text without what the voice would take for commands, on one line, at most 600 characters. Pure."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * LONGEST])
    return " ".join(re.sub(r"\[\[|\]\]|<|>", " ", plain).split())[:LONGEST]


def voices(lang: str) -> tuple[str, ...]:
    """The names under which espeak-ng may know the language, best first. Pure."""
    if not _LANGUAGE.fullmatch(lang):
        return ("en",)
    return tuple(dict.fromkeys((lang.lower(), lang.partition("-")[0])))


def synthesise(text: str, lang: str, level: int = 3) -> bytes:
    """A WAV file that says the text, 1 to 5 loud. Raises PartMissing, SpeechGone (no voice for this language)."""
    if shutil.which("espeak-ng") is None:
        raise PartMissing("Speaking", "espeak-ng", "apt install espeak-ng")
    complaints = b""
    for voice in voices(lang):
        how = ("-b", "1", "-s", str(_WORDS_A_MINUTE), "-a", str(_AMPLITUDES[level]), "-v", voice)
        words = ["espeak-ng", "--stdin", "--stdout", *how]
        try:
            ended = subprocess.run(
                words, input=text.encode(), capture_output=True, timeout=_SYNTHESIS_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise SpeechGone("espeak-ng takes too long") from error
        if ended.returncode == 0 and len(ended.stdout) > 44:
            return _true_length(ended.stdout)
        complaints = ended.stderr
    raise SpeechGone(_last_line(complaints))


def keep(file: Path, sound: bytes) -> None:
    """Writes a sound into its folder and lets the oldest go when the folder is full; a full disk is no harm."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(sound)
        part.replace(file)
        oldest_first = sorted(file.parent.glob("*.wav"), key=lambda path: path.stat().st_mtime)
        spare = sum(path.stat().st_size for path in oldest_first) - _KEEP_BYTES
        for path in oldest_first:
            if spare <= 0:
                break
            spare -= path.stat().st_size
            path.unlink()
    except OSError:
        return


def _true_length(sound: bytes) -> bytes:
    """espeak-ng writes to a pipe before it knows how long it will speak; the header learns it here."""
    return b"".join(
        (
            sound[:4],
            struct.pack("<I", len(sound) - 8),
            sound[8:40],
            struct.pack("<I", len(sound) - 44),
            sound[44:],
        )
    )


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "no reason given")
