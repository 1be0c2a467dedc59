"""Rows of posts: what timelines and threads have in common."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from tootui.model.base import EntityKey, StatusId
from tootui.model.pages import Gap
from tootui.model.status import Status
from tootui.service.filtering import verdict
from tootui.ui.render.context import Cover, PostView
from tootui.ui.render.gap import render_gap
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import render_note
from tootui.ui.render.post import render_post
from tootui.ui.widgets.place_list import Note, PlaceList, RowKey


class StatusList(PlaceList):
    """Rows of posts, gaps and notes, drawn from the session's store."""

    # What the rows show

    def view_of(self, status: Status) -> PostView:
        """How a post is to be shown."""
        filtered = verdict(status, self.place, self.session.clock.now())
        view = PostView.of(status, revealed=self.session.reveals.is_open(status))
        if filtered.action in ("warn", "hide") and not self.session.is_mine(status):
            view = structs.replace(view, filtered_title=", ".join(filtered.titles))
        quoted = view.inner.quote.quoted_status if view.inner.quote is not None else None
        if quoted is not None and not self.session.is_mine(quoted):
            found = verdict(quoted, self.place, self.session.clock.now())
            if found.action != "show":
                cover = Cover(", ".join(found.titles), found.action)
                view = structs.replace(view, quote_cover=cover)
        return view

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a post, a hole or words."""
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
