"""A column: one place in view, and behind it the places one came from."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tootui.ui.bridge import Bridge
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import PlaceList


class Column(Widget):
    """Shows the last of a stack of lists. Those below keep everything as it was left, to come back to the exact row.

    Args:
        root: the list at the bottom, which is always there.
        bridge: through which lists follow the session.
    """

    class Turned(Message):
        """Another list is in view."""

    DEFAULT_CSS = """
    Column { width: 1fr; height: 1fr; layout: vertical; }
    """

    def __init__(self, root: PlaceList, bridge: Bridge) -> None:
        super().__init__()
        self.lists: list[PlaceList] = [root]
        self._bridge = bridge

    def compose(self) -> ComposeResult:
        """The root; what is opened later is mounted above it."""
        yield self.lists[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing, quickly: the list in view covers all of it."""
        return [Strip.blank(crop.width)] * crop.height

    @property
    def current(self) -> PlaceList:
        """The list in view."""
        return self.lists[-1]

    @property
    def feed_list(self) -> FeedList | None:
        """The timeline in view, or the one the present list was opened from; None where there is none."""
        return next((opened for opened in reversed(self.lists) if isinstance(opened, FeedList)), None)

    def begin(self) -> None:
        """Let the root load."""
        self.lists[0].begin(self._bridge)

    def open(self, opened: PlaceList) -> None:
        """Show a list in front of the present one."""
        self.current.display = False
        self.lists.append(opened)
        self.mount(opened)
        self._turned()
        opened.begin(self._bridge)

    def back(self) -> bool:
        """Return to the list behind the present one; False where there is none."""
        if len(self.lists) == 1:
            return False
        left = self.lists.pop()
        left.end()
        left.display = False
        self.current.display = True
        self._turned()
        # Not before the screen is laid out without it: until then it may still be asked for its lines.
        self.call_after_refresh(left.remove)
        return True

    def back_to(self, wanted: PlaceList) -> None:
        """Return to one of the lists behind the present one."""
        while self.current is not wanted and self.back():
            pass

    def end(self) -> None:
        """Close all of them."""
        for opened in self.lists:
            opened.end()

    def _turned(self) -> None:
        self.current.focus(scroll_visible=False)
        self.post_message(self.Turned())
