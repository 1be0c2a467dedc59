"""A post as it will look, before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tootui.model.status import Status
from tootui.service.previewing import PREVIEW_ID
from tootui.ui.dispatch import key_of
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.post import render_post
from tootui.ui.screens.dialog import Dialog
from tootui.ui.widgets.timeline import TimelineView
from tootui.ui.widgets.timeline_strips import LEAD

if TYPE_CHECKING:
    from tootui.service.session import Session

_AROUND = 4 + LEAD + 1
"""Cells of a line that frame, padding and the mark of the selected row take."""
_WIDTH = 92
_MOVES = {"j": 1, "down": 1, "k": -1, "up": -1}
_PAGES = {"pagedown": 1, "pageup": -1, "space": 1}


class Preview(Dialog[None]):
    """Shows the post with its warning opened. Esc, q and Enter close it.

    Args:
        session: whose post.
        status: the post, made up.
        reply_to: whom it answers.
    """

    def __init__(self, session: Session, status: Status, reply_to: str | None) -> None:
        super().__init__()
        self._session = session
        self._view = PostView(status=status, inner=status, revealed=True, reply_to=reply_to)

    def compose(self) -> ComposeResult:
        """The post alone."""
        look = self.tootui.look
        post: TimelineView[str] = TimelineView(self._lay_out, look.styles, glyphs=look.glyphs, drawn=look.drawn)
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("As it will look")
            frame.border_subtitle = Content("Esc closes")
            yield post

    def on_mount(self) -> None:
        """Show it, as high as it is."""
        post = self.query_one(TimelineView)
        post.can_focus = False
        post.set_rows([PREVIEW_ID])
        self._fit(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """At another width it is of another height."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        lines = self._lay_out(PREVIEW_ID, min(width, _WIDTH) - _AROUND).lines
        self.query_one(".frame").styles.height = len(lines) + 2

    def _lay_out(self, _key: str, width: int) -> RowLayout:
        look = self.tootui.look
        context = RenderContext(
            now=self._session.clock.now(),
            glyphs=look.glyphs,
            text_width=look.text_width,
            absolute_times=look.absolute_times,
            me_id=self._session.account.account_id,
            key_of=lambda _: "",
        )
        return render_post(self._view, width, context)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = key_of(event.key, event.character)
        post = self.query_one(TimelineView)
        if key in _MOVES:
            post.move(_MOVES[key])
        elif key in _PAGES:
            post.page(_PAGES[key])
        elif key in ("q", "enter"):
            self.dismiss(None)
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
