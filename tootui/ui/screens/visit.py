"""Looking at a server without an account: name it, and see whether it lets one."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tootui.config.credentials import StoredAccount
from tootui.model.errors import TootuiError
from tootui.service.guest import visit
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import TypedLine


class VisitScreen(Dialog[StoredAccount]):
    """Answers with who a guest is on the server, None when the person gave up."""

    CSS_PATH = ["dialog.tcss", "sign_in.tcss"]
    SPLITS_ALT = False

    def compose(self) -> ComposeResult:
        """The server's name, and what became of it."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Look at a server")
            frame.border_subtitle = Content("Enter goes on, Esc closes")
            yield Static("Whose public posts do you want to read? You need no account there.", classes="label")
            yield TypedLine(placeholder="mastodon.example", id="server", compact=True)
            yield Static("", id="state", markup=False)

    def on_mount(self) -> None:
        """Begin with the server's name."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _on_server(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._visit(event.value)
        else:
            self._tell("Type the name of a server.", is_problem=True)

    @work(exclusive=True, exit_on_error=False)
    async def _visit(self, server: str) -> None:
        self._tell("Asking the server")
        try:
            guest = await visit(server)
        except TootuiError as error:
            self._tell(str(error), is_problem=True)
        else:
            self.answer(guest)

    def _tell(self, words: str, *, is_problem: bool = False) -> None:
        if self.is_running:  # else it was closed while the server was asked
            state = self.query_one("#state", Static)
            state.update(Content(words))
            state.set_class(is_problem, "-problem")
