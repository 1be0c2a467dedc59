"""The row of hashtags under a post."""

from __future__ import annotations

from collections.abc import Iterable

from tootui.text.clean import clean_line
from tootui.text.hashtags import folded
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, flowing


def hashtag_lines(names: Iterable[str], told: set[str], width: int, ctx: RenderContext) -> list[Line]:
    """A row of tags, each once.

    Args:
        names: The tags' names.
        told: Those that the text has already, as `folded` gives them.
        width: Cells to use.
        ctx: The screen's context.
    """
    further: dict[str, str] = {}
    for name in names:
        same = folded(name)
        if same not in told:
            further.setdefault(same, name)
    pieces = [
        Piece(fit(f"#{clean_line(name)}", width, ctx.glyphs.ellipsis), "hashtag", Target("hashtag", name))
        for name in further.values()
    ]
    return flowing(pieces, width, lambda used: 1)
