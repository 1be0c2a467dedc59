"""The door to one server: resources by name, one transport behind them.

>>> async with connect(Access(server="https://mastodon.example", token=token)) as client:
...     async for status in client.timelines.home():
...         print(status.inner.content)

A list is awaited for its first page or iterated for all of it; everything else is awaited. Loading this module loads
no HTTP library (the first request does, in a thread), and resources are loaded when they are first used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from tootui.api import paging
from tootui.api.capabilities import Capabilities
from tootui.api.rate import RateBudget
from tootui.api.retry import RetryPolicy
from tootui.api.transport import Timeouts, Transport
from tootui.model.oauth import Access
from tootui.model.pages import Page

if TYPE_CHECKING:
    from tootui.api.accounts import Accounts
    from tootui.api.announcements import Announcements
    from tootui.api.async_refreshes import AsyncRefreshes
    from tootui.api.blocks import Blocks
    from tootui.api.bookmarks import Bookmarks
    from tootui.api.conversations import Conversations
    from tootui.api.custom_emojis import CustomEmojis
    from tootui.api.directory import Directory
    from tootui.api.domain_blocks import DomainBlocks
    from tootui.api.endorsements import Endorsements
    from tootui.api.favourites import Favourites
    from tootui.api.featured_tags import FeaturedTags
    from tootui.api.filters import Filters
    from tootui.api.follow_requests import FollowRequests
    from tootui.api.followed_tags import FollowedTags
    from tootui.api.grouped_notifications import GroupedNotifications
    from tootui.api.instance import Instance
    from tootui.api.legacy_filters import LegacyFilters
    from tootui.api.legacy_notification_policy import LegacyNotificationPolicy
    from tootui.api.lists import Lists
    from tootui.api.markers import Markers
    from tootui.api.media import Media
    from tootui.api.mutes import Mutes
    from tootui.api.notification_policy import NotificationPolicy
    from tootui.api.notification_requests import NotificationRequests
    from tootui.api.notifications import Notifications
    from tootui.api.oauth import OAuth
    from tootui.api.polls import Polls
    from tootui.api.preferences import Preferences
    from tootui.api.profile import Profile
    from tootui.api.reports import Reports
    from tootui.api.scheduled_statuses import ScheduledStatuses
    from tootui.api.search import Search
    from tootui.api.statuses import Statuses
    from tootui.api.streaming import Streaming
    from tootui.api.suggestions import Suggestions
    from tootui.api.tags import Tags
    from tootui.api.timelines import Timelines
    from tootui.api.trends import Trends

E = TypeVar("E")


class Client:
    """One server, asked for one account or for nobody.

    What goes wrong at the server or on the way there is a `ServerError`; files raise `MediaError`.
    """

    accounts: Accounts
    announcements: Announcements
    async_refreshes: AsyncRefreshes
    blocks: Blocks
    bookmarks: Bookmarks
    conversations: Conversations
    custom_emojis: CustomEmojis
    directory: Directory
    domain_blocks: DomainBlocks
    endorsements: Endorsements
    favourites: Favourites
    featured_tags: FeaturedTags
    filters: Filters
    follow_requests: FollowRequests
    followed_tags: FollowedTags
    grouped_notifications: GroupedNotifications
    instance: Instance
    legacy_filters: LegacyFilters
    legacy_notification_policy: LegacyNotificationPolicy
    lists: Lists
    markers: Markers
    media: Media
    mutes: Mutes
    notification_policy: NotificationPolicy
    notification_requests: NotificationRequests
    notifications: Notifications
    oauth: OAuth
    polls: Polls
    preferences: Preferences
    profile: Profile
    reports: Reports
    scheduled_statuses: ScheduledStatuses
    search: Search
    statuses: Statuses
    suggestions: Suggestions
    tags: Tags
    timelines: Timelines
    trends: Trends

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.capabilities = Capabilities()
        """What the server can do, as far as `Instance.get` or somebody who remembers it told."""

    def __getattr__(self, name: str) -> object:
        """Make a resource when it is first used: a session needs few of them, and none before its first frame."""
        kind = Client.__annotations__.get(name)
        if kind is None:
            raise AttributeError(name)
        resource = getattr(import_module(f"tootui.api.{name}"), kind)(self._transport, self.capabilities)
        setattr(self, name, resource)
        return resource

    @property
    def streaming(self) -> Streaming:
        """Listening instead of asking; loaded by those who do."""
        from tootui.api.streaming import Streaming

        return Streaming(self._transport)

    @property
    def server(self) -> str:
        """The base URL, without a slash at the end."""
        return self._transport.server

    @property
    def rate(self) -> RateBudget:
        """How many requests the server still answers, as far as it tells."""
        return self._transport.rate

    async def start(self) -> None:
        """Load what speaks HTTP, in a thread, before the first request does."""
        await self._transport.start()

    async def follow_link(self, url: str, entity: type[E]) -> Page[E]:
        """Read the page that ``Page.older`` or ``Page.newer`` names, exactly as given."""
        return await paging.follow(self._transport, url, entity)

    async def written(self) -> None:
        """Wait until all that was to change something on the server is answered."""
        await self._transport.written()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def connect(
    server: str | Access,
    token: str | None = None,
    *,
    timeout: float = 20.0,
    user_agent_extra: str = "",
    retry: RetryPolicy | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Client:
    """Make the client for a server. Nothing is sent, and nothing heavy loaded, before its first request.

    Args:
        server: base URL as `server_name.server_url` gives it, or that with a token.
        token: of the account that asks; sent to this server only.
        timeout: seconds between two parts of an answer.
        user_agent_extra: what is added to the name tootui gives itself.
        retry: how failed reads are repeated.
        sleep: how the client waits where a server needs time, such as for films.
    """
    access = server if isinstance(server, Access) else None
    return Client(
        Transport(
            access.server if access is not None else str(server),
            access.token if access is not None else token,
            timeouts=Timeouts(connect=min(10.0, timeout), read=timeout, whole=3 * timeout),
            retry=retry,
            agent_extra=user_agent_extra,
            sleep=sleep,
        )
    )
