"""Real keys: letters go on as they come, Tab and arrows move a ring from choice to choice, Enter presses it."""

from typing import Final

from station.session.touches import Backspaced, KeyTyped, WritingDone
from station.ui.widgets.pressable import Pressable

_TAB, _ENTER, _PAD_ENTER, _SPACE, _BACKSPACE = 9, 13, 271, 32, 8
_FORWARD: Final = {_TAB, 274, 275}  # Tab, down, right
_BACK: Final = {273, 276}  # up, left
_WRITTEN: Final = {"JoinKeysView", "WriteView", "NoteView", "CodeView", "PinView"}
_SCANNER_S: Final = 0.1  # a scanner's Enter comes this soon after its last letter


class Keys:
    """`stage` holds the screen; `typed(text)` gets letters, Enter as a new line (None: they are posted)."""

    def __init__(self, *, stage, post, typed, clock):
        self._stage, self._post, self._clock = stage, post, clock
        self._typed = typed or (lambda text: post(KeyTyped(text=text)))
        self._last_letter = float("-inf")

    def listen(self, window):
        window.bind(on_textinput=self.letters, on_key_down=self.key)

    def letters(self, _window, text):
        if text == " " and self._focused() is not None and not self._writing():
            return True
        self._last_letter = self._clock()
        self._typed(text)
        return True

    def key(self, _window, key, _scancode=0, _text=None, modifiers=(), *_):
        if key in _FORWARD or key in _BACK:
            self._move(-1 if key in _BACK or "shift" in modifiers else 1)
        elif key == _BACKSPACE and self._writing():
            self._post(Backspaced())
        elif key in {_ENTER, _PAD_ENTER}:
            self._enter()
        elif key == _SPACE and not self._writing():
            self._press()
        return True

    def _enter(self):
        if self._clock() - self._last_letter < _SCANNER_S:
            self._typed("\n")
        elif not self._press() and self._writing():
            self._end_of_line()

    def _end_of_line(self):
        """On the pad for a PIN it is OK, else a new line."""
        if type(self._stage.view).__name__ == "PinView":
            self._post(WritingDone())
        else:
            self._typed("\n")

    def _press(self):
        part = self._focused()
        if part is not None:
            part.act()
        return part is not None

    def _move(self, step):
        parts = reading_order(self._stage.screen)
        if not parts:
            return
        focused = self._focused()
        at = parts.index(focused) + step if focused in parts else (0 if step > 0 else -1)
        if focused is not None:
            focused.focused = False
        parts[at % len(parts)].focused = True

    def _focused(self):
        screen = self._stage.screen
        parts = reading_order(screen) if screen is not None else []
        return next((part for part in parts if part.focused), None)

    def _writing(self):
        return type(self._stage.view).__name__ in _WRITTEN


def reading_order(screen):
    """Return what can be pressed on a screen, row by row from the top, each from the left."""
    parts = [part for part in screen.walk(restrict=True) if isinstance(part, Pressable) and part.is_open()]
    return sorted(parts, key=lambda part: (-round(part.top / 24), part.x))
