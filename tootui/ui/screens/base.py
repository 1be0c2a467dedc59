"""What all screens share: their keys go through the command list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from tootui.ui.commands import ACCOUNT_ONLY, BY_ID, EVERYWHERE, Command
from tootui.ui.failed_work import tell_failed_work

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.app import TootuiApp
    from tootui.ui.dispatch import Dispatcher, Handler

ResultT = TypeVar("ResultT")

_ABOUT_A_ROW = frozenset({"post", "person", "thread", "conversation", "requests"})
"""Groups of commands that act on what is selected."""


class CommandScreen(Screen[ResultT]):
    """A screen whose keys run commands.

    A subclass names its contexts, the closest first, and gives the handlers of its commands.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = (EVERYWHERE,)
    SPLITS_ALT: ClassVar[bool] = True
    """Whether alt+letter may be an Esc and a letter. Not where text is written: there people use alt to move by words,
    and neither must the text be closed nor the letter do something behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._dispatcher: Dispatcher | None = None

    @property
    def tootui(self) -> TootuiApp:
        """The program."""
        return cast("TootuiApp", self.app)

    @property
    def dispatcher(self) -> Dispatcher:
        """What turns this screen's keys into commands."""
        if self._dispatcher is None:
            from tootui.ui.dispatch import Dispatcher

            app = self.tootui
            self._dispatcher = Dispatcher(
                app.keymap,
                self._within_reach({**app.everywhere.handlers(), **self.handlers()}),
                self.contexts,
                self.say,
                self.chord_opened,
                resend=self._resend if self.SPLITS_ALT else None,
            )
        return self._dispatcher

    @property
    def reader(self) -> Session | None:
        """Who does what is done here: whose screen it is, else who is on the screen."""
        own: Session | None = vars(self).get("session")
        return own or self.tootui.session

    def _within_reach(self, handlers: dict[str, Handler]) -> dict[str, Handler]:
        """For a guest, what needs an account says so instead."""
        session = self.reader
        reason = session.why_not_write if session is not None else None
        if reason is None:
            return handlers
        key = self.tootui.keymap.label("account.switch")
        from tootui.ui.dispatch import Handler

        sentence = f"{reason} {key} leads there." if key else reason
        barred = {name: Handler(handlers[name].run, lambda: sentence) for name in ACCOUNT_ONLY & handlers.keys()}
        return handlers | barred

    def contexts(self) -> tuple[str, ...]:
        """Where the keys of this screen work at the moment, the closest first."""
        return self.CONTEXTS

    def handlers(self) -> dict[str, Handler]:
        """What commands do on this screen."""
        return {}

    @property
    def subject(self) -> str | None:
        """What the commands about a post would act on now; None where there is none."""
        return None

    def later(self, command_id: str) -> Callable[[], None]:
        """Give a command as it is to run when a menu over this screen is answered: on what is selected now, or not."""
        meant = self.subject

        def run() -> None:
            if BY_ID[command_id].group in _ABOUT_A_ROW and self.subject != meant:
                self.say("What was selected is gone: nothing was done.")
            else:
                self.dispatcher.run(command_id)

        return run

    def say(self, text: str) -> None:
        """Tell the person why a key does nothing. A screen that lies over the place for that has one of its own."""
        self.tootui.say(text)

    def chord_opened(self, prefix: str, following: list[tuple[str, Command]]) -> None:
        """The first keys of a chord were pressed; ``following`` may come next. Empty: it is over."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work that failed is not passed over."""
        tell_failed_work(self.tootui, event)

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Close with an answer. The first one counts: of two quick clicks or keys the second finds another screen."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Give the keys to a widget, those as well that were typed since and have not been read yet."""
        former = self.focused
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.focused is not None and self.focused is not former and self.is_active:
            from tootui.ui.carried_keys import carry_keys_within

            carry_keys_within(former or self, self.focused)

    async def on_event(self, event: events.Event) -> None:
        """Take what happens.

        A key that was on its way while the one before it opened or closed a screen is meant for the screen on top by
        now: what is typed ahead must never act on posts behind it, nor answer a dialog a second time.
        """
        if isinstance(event, events.Key) and self.app.screen is not self:
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
        else:
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Run what a key means here; keys without a meaning go on to whatever else may want them."""
        from tootui.ui.dispatch import key_of

        if self.dispatcher.press(key_of(event.key, event.character)):
            event.stop()
            event.prevent_default()

    def _resend(self, character: str) -> None:
        """Have a letter arrive as a key of its own, at whatever screen is on top by now: before keys typed after it."""
        key = events.Key("enter" if character == "\r" else character, character if len(character) == 1 else None)
        is_written = self.focused is not None and self.focused.check_consume_key(key.key, key.character)
        if self.app.screen is self and not is_written:
            self.on_key(key)
        else:
            from tootui.ui.carried_keys import put_first

            put_first(self.app.screen, key)
