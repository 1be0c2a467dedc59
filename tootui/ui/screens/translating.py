"""The key that shows a post in the reader's language."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tootui.model.status import Status
from tootui.ui.dispatch import Handler
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.service.translations import Translations
    from tootui.ui.screens.main import MainScreen


class Translating:
    """Toggles the session's translations, and has the lists follow them once one was asked for."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The command that shows and hides."""
        return {
            "status.translate": Handler(
                self._selected.acting(lambda status: self._translations.toggle(status.id)),
                self._selected.why_not(self._why_not),
            )
        }

    def _why_not(self, status: Status) -> str | None:
        return self._screen.session.enquiries.translations.why_not(status)

    @cached_property
    def _translations(self) -> Translations:
        translations = self._screen.session.enquiries.translations
        self._screen.bridge.watch(translations.observe, self._changed)
        return translations

    def _changed(self) -> None:
        for opened in self._screen.columns.lists:
            opened.invalidate(shows_cursor=True)
