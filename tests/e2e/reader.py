"""A person at the terminal: what is selected, and how to get somewhere by the keys everybody uses."""

from __future__ import annotations

import time

from tests.support.pty import CEILING, TerminalProcess
from tootui.ui.widgets.column_layout import RULE, SIDEBAR_WIDTH

CURSOR = "▐"
"""What stands at the left of the selected post."""

_FAR_ENOUGH = 120
_ANSWER_SECONDS = 3.0
"""Within which a key mostly shows what it does."""
_RULES = {CURSOR: "⎢", ">": "|"}
"""What stands between sidebar and posts, by the sign of the selected post."""


class Reader:
    """Reads a terminal as a person does, and presses keys one after the other, looking in between."""

    def __init__(self, terminal: TerminalProcess, *, cursor: str = CURSOR) -> None:
        self.terminal = terminal
        self._cursor = cursor

    @property
    def selected(self) -> str:
        """The selected post, as far as it is on screen; empty where nothing is selected."""
        marked = (line.lstrip() for line in self._lines)
        return "\n".join(line.removeprefix(self._cursor).strip() for line in marked if line.startswith(self._cursor))

    @property
    def _lines(self) -> list[str]:
        """The lines of the screen at the right of the sidebar, where there is one."""
        lines, rule = self.terminal.screen.lines, _RULES[self._cursor]
        is_beside = all(line[SIDEBAR_WIDTH : SIDEBAR_WIDTH + RULE] == rule for line in lines[1:3])
        return [line.partition(rule)[2] for line in lines[1:-1]] if is_beside else lines

    def wait_for_posts(self) -> str:
        """Wait until a post is selected, which has an author, rather than a line that says what is going on."""
        self.terminal.wait_until(lambda: "@" in self.selected, "a selected post")
        return self.selected

    def move(self, key: str) -> str:
        """Press a key that moves the selection and wait until it has moved; gives what is selected then.

        What is selected may change besides, as a post's age does: who awaits a certain post uses `move_to`.
        """
        self.terminal.wait_until(lambda: self.selected, "something selected")
        before = self.selected
        self.terminal.press(key)
        self.terminal.wait_until(lambda: self.selected not in ("", before), f"{key} to move the selection")
        return self.selected

    def move_to(self, key: str, words: str) -> None:
        """Press a key that selects a post with some words."""
        self.terminal.press(key)
        self.see_selected(words)

    def go_to(self, words: str) -> None:
        """Go down until the selected post holds some words; back up where they were passed by."""
        self.wait_for_posts()
        for _ in range(_FAR_ENOUGH):
            if words in self.selected:
                self.terminal.settle()  # a move may be drawn in two steps
                if words in self.selected:
                    return
            self._step("k" if self._is_above(words) else "j")
        raise AssertionError(f"No post with {words!r} within {_FAR_ENOUGH} steps\n{self.terminal.dump()}")

    def _is_above(self, words: str) -> bool:
        """Whether words stand on the screen above what is selected."""
        before, mark, _ = "\n".join(line.lstrip() for line in self._lines).partition(f"\n{self._cursor}")
        return bool(mark) and words in before

    def _step(self, key: str) -> None:
        """Move on by one; press again where nothing comes of it, as at the end of what is loaded."""
        before, give_up = self.selected, time.monotonic() + CEILING
        while self.selected in ("", before):
            assert time.monotonic() < give_up, f"{key} moves nothing\n{self.terminal.dump()}"
            again_at = self.terminal.press(key) + _ANSWER_SECONDS
            while self.selected in ("", before) and time.monotonic() < again_at:
                self.terminal.pump(0.02)

    def see_selected(self, words: str) -> None:
        """Wait until the selected post holds some words."""
        self.terminal.wait_until(lambda: words in self.selected, f"{words!r} in the selected post")

    def type(self, text: str) -> None:
        """Type a text and wait until it stands on the screen."""
        self.terminal.send(text)
        self.terminal.wait_for(text)
