"""Dialogs with a line on which Enter acts, whatever is typed after it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection

from tootui.ui.screens.base import CommandScreen, ResultT
from tootui.ui.widgets.typed_ahead import STEPS, acts_at_once, is_written, passes_on, steps

_STEPS = STEPS | {"enter": "focus_next"}
"""Where the dialog does nothing else with Enter, that leads on as well."""


class TypedLine(Input):
    """A line in which Backspace, arrows and Enter act before what is typed after them, also in one burst."""

    async def on_key(self, event: events.Key) -> None:
        """Have what writes nothing act now; pass on what is not for the line."""
        if not passes_on(self, event) and not steps(self, event) and not is_written(event):
            await acts_at_once(self, event)


class PromptLine(Input):
    """A line whose Enter acts before the keys typed after it are taken: they belong to what comes then.

    What stands in it gives way to the first letter typed. Textual would select it when the line gets the focus, which
    may come after the first letters of somebody quick: the second would replace the first.

    Args:
        value: what the line holds at first.
        placeholder: what it shows while it is empty.
        gives_way: whether a letter takes the place of what stands there; else it comes behind that.
        compact: whether it is one row high.
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        gives_way: bool = True,
        compact: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=False, compact=compact, id=id)
        self.set_reactive(Input.selection, Selection(0 if gives_way else len(value), len(value)))

    async def on_key(self, event: events.Key) -> None:
        """Have what writes nothing act now instead of behind the keys after it; pass on what is not for the line."""
        if passes_on(self, event) or self.acts(event) or steps(self, event, _STEPS) or is_written(event):
            return
        await acts_at_once(self, event)

    def acts(self, event: events.Key) -> bool:
        """Have the dialog do what Enter, or Tab, does in it; False for other keys."""
        dialog = self.screen
        if not isinstance(dialog, Prompting) or not dialog.takes_from_line(event.key, self.value):
            return False
        event.stop()
        event.prevent_default()
        return True

    def takes_early(self, event: events.Key) -> bool:
        """Take a letter that was typed before the line had the focus; False for other keys."""
        if not event.character or not is_written(event):
            return False
        event.stop()
        event.prevent_default()
        self.replace(event.character, *self.selection)
        return True


class Prompting(CommandScreen[ResultT]):
    """A screen with such a line, or several. To be named behind `Dialog`: Textual takes styles from the first base."""

    def takes_from_line(self, key: str, text: str) -> bool:
        """Do what a key does on a line that holds a text; False for keys that are the line's own."""
        if key == "enter":
            self.entered(text)
        return key == "enter"

    def entered(self, text: str) -> None:
        """Enter was pressed on a line that holds this."""
        raise NotImplementedError

    @property
    def early_line(self) -> PromptLine | None:
        """The line whose keys may come before it has the focus; None where keys are not for a line."""
        line = self.query_one(PromptLine)
        return line if self.focused in (None, line) else None

    def on_key(self, event: events.Key) -> None:
        """What was typed ahead of the line belongs into it. Other keys go on to what screens do with them."""
        line = self.early_line
        if line is not None and not line.takes_early(event):
            line.acts(event)

    async def on_paste(self, event: events.Paste) -> None:
        """What was pasted ahead of the line belongs into it."""
        line = self.early_line if self.focused is None else None
        if line is not None:
            await line._on_message(event)
