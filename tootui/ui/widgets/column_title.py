"""The row above a column that is not alone."""

from __future__ import annotations

from tootui.ui.render.glyphs import Glyphs
from tootui.ui.widgets.bar import Bar, Part, name_part


class ColumnTitle(Bar):
    """The row above a column that is not alone: its place, what is new there, and whether it has the keys."""

    DEFAULT_CSS = """
    ColumnTitle { background: $surface; }
    ColumnTitle.-focused { background: $panel; }
    """

    def tell(self, title: str, new: str, glyphs: Glyphs, *, is_focused: bool) -> None:
        """Show how things stand. A mark is shown for the column with the keys, so that it is seen without colours."""
        self.set_class(is_focused, "-focused")
        style = "bold" if is_focused else "$muted"
        left = [
            Part((f"{glyphs.cursor} " if is_focused else "  ",), "$accent"),
            name_part(title, style, glyphs.ellipsis, 1),
        ]
        self.show(left, [Part((f" {new} ",), "$accent")] if new else [])
