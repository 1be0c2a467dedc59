"""What is drawn to be clicked: no kind of it is without an effect."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.snapshots.every_post import every_post
from tests.support.drawn import NOW
from tootui.ui.render.context import RenderContext
from tootui.ui.render.post import render_post
from tootui.ui.screens.posting import FOLLOWED


@pytest.mark.parametrize("opened", [False, True])
def test_every_target_of_every_post_is_followed(opened: bool) -> None:
    ctx = RenderContext(now=NOW, languages=frozenset({"en"}))
    kinds: set[str] = set()
    for view in every_post().values():
        status = replace(view.inner, quotes_count=3)
        layout = render_post(replace(view, status=status, focused=opened), 80, ctx)
        kinds |= {piece.target.kind for line in layout.lines for piece in line.pieces if piece.target is not None}
    assert {"link", "mention", "hashtag", "media", "cw", "reply", "boost", "favourite"} <= kinds
    assert kinds <= FOLLOWED
