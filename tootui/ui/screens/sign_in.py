"""Signing in: name the server, let it say yes in a browser, be done."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import TootuiError
from tootui.service.browser import open_url
from tootui.service.signin import SignIn, SignInOffer
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import TypedLine
from tootui.ui.work import begin


class SignInScreen(Dialog[StoredAccount]):
    """Answers with the account that is signed in now, None when the person gave up.

    Args:
        credentials: where the account is kept.
        browser: the command that opens addresses, empty for the system's way.
        server: the server to begin with.
    """

    CSS_PATH = ["dialog.tcss", "sign_in.tcss"]
    SPLITS_ALT = False

    def __init__(self, credentials: CredentialStore, *, browser: str = "", server: str = "") -> None:
        super().__init__()
        self._credentials = credentials
        self._browser = browser
        self._server = server
        self._sign_in: SignIn | None = None

    def compose(self) -> ComposeResult:
        """The server's name; below it, once it has answered, the page to open and a line for its code."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Sign in")
            frame.border_subtitle = Content("Enter goes on, Esc closes")
            yield Static("Your server", classes="label")
            yield TypedLine(
                self._server, placeholder="mastodon.example, or @you@mastodon.example", id="server", compact=True
            )
            with Vertical(id="offer"):
                yield Static("Open this page and say yes there. It is on the clipboard.", classes="label", id="how")
                yield Static("", id="address", markup=False)
                yield Static("If the browser does not come back by itself, paste here", classes="label")
                yield TypedLine(placeholder="the code, or the whole address it ended on", id="code", compact=True)
            yield Static("", id="state", markup=False)

    def on_mount(self) -> None:
        """Begin with the server's name."""
        self.query_one("#offer").display = False
        self.query_one("#server", Input).focus()

    def on_unmount(self) -> None:
        """Stop listening for the browser."""
        self._give_up()

    def _give_up(self) -> None:
        if self._sign_in is not None:
            begin(self.app, self._sign_in.close)
            self._sign_in = None

    @on(Input.Submitted, "#server")
    def _on_server(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._give_up()
            self._begin(event.value)
        else:
            self._tell("Type the name of the server where your account is.", is_problem=True)

    @on(Input.Submitted, "#code")
    def _on_code(self, event: Input.Submitted) -> None:
        if self._sign_in is not None and event.value.strip():
            self._finish(self._sign_in, event.value)

    @work(exclusive=True, group="begin", exit_on_error=False)
    async def _begin(self, server: str) -> None:
        self._tell("Asking the server")
        sign_in = SignIn(server, credentials=self._credentials)
        self._sign_in = sign_in
        try:
            offer = await sign_in.begin()
        except TootuiError as error:
            self._tell(str(error), is_problem=True)
            return
        self._show(offer)
        if not offer.listener:
            return
        try:
            code = await sign_in.wait_for_code()
        except TootuiError as error:
            self._tell(str(error), is_problem=True)
        else:
            self._finish(sign_in, code)

    def _show(self, offer: SignInOffer) -> None:
        if not self.is_running:
            return
        self.query_one("#address", Static).update(Content(offer.url))
        self.query_one("#offer").display = True
        self.query_one("#code", Input).focus()
        self.tootui.copy_to_clipboard(offer.url)
        if open_url(offer.url, self._browser) is None:
            self._tell("A browser was opened. Waiting for it to come back")
        else:
            self._tell("Waiting for the browser to come back, or for the code")

    @work(exclusive=True, group="finish", exit_on_error=False)
    async def _finish(self, sign_in: SignIn, code: str) -> None:
        self._tell("Signing in")
        try:
            account = await sign_in.finish(code)
        except TootuiError as error:
            self._tell(str(error), is_problem=True)
        else:
            self.answer(account)

    def _tell(self, words: str, *, is_problem: bool = False) -> None:
        if self.is_running:  # else it was closed while the server was asked
            state = self.query_one("#state", Static)
            state.update(Content(words))
            state.set_class(is_problem, "-problem")
