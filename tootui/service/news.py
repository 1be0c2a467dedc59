"""What comes to the reader in person: notifications, direct messages, and what was held back of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.service.signals import Signal
from tootui.service.tasks import first_of

if TYPE_CHECKING:
    from tootui.model.base import StatusId
    from tootui.service.alerts import Alert, Occasion
    from tootui.service.conversations import Conversations
    from tootui.service.dismissals import Dismissals
    from tootui.service.feed_parts import FeedServices
    from tootui.service.follow_requests import FollowRequests
    from tootui.service.held_back import HeldBack
    from tootui.service.notification_count import NotificationCount
    from tootui.service.notifications import NotificationFeed
    from tootui.service.policy import Policy
    from tootui.service.remote import Remote
    from tootui.service.session import Session
    from tootui.service.shut_out import BlockedServers, ShutOutPeople

SECONDS_BEFORE_COUNTING = 2.0
"""The first two seconds belong to what is on screen."""
SECONDS_FOR_POSTS = 5.0
"""So long it is waited for the first posts beyond that."""


class News:
    """Makes each list once, when it is first needed; the first frame does without.

    What is unread is counted from when somebody wants to know on. Observers hear when a count may have changed.
    """

    def __init__(
        self,
        session: Session,
        remote: Remote,
        services: FeedServices,
        notification_feeds: Callable[[], Iterable[NotificationFeed]],
    ) -> None:
        self._session = session
        self._remote = remote
        self._services = services
        self._notification_feeds = notification_feeds
        self._signal = Signal()
        self._is_counting = False
        self._is_calling = False

    @cached_property
    def conversations(self) -> Conversations:
        """Direct messages by who takes part."""
        from tootui.service.conversations import Conversations

        shelf = self._session.shelf
        conversations = Conversations(
            self._remote,
            self._services,
            offers=self._session.offers,
            found=lambda is_there: shelf.note(Place.DIRECT, is_there=is_there),
        )
        conversations.observe(self._signal.emit)
        return conversations

    @cached_property
    def dismissals(self) -> Dismissals:
        """Clears notifications away."""
        from tootui.service.dismissals import Dismissals

        return Dismissals(self._notification_feeds, self._remote, self._services)

    # What waits for the reader's word

    @cached_property
    def follow_requests(self) -> FollowRequests:
        """Who asks to follow the reader."""
        from tootui.service.follow_requests import FollowRequests

        return FollowRequests(self._remote, self._services, lambda: self._session.me)

    @cached_property
    def held_back(self) -> HeldBack:
        """Whose notifications are held back."""
        from tootui.api.features import Feature
        from tootui.service.held_back import HeldBack

        offers = self._session.offers
        held_back = HeldBack(self._remote, self._services, lambda: offers(Feature.NOTIFICATION_POLICY))
        held_back.observe_merged(self._look_for_what_was_let_in)
        return held_back

    def _look_for_what_was_let_in(self) -> None:
        for feed in self._notification_feeds():
            feed.look_again()

    @cached_property
    def policy(self) -> Policy:
        """Whose notifications are held back from now on."""
        from tootui.service.policy import Policy

        return Policy(self._remote, self._services, self.held_back.counted)

    def shut_out(self, place: Place) -> ShutOutPeople:
        """The people of `Place.MUTES` or `Place.BLOCKS`; the same object each time."""
        return self._muted if place.kind == "mutes" else self._blocked

    @cached_property
    def _muted(self) -> ShutOutPeople:
        from tootui.service.shut_out import ShutOutPeople

        return ShutOutPeople(Place.MUTES, self._remote, self._services)

    @cached_property
    def _blocked(self) -> ShutOutPeople:
        from tootui.service.shut_out import ShutOutPeople

        return ShutOutPeople(Place.BLOCKS, self._remote, self._services)

    @cached_property
    def blocked_servers(self) -> BlockedServers:
        """Servers of which the reader sees nothing."""
        from tootui.service.shut_out import BlockedServers

        return BlockedServers(self._remote, self._services)

    # Calling

    def call_for(self, occasions: frozenset[Occasion], call: Callable[[Alert], bool]) -> None:
        """Call the reader when such a thing happens, until the session ends; asked for again it changes nothing."""
        from tootui.service.alerts import Alerts

        if not self._is_calling:
            self._is_calling = True
            Alerts(self._remote, self._services, occasions, call).begin()

    # How much is unread

    @cached_property
    def _unread(self) -> NotificationCount:
        from tootui.service.notification_count import NotificationCount
        from tootui.service.notifications import NotificationFeed

        feed = self._session.feed(Place.NOTIFICATIONS)
        assert isinstance(feed, NotificationFeed)
        unread = NotificationCount(feed, self._remote, self._services)
        unread.observe(self._signal.emit)
        for one in (unread, feed):
            one.observe(lambda: self._note_notifications(feed, is_counted=unread.state.count is not None))
        return unread

    def _note_notifications(self, feed: NotificationFeed, *, is_counted: bool) -> None:
        """Where the server has none, the sidebar has none."""
        is_closed = feed.state.closed is not None
        if is_closed or is_counted or feed.state.loaded_once:
            self._session.shelf.note(Place.NOTIFICATIONS, is_there=not is_closed)

    @property
    def unread_notifications(self) -> int | None:
        """How many notifications are unread, None while that is not known."""
        return self._unread.state.count if "_unread" in vars(self) else None

    @property
    def unread_conversations(self) -> int | None:
        """How many conversations are unread, None while that is not known."""
        return self.conversations.unread_count if "conversations" in vars(self) else None

    def conversation_about(self, status_id: StatusId) -> str | None:
        """The conversation whose newest post this is, as far as they are known."""
        if "conversations" not in vars(self):
            return None
        known = self.conversations.items
        return next((one.id for one in known if one.last_status is not None and one.last_status.id == status_id), None)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when a count may have changed; the result stops that."""
        return self._signal.observe(callback)

    def count(self) -> None:
        """Somebody looks at the counts: have them asked for when the first posts are there, and kept from then on."""
        if not self._is_counting and not self._services.is_guest:
            self._is_counting = True
            self._services.tasks.spawn(self._begin_counting(), "counting what is unread")

    async def _begin_counting(self) -> None:
        services = self._services
        await services.clock.sleep(SECONDS_BEFORE_COUNTING)
        await first_of(services.poller.first_answer.wait(), services.clock.sleep(SECONDS_FOR_POSTS))
        self._unread.begin()
        self.conversations.keep_counted()
