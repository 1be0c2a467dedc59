"""Rows of posts: what timelines and threads have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct, structs

from tootui.model.base import EntityKey, StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.filtering import verdict
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.gap import render_gap
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import render_note
from tootui.ui.render.post import render_post
from tootui.ui.widgets.timeline import TimelineView


class Note(Struct, frozen=True):
    """A row that is no post: why a place is empty, what failed, where the end is."""

    text: str
    is_problem: bool = False
    action: str = ""
    """The id of the command that Enter runs on it."""


RowKey: TypeAlias = StatusId | Gap | Note


class StatusList(TimelineView[RowKey]):
    """Rows of posts, gaps and notes, drawn from the session's store.

    Args:
        session: whose posts.
        look: theme and glyphs.
        place: what is shown.
        reveal_key: the key that opens what is covered, as it is named to the reader.
    """

    def __init__(self, session: Session, look: Look, place: Place, *, reveal_key: str = "x") -> None:
        super().__init__(self._lay_out, look.styles, glyphs=look.glyphs, drawn=look.drawn)
        self.session = session
        self.look = look
        self.place = place
        self._reveal_key = reveal_key

    # What the rows show

    def begin(self, bridge: Bridge) -> None:
        """Load, and follow what changes through the bridge."""
        raise NotImplementedError

    def end(self) -> None:
        """Follow no longer: the place was left."""
        raise NotImplementedError

    def refresh_posts(self) -> None:
        """Ask the server now."""
        raise NotImplementedError

    def rows(self) -> Sequence[RowKey]:
        """The rows as they should be now."""
        raise NotImplementedError

    def sync(self) -> None:
        """Show the rows as they are now; what is in view stays where it is."""
        self.set_rows(self.rows())

    def view_of(self, status: Status) -> PostView:
        """How a post is to be shown."""
        filtered = verdict(status, self.place, self.session.clock.now())
        view = PostView.of(status, revealed=self.session.reveals.is_open(status))
        if filtered.action in ("warn", "hide") and not self.session.is_mine(status):
            view = structs.replace(view, filtered_title=", ".join(filtered.titles))
        return view

    def context(self) -> RenderContext:
        """What holds for all rows."""
        return RenderContext(
            now=self.session.clock.now(),
            glyphs=self.look.glyphs,
            text_width=self.look.text_width,
            absolute_times=self.look.absolute_times,
            me_id=self.session.account.account_id,
            reveal_key=self._reveal_key,
        )

    def _lay_out(self, key: RowKey, width: int) -> RowLayout:
        if isinstance(key, Note):
            return render_note(key.text, width, self.context(), style="problem" if key.is_problem else "note")
        if isinstance(key, Gap):
            return self.lay_out_gap(key, width)
        status = self.session.store.status(key)
        if status is None:
            return render_note("This post is gone.", width, self.context())
        return render_post(self.view_of(status), width, self.context())

    def lay_out_gap(self, gap: Gap, width: int) -> RowLayout:
        """Draw a hole in a timeline."""
        store = self.session.store
        return render_gap(gap, store.status(gap.above), store.status(gap.below), width, self.context(), loading=False)

    # What is selected

    @property
    def selected_status(self) -> Status | None:
        """The post or boost under the cursor."""
        key = self.cursor_key
        return self.session.store.status(key) if isinstance(key, str) else None

    def visible_statuses(self) -> list[StatusId]:
        """The posts in view, from the top."""
        return [key for key in self.visible_keys() if isinstance(key, str)]

    # What changed

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew what shows one of these."""
        statuses = {identifier for kind, identifier in keys if kind == "status"}
        accounts = {identifier for kind, identifier in keys if kind == "account"}
        if accounts:
            statuses.update(key for key in self.visible_statuses() if self._is_by(key, accounts))
        if statuses:
            self.changed(statuses)

    def _is_by(self, status_id: StatusId, accounts: set[str]) -> bool:
        status = self.session.store.status(status_id)
        return status is not None and (status.account.id in accounts or status.inner.account.id in accounts)

    def times_passed(self) -> None:
        """Relative times in view have grown older."""
        self.changed(self.visible_keys())
