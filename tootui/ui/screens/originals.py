"""The commands that show what a post was before, and what its author typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.model.status import Status
from tootui.ui.dispatch import Handler
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class Originals:
    """Opens them for the selected post."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The commands that open them."""
        selected = self._selected
        return {
            "status.history": Handler(selected.acting(self._show_history), selected.why_not(self._why_no_history)),
            "status.source": Handler(selected.acting(self._show_source), selected.why_not(self._why_no_source)),
        }

    def _why_no_history(self, status: Status) -> str | None:
        return self._screen.session.enquiries.originals.why_no_history(status)

    def _why_no_source(self, status: Status) -> str | None:
        return self._screen.session.enquiries.originals.why_no_source(status)

    def _show_history(self, status: Status) -> None:
        from tootui.ui.screens.original_pages import HistoryPage

        read = partial(self._screen.session.enquiries.originals.history, status.inner.id)
        self._screen.app.push_screen(HistoryPage(read))

    def _show_source(self, status: Status) -> None:
        from tootui.ui.screens.original_pages import SourcePage

        read = partial(self._screen.session.enquiries.originals.source, status.inner.id)
        self._screen.app.push_screen(SourcePage(read))
