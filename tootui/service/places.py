"""The timelines and threads of a session: each feed is made once, whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING
from weakref import WeakSet

from tootui.model.base import AccountId, StatusId
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.feeds import Feed
from tootui.service.post_feed import PostFeed
from tootui.service.read_marker import ReadMarker
from tootui.service.remote import Remote
from tootui.service.sources import PinnedSource, RemoteSource

if TYPE_CHECKING:
    from tootui.api.markers import Marked
    from tootui.config.settings import Settings
    from tootui.model.tags import Tag
    from tootui.model.trends import TrendsLink
    from tootui.service.arrangement import Arrangement
    from tootui.service.notifications import NotificationFeed
    from tootui.service.outbox import Outbox
    from tootui.service.profile import Profile
    from tootui.service.threads import Thread, ThreadParts
    from tootui.service.trends import Trends

MOST_PROFILES = 16
"""Profiles that are kept in memory."""


class Places:
    """Makes them, and tells them of posts that came or went elsewhere."""

    def __init__(
        self,
        services: FeedServices,
        remote: Remote,
        settings: Settings,
        *,
        arrangement: Arrangement,
        is_demo: bool,
        is_guest: bool,
        is_mine: Callable[[Status], bool],
        outbox: Callable[[], Outbox],
    ) -> None:
        self._services = services
        self._is_guest = is_guest
        self._is_mine = is_mine
        self._outbox = outbox
        self._remote = remote
        self._arrangement = arrangement
        self._page_size = settings.timeline.page_size
        self._thread_order = settings.timeline.thread_order
        self._poll_seconds = settings.demo.poll_seconds if is_demo else settings.timeline.poll_seconds
        self._feeds: dict[Place, Feed] = {}
        self._threads: WeakSet[Thread] = WeakSet()
        self._profiles: dict[AccountId, Profile] = {}
        self._not_told_of_people: set[str] = set()

    def feed(self, place: Place) -> Feed:
        """The timeline of a place, with what the cache kept of it; the same object each time."""
        feed = self._feeds.get(place)
        if feed is None and (place.kind == "notifications" or (place.kind == "filtered" and place.argument)):
            feed = self._feeds[place] = self._notifications(place)
            feed.restore()
        if feed is None:
            kind = PinnedSource if place.kind == "account" and place.profile.part == "pinned" else RemoteSource
            source = kind(self._remote, place, self._page_size)
            marker = self._read_marker("home") if place == Place.HOME else None
            feed = PostFeed(
                place,
                source,
                self._services,
                poll_seconds=self._poll_seconds,
                marker=marker,
                options=self._arrangement.options(place),
                keep_options=partial(self._arrangement.keep_options, place),
            )
            self._feeds[place] = feed
            feed.restore()
        return feed

    def _notifications(self, place: Place) -> NotificationFeed:
        from tootui.service.notifications import NotificationFeed

        return NotificationFeed(
            place,
            self._remote,
            self._services,
            poll_seconds=self._poll_seconds,
            page_size=self._page_size,
            marker=self._read_marker("notifications") if place == Place.NOTIFICATIONS else None,
        )

    def notification_feeds(self) -> list[NotificationFeed]:
        """The places of notifications that somebody has looked at."""
        from tootui.service.notifications import NotificationFeed

        return [feed for feed in self._feeds.values() if isinstance(feed, NotificationFeed)]

    def _read_marker(self, name: Marked) -> ReadMarker:
        services = self._services
        return ReadMarker(name, self._remote, services.connection, services.tasks, services.clock)

    def trends(self, place: Place) -> Trends[Tag] | Trends[TrendsLink]:
        """The tags or links that many talk about; the same object each time."""
        return self._trending_tags if place == Place.TRENDING_TAGS else self._trending_links

    @cached_property
    def _trending_tags(self) -> Trends[Tag]:
        from tootui.service.trends import trending_tags

        return trending_tags(self._remote, self._services)

    @cached_property
    def _trending_links(self) -> Trends[TrendsLink]:
        from tootui.service.trends import trending_links

        return trending_links(self._remote, self._services)

    def thread(self, status_id: StatusId) -> Thread:
        """The thread around a post; open it to have it filled."""
        from tootui.service.threads import Thread

        thread = Thread(status_id, self._remote, self._services, self._thread_parts)
        self._threads.add(thread)
        return thread

    @cached_property
    def _thread_parts(self) -> ThreadParts:
        """What threads share; the first frame of a timeline does without."""
        from tootui.service.thread_memory import META_KEY, ThreadMemory
        from tootui.service.threads import ThreadParts

        services = self._services
        memory = ThreadMemory(
            services.cache.read_meta(META_KEY), lambda visits: services.persist.keep_meta(META_KEY, visits)
        )
        return ThreadParts(memory, self._is_mine, self._outbox, self._thread_order, self._is_guest)

    def profile(self, account_id: AccountId, *, is_me: bool, host: str) -> Profile:
        """Somebody's profile; open it to have it filled. The same object for those who come back before long."""
        from tootui.service.profile import Profile

        profile = self._profiles.pop(account_id, None) or Profile(
            account_id, self._remote, self._services, is_me=is_me, host=host, lacking=self._not_told_of_people
        )
        self._profiles[account_id] = profile
        if len(self._profiles) > MOST_PROFILES:
            del self._profiles[next(iter(self._profiles))]
        return profile

    def take_published(self, status: Status) -> None:
        """The reader posted this: show it where it belongs, without waiting for the server's lists."""
        self._services.store.put_statuses([status])
        for thread in self._threads:
            thread.take_up(status)
        me = status.account.id
        for place in (Place.HOME, Place.account(me), Place.account(me, "replies")):
            feed = self._feeds.get(place)
            if feed is not None and status.visibility != "direct":
                feed.place_own(status.id)

    def drop(self, status_id: StatusId) -> None:
        """A post is gone."""
        for feed in self._feeds.values():
            feed.drop(status_id)

    def leave(self) -> list[Coroutine[object, object, None]]:
        """What the feeds still have to tell the server at the end."""
        return [feed.leave() for feed in self._feeds.values()]
