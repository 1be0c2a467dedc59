"""Addresses handed to other programs: what of that is said, and what is left where none was started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.text.clean import is_openable

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp


def tell_handed_over(app: TootuiApp, url: str, reason: str | None, *, where: str = "") -> None:
    """Say that an address was opened, or why not; then it is on the clipboard, to be opened by hand.

    Args:
        reason: why no program was started; None when one was.
        where: by what it was opened.
    """
    if reason is None:
        app.say(f"Opened{where}: {url}")
        return
    if is_openable(url):
        app.copy_to_clipboard(url)
    app.say(reason, "warning")
