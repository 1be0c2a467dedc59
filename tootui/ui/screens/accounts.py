"""The accounts of this program: one is shown, the others wait as they were left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.model.errors import CredentialsError
from tootui.service.accounts import Accounts, AccountState
from tootui.service.unread_elsewhere import MOST_COUNTED
from tootui.text.numbers import compact
from tootui.ui.commands import ACCOUNTS, EVERYWHERE, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.render.cells import fit
from tootui.ui.screens.dialog import Dialog
from tootui.ui.widgets.footer import Footer

_WIDTH = 76
_AROUND = 6
"""Cells of a row that frame, padding and scroll bar take."""
_BELOW = 4
"""Rows that the frame, a line of words and the keys take."""


class Wanted(NamedTuple):
    """What the person wants.

    Attributes:
        deed: ``show``, ``add``, ``visit``, ``demo``, ``log_out`` or ``people``.
        state: the account it is about, as it was in the list; None where it is about a new one.
    """

    deed: str
    state: AccountState | None = None


class AccountsDialog(Dialog[Wanted]):
    """Answers with what the person wants, None when all shall stay as it is.

    Args:
        accounts: which there are.
        has_demo: whether a demo can be started.
    """

    CONTEXTS = (ACCOUNTS, EVERYWHERE)

    def __init__(self, accounts: Accounts, *, has_demo: bool) -> None:
        super().__init__()
        self._accounts = accounts
        self._has_demo = has_demo
        self._states = accounts.states()
        self._stop: Callable[[], None] | None = None
        self._options = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """The accounts and the keys."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Accounts")
            yield self._options
            yield Static(classes="problem", markup=False)
            yield Footer(id="accounts-keys")

    def on_mount(self) -> None:
        """Begin at the account one would go back to."""
        commands = [one for one in commands_in((ACCOUNTS,)) if self._has_demo or one.id != "accounts.demo"]
        self.query_one(Footer).tell(commands, self.tootui.keymap)
        self.say("")
        self._draw()
        back = (number for number, state in enumerate(self._states) if not state.is_shown)
        self._options.highlighted = next(back, 0)
        self._stop = self._accounts.observe(self._changed)
        self._changed()  # counts may have come since the rows were made
        self._accounts.look()

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the keys, however many accounts there are."""
        self._options.styles.max_height = max(3, event.size.height - _BELOW)

    def on_unmount(self) -> None:
        """Look no more."""
        if self._stop is not None:
            self._stop()

    def say(self, text: str) -> None:
        """Tell it here: the place for it may be covered."""
        problem = self.query_one(".problem", Static)
        problem.update(Content(text))
        problem.display = bool(text)

    def handlers(self) -> dict[str, Handler]:
        """Show one, add one, take leave of one."""
        handlers = {
            "accounts.show": Handler(self._show),
            "accounts.next": Handler(self._down),
            "accounts.previous": Handler(self._up),
            "accounts.add": Handler(self._answering("add")),
            "accounts.visit": Handler(self._answering("visit")),
            "accounts.log_out": Handler(self._log_out),
            "accounts.people": Handler(self._answering("people")),
            "accounts.close": Handler(self.close),
        }
        if self._has_demo:
            handlers["accounts.demo"] = Handler(self._answering("demo"))
        for number in range(1, 10):
            handlers[f"accounts.show_{number}"] = Handler(self._show_number(number), self._why_no_number(number))
        return handlers

    # The rows

    @property
    def _selected(self) -> AccountState:
        return self._states[self._options.highlighted or 0]

    def _changed(self) -> None:
        """Counts came: the rows stay where they are."""
        try:
            fresh = {state.account.name: state for state in self._accounts.states()}
        except CredentialsError:  # which is said when one opens this anew
            return
        self._states = [fresh.get(state.account.name, state) for state in self._states]
        self.call_next(self._draw)

    def _draw(self) -> None:
        options = self._options
        if not options.is_attached:  # the dialog was closed meanwhile
            return
        highlighted = options.highlighted
        options.clear_options()
        options.add_options([Option(self._row(number, state)) for number, state in enumerate(self._states, 1)])
        options.highlighted = highlighted

    def _row(self, number: int, state: AccountState) -> Content:
        look = self.tootui.look
        width = min(self.app.size.width, _WIDTH) - _AROUND
        words, style = _standing(state)
        key = f"{number}  " if number <= 9 else "   "
        mark = f"{look.glyphs.check} " if state.is_shown else "  "
        title = fit(look.drawn(state.title), width - len(key) - len(mark) - len(words) - 2, look.glyphs.ellipsis)
        room = " " * max(0, width - len(key) - len(mark) - Content(title).cell_length - len(words))
        return Content.assemble(
            (key, "bold $accent"), (mark, "$accent"), (title, "bold" if state.is_shown else ""), room, (words, style)
        )

    # Acts

    def _down(self) -> None:
        self._options.action_cursor_down()

    def _up(self) -> None:
        self._options.action_cursor_up()

    def _answering(self, deed: str) -> Callable[[], None]:
        def run() -> None:
            self.dismiss(Wanted(deed))

        return run

    def _log_out(self) -> None:
        self.dismiss(Wanted("log_out", self._selected))

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        self.dismiss(Wanted("show", self._selected))

    def _show_number(self, number: int) -> Callable[[], None]:
        def run() -> None:
            self.dismiss(Wanted("show", self._states[number - 1]))

        return run

    def _why_no_number(self, number: int) -> Callable[[], str | None]:
        def why_not() -> str | None:
            return None if number <= len(self._states) else f"There is no account {number} here."

        return why_not


def _standing(state: AccountState) -> tuple[str, str]:
    """What is to be said of an account, and in which style."""
    if state.is_signed_out:
        return "signed out: Enter signs in again", "$warning"
    if state.is_shown:
        return "shown", "$muted"
    if not state.unread:
        return "", "$muted"
    more = "+" if state.unread >= MOST_COUNTED else ""
    return f"{compact(state.unread)}{more} unread", "bold $accent"
