"""Taking a post along as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.status import Status
from tootui.ui.dispatch import Handler
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class Copies:
    """Puts what belongs to a post on the clipboard."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The commands that copy."""
        selected = self._selected
        return {
            "status.copy_text": Handler(selected.acting(self._copy_text), selected.why_none),
        }

    def _copy_text(self, status: Status) -> None:
        from tootui.text.post_markdown import post_markdown

        post = status.inner
        # The first letters may be behind the warning, where somebody looks over one's shoulder.
        named = f"the post of {self._screen.look.drawn(f'@{post.account.acct}')}" if post.spoiler_text else ""
        self._screen.tootui.copy_to_clipboard(post_markdown(status), named)
