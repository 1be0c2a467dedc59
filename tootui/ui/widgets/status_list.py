"""Rows of posts: what timelines and threads have in common."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from tootui.model.base import EntityKey, StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.avoidance import quote_as_wanted
from tootui.service.filtering import verdict
from tootui.service.session import Session
from tootui.ui.look import Look
from tootui.ui.render.context import Cover, PollChoice, PostView
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.post import render_post
from tootui.ui.widgets.place_list import KeyNames, Note, PlaceList, RowKey


class StatusList(PlaceList):
    """Rows of posts, gaps and notes, drawn from the session's store."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._choices: dict[StatusId, PollChoice] = {}
        """What is marked in polls that are being voted in, by their rows."""

    # What the rows show

    def show_choice(self, status_id: StatusId, choice: PollChoice | None) -> None:
        """Show what a voter has marked so far in the poll of a row; None shows the poll as it stands."""
        if choice is None:
            self._choices.pop(status_id, None)
        else:
            self._choices[status_id] = choice
        self.changed([status_id], shows_cursor=True)

    def view_of(self, status: Status) -> PostView:
        """How a post is to be shown."""
        filtered = verdict(status, self.place, self.session.clock.now())
        view = PostView.of(status, revealed=self.session.reveals.is_open(status))
        if status.reblog is not None and (boosted := self.session.store.status(status.reblog.id)) is not None:
            # The store's own value of the post knows what it quotes; inside a boost that is only named.
            view = structs.replace(view, inner=boosted)
        if filtered.action != "show" and not self.session.is_mine(status):
            titles, is_blurred = ", ".join(filtered.titles), filtered.action == "blur"
            view = structs.replace(view, filtered_title=titles, blurred=is_blurred)
        quote = view.inner.quote
        quoted = quote.quoted_status if quote is not None else None
        if quote is not None and quoted is not None and not self.session.is_mine(quoted):
            wanted = quote_as_wanted(quote, self.session.store.relationship(quoted.account.id))
            if wanted is not quote:
                view = structs.replace(view, inner=structs.replace(view.inner, quote=wanted))
            found = verdict(quoted, self.place, self.session.clock.now())
            if found.action != "show":
                cover = Cover(", ".join(found.titles), found.action)
                view = structs.replace(view, quote_cover=cover)
        if self._find is not None:
            view = structs.replace(view, found=self._find.words)
        return self._as_asked_for(view)

    def searched_text(self, key: RowKey) -> str | None:
        """All that people wrote in a post; None for one that is only on disk."""
        from tootui.ui.widgets.finding import words_of

        status = self.session.store.held_status(key) if isinstance(key, str) else None
        if status is None:
            return None if isinstance(key, str) else ""
        return words_of(status)

    def _as_asked_for(self, view: PostView) -> PostView:
        """The same with what the reader asked of this one post: a translation, or to vote."""
        choice = self._choices.get(view.status.id)
        if choice is not None:
            view = structs.replace(view, poll_choice=choice)
        translations = self.session.translations
        if translations is None:
            return view
        translation, is_coming = translations.shown_of(view.inner), translations.is_coming(view.inner)
        return structs.replace(view, translation=translation, is_translating=is_coming)

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a post, a hole or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        if isinstance(key, Gap):
            return self.lay_out_gap(key, width)
        status = self.session.store.status(key)
        if status is None:
            from tootui.ui.render.notes import render_note

            return render_note("This post is gone.", width, self.context())
        return render_post(self.view_of(status), width, self.context())

    def lay_out_gap(self, gap: Gap, width: int) -> RowLayout:
        """Draw a hole in a timeline."""
        from tootui.ui.render.gap import render_gap

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
        statuses = {identifier for kind, identifier in keys if kind == "status"}  # a new name is among its posts' keys
        if statuses:
            if self._find is not None:
                self._find.forget(statuses)
            self.changed(statuses)
