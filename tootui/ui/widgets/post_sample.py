"""A post by itself, as a timeline would show it."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.timeline_strips import RowStrips, seen_through


class PostSample(Widget):
    """As high as it is, and nothing of it is selected.

    Args:
        look: theme and glyphs.
        layout: gives its lines at a width in cells.
    """

    DEFAULT_CSS = "PostSample { height: auto; }"

    def __init__(self, look: Look, layout: Callable[[int], RowLayout]) -> None:
        super().__init__()
        self._look = look
        self._rows: RowStrips[str] = RowStrips(lambda _, width: layout(width), look.styles, look.glyphs, look.drawn)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes at a width."""
        self._rows.set_width(width)
        return len(self._rows.layout_of("").lines)

    def lay_out_anew(self) -> None:
        """Its lines are others now."""
        self._rows.clear()
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        self._rows.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the strips of a part of it."""
        if self._rows.width != self.size.width:
            self._rows.set_width(self.size.width)
        self._rows.set_styles(
            self._look.styles.through(seen_through(self.get_line_filters(), self.background_colors[1]))
        )
        strips = self._rows.strips_of("", selected=False)[crop.y : crop.bottom]
        strips += [self._rows.blank()] * (crop.height - len(strips))
        return [strip.crop(crop.x, crop.right) for strip in strips]
