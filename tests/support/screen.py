"""What a terminal would show: a screen made of the bytes a program wrote."""

from __future__ import annotations

import copy
import re

import pyte
from pyte.screens import Char, Cursor, StaticDefaultDict

ALTERNATE_SCREEN = 1049
HIDDEN_CURSOR_OFF = 25
MOUSE_MODES = (1000, 1003, 1006)

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[A-Za-z]|\x1b_[^\x1b]*\x1b\\")
"""Keyboard protocol switches and application strings: pyte would print what follows the first letter."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[^A-Za-z~]*)?$")

_EDGES = " ▌▐▏▕│┃⎢|"
"""What stands beside words that go over several rows."""


class _Cells(pyte.Screen):
    """pyte's, which knows nothing of the alternate screen: one comes to it empty, and back to what was there before."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self._main: tuple[dict[int, StaticDefaultDict[int, Char]], Cursor] | None = None

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        """See pyte."""
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and ALTERNATE_SCREEN in modes and self._main is None:
            self._main = copy.deepcopy(self.buffer), copy.copy(self.cursor)
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        """See pyte."""
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and ALTERNATE_SCREEN in modes and self._main is not None:
            is_hidden = self.cursor.hidden
            (self.buffer, self.cursor), self._main = self._main, None
            self.cursor.hidden = is_hidden


class Screen:
    """Cells, cursor and modes after everything that was fed, without colours unless a cell is asked for."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Cells(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Draw what a program wrote; a sequence cut in two waits for its second half."""
        data = self._rest + data
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[: len(data) - len(self._rest)]))

    def resize(self, columns: int, rows: int) -> None:
        """Take on another size, empty until the program has drawn again: what it drew before tells nothing now."""
        self._screen.resize(rows, columns)
        self._screen.erase_in_display(2)

    @property
    def lines(self) -> list[str]:
        """The rows from the top, without the blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """All rows, one below the other."""
        return "\n".join(self.lines)

    def shows(self, *texts: str) -> bool:
        """Whether all texts are there, each within a row or, as words are wrapped, over several."""
        lines = self.lines
        rows = "\n".join(lines)
        missing = [text for text in texts if text not in rows]
        if not missing:
            return True
        words = " ".join(" ".join(line.strip(_EDGES).split()) for line in lines)
        return all(text in words for text in missing)

    def row_of(self, text: str) -> int | None:
        """The first row that holds a text."""
        return next((y for y, line in enumerate(self.lines) if text in line), None)

    def line_with(self, text: str) -> str:
        """The first row that holds a text, empty where none does."""
        row = self.row_of(text)
        return "" if row is None else self.lines[row]

    def cell(self, x: int, y: int) -> pyte.screens.Char:
        """One cell with its colours and attributes."""
        return self._screen.buffer[y][x]

    def colours(self) -> set[str]:
        """Every foreground and background in use; ``default`` is the terminal's own."""
        width, height = self._screen.columns, self._screen.lines
        cells = (self.cell(x, y) for y in range(height) for x in range(width))
        return {colour for cell in cells for colour in (cell.fg, cell.bg)}

    def has_mode(self, mode: int) -> bool:
        """Whether a private mode (``CSI ? mode h``) is on."""
        return mode << 5 in self._screen.mode

    @property
    def on_alternate_screen(self) -> bool:
        """Whether a full-screen program has the terminal."""
        return self.has_mode(ALTERNATE_SCREEN)

    @property
    def reports_mouse(self) -> bool:
        """Whether mouse movements arrive as input."""
        return any(self.has_mode(mode) for mode in MOUSE_MODES)

    @property
    def cursor_is_hidden(self) -> bool:
        """Whether the terminal's own cursor is invisible."""
        return not self.has_mode(HIDDEN_CURSOR_OFF)
