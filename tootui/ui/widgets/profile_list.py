"""A profile: who somebody is, and below that their posts or some of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from tootui.model.account import Account
from tootui.model.base import StatusId, known
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feeds import Feed
from tootui.service.profile import Profile
from tootui.service.session import Session
from tootui.store.timeline import Row
from tootui.text.links import Link
from tootui.text.numbers import compact
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.context import PostView
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import KeyNames, RowKey
from tootui.ui.widgets.profile_head import ProfileHead, is_head

_EMPTY = {
    "": "No posts yet, or none that you may see.",
    "replies": "No posts yet, or none that you may see.",
    "media": "No posts with pictures, videos or sounds.",
    "pinned": "Nothing is pinned here.",
}
_OWN = {
    "": ("You have not posted anything yet.", "draft.new", "writes a post."),
    "pinned": ("You have pinned nothing.", "status.pin", "on a post of yours pins it."),
}
_ALL = ("", "replies")
"""The parts that leave out none of somebody's posts, or only some."""


class ProfileList(FeedList):
    """The rows of a profile: its head, what is pinned, its feed."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        query = place.profile
        self._head = ProfileHead(session, place)
        self.profile: Profile = self._head.profile
        self._is_whole = place == Place.account(query.account_id)
        self.pins: Feed | None = session.feed(Place.account(query.account_id, "pinned")) if self._is_whole else None
        """What stands above all other posts."""
        self._pinned: tuple[list[Row], list[Row], frozenset[Row]] = ([], [], frozenset())
        self._marked: frozenset[Row] = frozenset()
        """The posts that are drawn as pinned."""
        self._bridge: Bridge | None = None
        self._is_feed_open = False
        super().__init__(session, look, place, key_names)
        self.go_to(self.rows()[0])

    def begin(self, bridge: Bridge) -> None:
        """Load profile and posts, and follow them."""
        self._bridge = bridge
        self._stops.append(self.profile.observe(lambda: bridge.soon(self._profile_changed)))
        self.profile.open(whole=self._is_whole)
        self._begin_feed()

    def _begin_feed(self) -> None:
        """Posts that are kept from view are not asked for, nor before it is known whether they are."""
        if self._is_feed_open or self._bridge is None or not self._head.is_open:
            return
        self._is_feed_open = True
        if self.pins is not None:
            bridge = self._bridge
            self._stops.append(self.pins.observe(lambda: bridge.soon(self._show_rows)))
            self.pins.open()
        super().begin(self._bridge)

    def end(self) -> None:
        """Follow no longer."""
        self._bridge = None
        self.profile.close()
        if self._is_feed_open:
            self._is_feed_open = False
            if self.pins is not None:
                self.pins.close()
            super().end()
        else:
            super(FeedList, self).end()

    def refresh_rows(self) -> None:
        """Ask for all of it now."""
        self.do(self._refresh, group="profile")
        if self._is_feed_open:
            super().refresh_rows()

    async def _refresh(self) -> None:
        await self.profile.refresh()
        if self.pins is not None and self._is_feed_open and self.pins.state.closed is None:
            await self.pins.refresh()

    def _profile_changed(self) -> None:
        self._begin_feed()
        self._show_rows()
        self.changed([key for key in self.keys[:1] if is_head(key)])

    def sync(self) -> None:
        """See `FeedList.sync`; what is pinned since, or no longer, is drawn anew."""
        super().sync()
        self._mark_pins()

    def _mark_pins(self) -> None:
        if self._marked != self._pinned[2]:
            others, self._marked = self._marked ^ self._pinned[2], self._pinned[2]
            self.changed(others)

    def _show_rows(self) -> None:
        """Other rows above the feed; whoever is at the head stays there."""
        key, was_at_top = self.cursor_key, self.cursor == 0
        self.set_rows(self.rows())
        if was_at_top and not (is_head(key) and is_head(self.cursor_key)):
            self.go_to(self.rows()[0])
        self._mark_pins()

    # Rows

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The other parts of the profile."""
        return self._head.parts()

    def contexts(self) -> tuple[str, ...]:
        """A profile that is kept from view is shown with a key."""
        return self._head.contexts() if self.is_at_head else ()

    def rows(self) -> Sequence[RowKey]:
        """The head above everything, then what is pinned, then the feed."""
        head = self._head.rows()
        if not self._head.is_open:
            return head
        pins = self._pins()
        rows = super().rows()
        return [*head, *pins, *(row for row in rows if row not in self._pinned[2])] if pins else [*head, *rows]

    def _pins(self) -> list[Row]:
        """What is pinned; nothing where the server seems to have given the newest posts instead."""
        if self.pins is None:
            return []
        pins = self.pins.rows
        if pins is not self._pinned[0]:
            self._pinned = (pins, [row for row in pins if isinstance(row, str)], frozenset(pins))
        found = self._pinned[1]
        return [] if len(found) > 1 and found == self.feed.rows[: len(found)] else found

    def is_pinned(self, status_id: StatusId) -> bool:
        """Whether a post stands among those above all others."""
        return self.pins is not None and status_id in self._pinned[2]

    def empty_words(self) -> str:
        """Why there are no posts."""
        query, account = self.place.profile, self._head.account
        if self.profile.is_me and not query.tag and query.part in _OWN:
            words, command, does = _OWN[query.part]
            key = self.key_names(command)
            return f"{words} {key} {does}" if key else words
        if query.tag:
            return f"No posts with #{query.tag} that you may see."
        count = known(account.statuses_count, 0) if account is not None else 0
        if query.part not in _ALL or account is None or "@" not in account.acct or count <= 0:
            return _EMPTY[query.part]
        key = self.key_names("status.browse")
        more = f" On the head of this profile {key} opens its page, which may show them." if key else ""
        return f"Your server knows none of their {compact(count)} posts, or none that you may see.{more}"

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw the head, or what a feed has."""
        head = self._head.lay_out(width, self.context()) if is_head(key) else None
        return head if head is not None else super().lay_out(key, width)

    def view_of(self, status: Status) -> PostView:
        """What is pinned is marked."""
        view = super().view_of(status)
        return structs.replace(view, pinned=True) if self.is_pinned(status.id) else view

    def searched_text(self, key: RowKey) -> str | None:
        """What people say of themselves is looked through too."""
        return self._head.words(self.context()) if is_head(key) else super().searched_text(key)

    # What is selected

    @property
    def is_at_head(self) -> bool:
        """Whether the cursor is on the profile itself."""
        return is_head(self.cursor_key)

    @property
    def selected_account(self) -> Account | None:
        """Whose profile it is, or the author of the selected post."""
        return self._head.account if self.is_at_head else super().selected_account

    @property
    def selected_address(self) -> str:
        """The page of the profile, or of the selected post."""
        if not self.is_at_head:
            return super().selected_address
        account = self._head.account
        return (account.url or "") if account is not None else ""

    @property
    def selected_links(self) -> list[Link]:
        """What the head leads to."""
        return self._head.links if self.is_at_head else []

    def is_of_feed(self, key: RowKey | None) -> bool:
        """What is pinned is no place in the feed."""
        return super().is_of_feed(key) and not (isinstance(key, str) and self.is_pinned(key))
