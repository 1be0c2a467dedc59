"""A post as it will look, before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tootui.model.status import Status
from tootui.ui.dispatch import key_of
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.post import render_post
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.original_pages import SCROLLS
from tootui.ui.widgets.post_sample import PostSample

if TYPE_CHECKING:
    from tootui.service.session import Session


class Preview(Dialog[None]):
    """Shows the post with its warning opened; the key that covers it in a timeline covers it here. Esc, q and Enter
    close it.

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
        with VerticalScroll(classes="frame", can_focus=False) as frame:
            frame.border_title = Content("As it will look")
            frame.border_subtitle = Content("Esc closes")
            yield PostSample(self.tootui.look, self._lay_out)

    def _lay_out(self, width: int) -> RowLayout:
        look = self.tootui.look
        context = RenderContext(
            now=self._session.clock.now(),
            glyphs=look.glyphs,
            text_width=look.text_width,
            absolute_times=look.absolute_times,
            me_id=self._session.account.account_id,
            key_of=self.tootui.keymap.label,
        )
        return render_post(self._view, width, context)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = key_of(event.key, event.character)
        if key in SCROLLS:
            getattr(self.query_one(VerticalScroll), f"scroll_{SCROLLS[key]}")(animate=False)
        elif key in self.tootui.keymap.keys_of("status.reveal"):
            self._view = structs.replace(self._view, revealed=not self._view.revealed)
            self.query_one(PostSample).lay_out_anew()
        elif key in ("q", "enter"):
            self.dismiss(None)
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
