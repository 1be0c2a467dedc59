"""What can be done on every screen: leave, copy, look for a key or a command, change the theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.config.themes import theme_names
from tootui.ui.commands import GROUPS
from tootui.ui.dispatch import Handler

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp

QUIT_SECONDS = 2.0
"""How long after the first ctrl+c a second one quits."""


class EverywhereCommands:
    """The commands that are the same on every screen; they act on the one on top."""

    def __init__(self, app: TootuiApp) -> None:
        self._app = app
        self._interrupted_at = 0.0

    def handlers(self) -> dict[str, Handler]:
        """What they do."""
        return {
            "app.interrupt": Handler(self.interrupt),
            "app.quit": Handler(self.ask_to_quit),
            "app.suspend": Handler(self._app.action_suspend_process),
            "help.show": Handler(self.show_help),
            "palette.open": Handler(self.open_palette),
        }

    def interrupt(self) -> None:
        """Copy what is selected; without a selection the second time in a row quits."""
        app = self._app
        in_field = getattr(app.focused, "selected_text", "")
        selected = in_field or app.screen.get_selected_text()
        if selected:
            app.copy_to_clipboard(selected)
            app.screen.clear_selection()
            return
        now = app.clock.time()
        if now - self._interrupted_at < QUIT_SECONDS:
            app.exit(0)
        self._interrupted_at = now
        app.notices.post("ctrl+c once more quits.", key="interrupt")

    def ask_to_quit(self) -> None:
        """Quit after a yes."""
        from tootui.ui.screens.confirm import Confirm

        question = Confirm(
            "Quit tootui?", "Drafts and everything you wrote are kept.", yes="quit", yes_keys=("q", "ctrl+q")
        )
        self._app.push_screen(question, lambda yes: self._app.exit(0) if yes else None)

    def show_help(self) -> None:
        """Show the keys that work on the present screen."""
        from tootui.ui.screens.help import HelpScreen

        top = self._app.top
        is_guest = top.reader is not None and top.reader.is_guest
        self._app.push_screen(HelpScreen(top.dispatcher, is_guest=is_guest))

    def open_palette(self) -> None:
        """Run a command of the present screen by its name."""
        from tootui.ui.screens.palette import Palette, PaletteItem

        app = self._app
        top = app.top
        items = [
            PaletteItem(
                command.title, app.keymap.label(command.id), top.later(command.id), reason, GROUPS[command.group]
            )
            for command, reason in top.dispatcher.offered()
            if command.id != "palette.open"
        ]
        items += [PaletteItem(f"theme {name}", "", partial(app.wear, name), group="Themes") for name in theme_names()]
        app.push_screen(Palette(items), lambda item: item.run() if item is not None else None)
