"""Which request fills which place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, Unpack

from tootui.model.base import StatusId
from tootui.model.errors import NotOffered, UnknownPlace
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.paged import Paged
    from tootui.api.resource import Bounds


class Item(Protocol):
    """What stands in a timeline by its id."""

    @property
    def id(self) -> str:
        """Its name there."""


E = TypeVar("E", bound=Item)
E_co = TypeVar("E_co", bound=Item, covariant=True)


class Source(Protocol[E]):
    """Where the pages of one timeline come from; newest first whichever way they are asked for."""

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[E]:
        """The newest page, the one right below ``max_id``, or the one right above ``min_id``."""

    async def follow(self, link: str) -> Page[E]:
        """The page behind a link the server gave."""


class RemoteSource:
    """The server's own list of a place."""

    def __init__(self, remote: Remote, place: Place, page_size: int) -> None:
        self._remote = remote
        self._place = place
        self._page_size = page_size

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[Status]:
        """See `Source.page`. Only a request without bounds or upwards stands for the whole connection."""

        async def request(client: Client) -> Page[Status]:
            return await posts_of(client, self._place, max_id=max_id, min_id=min_id, limit=self._page_size)

        return await self._remote.call(request, whole=max_id is None)

    async def follow(self, link: str) -> Page[Status]:
        """See `Source.follow`."""
        return await self._remote.call(lambda client: client.follow_link(link, Status))


class PinnedSource(RemoteSource):
    """The posts that somebody pinned, from a server that tells these from the others."""

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[Status]:
        """See `Source.page`.

        Raises:
            NotOffered: the server gave all posts.
        """
        page = await super().page(max_id=max_id, min_id=min_id)
        if not _may_be_pins(page.items):
            raise NotOffered("This server does not tell which posts are pinned.", code=404)
        return page


MOST_PINS = 20
"""Mastodon lets people pin 5 posts; no server is known to allow more than this."""


def _may_be_pins(statuses: list[Status]) -> bool:
    """Whether a server looked at ``pinned`` at all: nobody can pin boosts, and servers allow few pins."""
    return len(statuses) <= MOST_PINS and not any(one.reblog is not None or one.pinned is False for one in statuses)


def posts_of(client: Client, place: Place, **bounds: Unpack[Bounds]) -> Paged[Status]:
    """The posts of a place whose rows are posts; what is ordered by the server's own links takes no bounds but a limit.

    Raises:
        UnknownPlace: its rows are something else.
    """
    match place.kind:
        case "home":
            return client.timelines.home(**bounds)
        case "local" | "federated":
            return client.timelines.public(local=place.kind == "local" or None, **bounds)
        case "tag":
            tags = place.tags
            return client.timelines.tag(
                tags.name, any=tags.any or None, all=tags.all or None, none=tags.none or None, **bounds
            )
        case "list":
            return client.timelines.list(place.argument, **bounds)
        case "link":
            return client.timelines.link(url=place.argument, **bounds)
        case "account":
            profile = place.profile
            return client.accounts.statuses(
                profile.account_id,
                only_media=profile.part == "media" or None,
                exclude_replies=not (profile.part or profile.tag) or None,
                pinned=profile.part == "pinned" or None,
                tagged=profile.tag or None,
                **bounds,
            )
        case "quotes":
            return client.statuses.quotes(place.argument, **bounds)
        case "bookmarks":
            return client.bookmarks.list(**bounds)
        case "favourites":
            return client.favourites.list(**bounds)
        case "trending" if not place.argument:
            return client.trends.statuses(limit=bounds.get("limit"))
    raise UnknownPlace(str(place))
