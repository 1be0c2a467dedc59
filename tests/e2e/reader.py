"""A person at the terminal: what is selected, and how to get somewhere by the keys everybody uses."""

from __future__ import annotations

from tests.support.pty import TerminalProcess

CURSOR = "▐"
"""What stands at the left of the selected post."""

_FAR_ENOUGH = 120
_RULES = {CURSOR: "⎢", ">": "|"}
"""What stands between sidebar and posts, by the sign of the selected post."""
_SIDEBAR_CELLS = 25


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
        is_beside = all(line[:_SIDEBAR_CELLS].count(rule) == 1 for line in lines[1:3])
        return [line.partition(rule)[2] for line in lines[1:-1]] if is_beside else lines

    def wait_for_posts(self) -> str:
        """Wait until a post is selected, which has an author, rather than a line that says what is going on."""
        self.terminal.wait_until(lambda: "@" in self.selected, "a selected post")
        return self.selected

    def move(self, key: str) -> str:
        """Press a key that moves the selection and wait until it has moved; gives what is selected then."""
        before = self.selected
        self.terminal.press(key)
        self.terminal.wait_until(lambda: self.selected not in ("", before), f"{key} to move the selection")
        return self.selected

    def go_to(self, words: str) -> str:
        """Go down until the selected post holds some words."""
        self.wait_for_posts()
        key = "j"
        for _ in range(_FAR_ENOUGH):
            if words in self.selected:
                self.terminal.settle()
                if words in self.selected:
                    return self.selected
                key = "k"  # a move that was drawn in two steps looked like two moves
            self.move(key)
        raise AssertionError(f"No post with {words!r} within {_FAR_ENOUGH} steps\n{self.terminal.dump()}")

    def see_selected(self, words: str) -> None:
        """Wait until the selected post holds some words."""
        self.terminal.wait_until(lambda: words in self.selected, f"{words!r} in the selected post")

    def type(self, text: str) -> None:
        """Type a text and wait until it stands on the screen."""
        self.terminal.send(text)
        self.terminal.wait_for(text)
