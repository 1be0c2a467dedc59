"""What is much talked about: tags and links, the strongest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tootui.model.places import Place
from tootui.model.tags import Tag
from tootui.model.trends import TrendsLink
from tootui.service.feed_parts import FeedServices
from tootui.service.listed import Listed
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.paged import Paged

E = TypeVar("E")

PAGE_SIZE = 20


class Trends(Listed[E]):
    """One list of trends."""

    @property
    def leads_to_posts(self) -> bool:
        """Whether the server collects the posts about a page: Mastodon does from 4.3 on, when API versions began."""
        instance = self._services.instance()
        return instance is None or instance.api_version > 0


def trending_tags(remote: Remote, services: FeedServices) -> Trends[Tag]:
    """Hashtags that many use."""
    return Trends(Place.TRENDING_TAGS, Tag, tags_of, lambda tag: tag.name, remote, services)


def trending_links(remote: Remote, services: FeedServices) -> Trends[TrendsLink]:
    """Pages that many link to."""
    return Trends(Place.TRENDING_LINKS, TrendsLink, links_of, lambda link: link.url, remote, services)


def tags_of(client: Client) -> Paged[Tag]:
    """The request for the tags."""
    return client.trends.tags(limit=PAGE_SIZE)


def links_of(client: Client) -> Paged[TrendsLink]:
    """The request for the links."""
    return client.trends.links(limit=PAGE_SIZE)
