"""Settings that were changed while the program runs: what of them holds at once, and what from the next start on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import fields

if TYPE_CHECKING:
    from tootui.config.settings import Settings
    from tootui.ui.app import TootuiApp
    from tootui.ui.screens.main import MainScreen

_AT_ONCE = frozenset(
    {
        *("general.browser", "general.copy_command"),
        *("appearance.theme", "appearance.clock", "appearance.text_width", "appearance.absolute_times"),
        *("timeline.confirm_boost", "compose.ask_descriptions", "compose.confirm_widening"),
        *("media.image", "media.video", "media.audio", "keys"),
    }
)
"""What is looked at each time it is needed; all else is built into what is there already."""


def changed_settings(before: Settings, after: Settings) -> list[str]:
    """The names of the settings that differ, as they are written in sentences: ``timeline.page_size``."""
    names = []
    for section in (one.name for one in fields(before)):
        old, new = getattr(before, section), getattr(after, section)
        if isinstance(old, dict):
            names += [section] if old != new else []
        else:
            names += [
                f"{section}.{one.name}" for one in fields(old) if getattr(old, one.name) != getattr(new, one.name)
            ]
    return names


def take_over(app: TootuiApp, after: Settings) -> list[str]:
    """Have changed settings hold.

    Returns:
        the names of those that hold from the next start on.
    """
    changed = changed_settings(app.settings, after)
    app.settings = after
    app.look.take(after.appearance)
    app.keymap.take(after.keys)
    if "appearance.theme" in changed:
        app.wear(after.appearance.theme)
    for screen in app.account_screens.main_screens:
        screen.bridge.soon(partial(_draw_anew, screen))  # which has header and footer told as well
    return [name for name in changed if name not in _AT_ONCE]


def _draw_anew(screen: MainScreen) -> None:
    for opened in screen.columns.lists:
        opened.invalidate()
