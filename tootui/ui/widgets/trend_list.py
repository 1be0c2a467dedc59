"""The rows of what is much talked about: tags, each leading to its posts, or pages, each to what is said about it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from tootui.model.places import Place
from tootui.model.tags import Tag, people_in
from tootui.model.trends import TrendsLink
from tootui.service.session import Session
from tootui.service.trends import Trends
from tootui.ui.bridge import Bridge
from tootui.ui.commands import TAG
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.render.trends import render_link, render_tag
from tootui.ui.widgets.place_list import OFFLINE, KeyNames, Note, PlaceList, RowKey, failure


class TrendList(PlaceList):
    """The rows of one list of trends."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._trends: Trends[Tag] | Trends[TrendsLink] = session.trends(place)
        self._items: dict[str, Tag | TrendsLink] = {}
        self._followed: frozenset[str] = frozenset()
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Ask for them, and follow what comes."""
        self.follow(bridge, self._trends, self.session.connection, self.session.shelf)
        self._trends.open()
        self.sync()

    def refresh_rows(self) -> None:
        """Ask for them anew."""
        self.do(self._trends.refresh)

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """Tags by name, pages by address, and what is to be said below them."""
        self._items = {item.name if isinstance(item, Tag) else item.url: item for item in self._trends.items}
        note = self._note()
        return [*self._items, *([note] if note is not None else [])]

    def _note(self) -> Note | None:
        state = self._trends.state
        if state.closed is not None:
            return Note(state.closed)
        if state.error is not None and not (state.loading_newer or state.loading_older):
            return failure(state.error)
        if self._items:
            return None
        if self.session.connection.state == "offline":
            return OFFLINE
        if not state.loaded_once:
            return Note("Loading")
        return Note(
            "No tags are much used on this server just now."
            if self.place == Place.TRENDING_TAGS
            else "No pages are much linked to on this server just now."
        )

    def sync(self) -> None:
        """Show the rows as they are now."""
        before = self._items
        super().sync()
        followed = frozenset(
            name for name, item in self._items.items() if isinstance(item, Tag) and self._follows(item)
        )
        if self._items != before:
            self.changed(self._items)  # all of them: bars compare with the strongest
        elif followed != self._followed:
            self.changed(followed ^ self._followed)
        self._followed = followed

    def _follows(self, tag: Tag) -> bool:
        return self.session.enquiries.tags.is_followed(tag.name, tag.following)

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a tag, a page or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        item = self._items.get(key) if isinstance(key, str) else None
        if isinstance(item, Tag):
            strongest = max((people_in(tag.history) for tag in self._items.values()), default=0)
            tag = structs.replace(item, following=self._follows(item))
            return render_tag(tag, width, self.context(), strongest=strongest)
        if isinstance(item, TrendsLink):
            return render_link(item, width, self.context(), target=self._target_of(item))
        return render_note("This is gone.", width, self.context())

    # What is selected

    @property
    def _selected(self) -> Tag | TrendsLink | None:
        key = self.cursor_key
        return self._items.get(key) if isinstance(key, str) else None

    @property
    def selected_tag(self) -> Tag | None:
        """The tag under the cursor."""
        return self._selected if isinstance(self._selected, Tag) else None

    def contexts(self) -> tuple[str, ...]:
        """A key follows the selected tag."""
        return (TAG,) if self.selected_tag is not None else ()

    @property
    def selected_target(self) -> Target | None:
        """The posts with a tag, or what is said about a page."""
        return self._target_of(self._selected) if self._selected is not None else None

    @property
    def selected_address(self) -> str:
        """The page itself."""
        return self._selected.url if self._selected is not None else ""

    def _target_of(self, item: Tag | TrendsLink) -> Target:
        if isinstance(item, Tag):
            return Target("hashtag", item.name)
        if self._trends.leads_to_posts:
            return Target("place", str(Place.link(item.url)))
        return Target("card", item.url)

    def read_on(self) -> None:
        """Bring more before the end is reached."""
        self._trends.want_older()
