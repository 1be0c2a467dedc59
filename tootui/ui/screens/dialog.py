"""What all dialogs share: they lie over the screen, look alike, and Escape closes them."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.screen import ModalScreen

from tootui.ui.commands import DIALOG, EVERYWHERE
from tootui.ui.dispatch import Handler
from tootui.ui.screens.base import CommandScreen, ResultT


class Dialog(CommandScreen[ResultT], ModalScreen[ResultT]):
    """A box over the screen. Escape closes it with no answer."""

    CONTEXTS = (DIALOG, EVERYWHERE)
    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialog.tcss"]
    _brought: ResultT | None = None
    """The answer, where it came while something else lay over this."""

    def handlers(self) -> dict[str, Handler]:
        """Close without an answer."""
        return {"dialog.close": Handler(self.close)}

    def close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def answer(self, result: ResultT) -> None:
        """Close with what work in the background has brought; as soon as this is on top, where it is not."""
        if self.is_active:
            self.dismiss(result)
        else:
            self._brought = result

    def on_screen_resume(self) -> None:
        """What lay over this is gone."""
        if self._brought is not None:
            self.dismiss(self._brought)
