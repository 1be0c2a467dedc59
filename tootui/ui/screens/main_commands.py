"""What the commands do on the main screen, gathered from those who know about posts, places, people and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.ui.dispatch import Handler
from tootui.ui.screens.branching import ThreadCommands
from tootui.ui.screens.browsing import BrowseCommands
from tootui.ui.screens.conversing import ConversationCommands
from tootui.ui.screens.find import FindCommands
from tootui.ui.screens.going import GoCommands
from tootui.ui.screens.notifying import NotificationCommands
from tootui.ui.screens.requests import RequestCommands
from tootui.ui.screens.unsent import UnsentCommands

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

WORKS_IN_SIDEBAR = frozenset({"notice.undo", "account.sign_in", "timeline.refresh"})
"""Commands, besides those for moving and going, that do the same while the sidebar has the keys."""


def handlers_of(screen: MainScreen) -> dict[str, Handler]:
    """Moving, going, acting on posts and people, writing."""
    of_posts = {
        **BrowseCommands(screen).handlers(),
        **FindCommands(screen).handlers(),
        **screen.posts.handlers(),
        **ThreadCommands(screen).handlers(),
    }
    return {
        **{
            command_id: _unless_in_sidebar(screen, handler) if command_id not in WORKS_IN_SIDEBAR else handler
            for command_id, handler in of_posts.items()
        },
        **GoCommands(screen).handlers(),
        **screen.writing.handlers(),
        **UnsentCommands(screen).handlers(),
        **ConversationCommands(screen).handlers(),
        **RequestCommands(screen).handlers(),
        **NotificationCommands(screen).handlers(),
    }


def _unless_in_sidebar(screen: MainScreen, handler: Handler) -> Handler:
    """What is about posts is not done to those beside the sidebar, which one does not look at."""

    def why_not() -> str | None:
        if screen.columns.is_in_sidebar:
            return f"That is about posts. {screen.tootui.keymap.label('sidebar.leave')} goes back to them."
        return handler.why_not()

    return Handler(handler.run, why_not)
