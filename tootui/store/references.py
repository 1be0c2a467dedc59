"""Which posts show which other entities: who wrote them, what they boost, what they quote."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tootui.model.base import EntityKey, StatusId
from tootui.model.status import Quote, Status


class References:
    """The way back from an entity to the posts in which it shows."""

    def __init__(self) -> None:
        self._referrers: dict[EntityKey, set[StatusId]] = {}

    def add(self, status: Status) -> None:
        """Remember what a post shows."""
        for key in _shown_in(status):
            self._referrers.setdefault(key, set()).add(status.id)

    def discard(self, status: Status) -> None:
        """Forget a post that is gone, or that is about to show other entities."""
        for key in _shown_in(status):
            referrers = self._referrers.get(key)
            if referrers is not None:
                referrers.discard(status.id)
                if not referrers:
                    del self._referrers[key]

    def of(self, key: EntityKey) -> tuple[StatusId, ...]:
        """The posts in which an entity shows."""
        return tuple(self._referrers.get(key, ()))


def same_references(one: Status, other: Status) -> bool:
    """Whether two values of a post show the same entities."""
    return set(_shown_in(one)) == set(_shown_in(other))


def quoted_id(quote: Quote) -> StatusId | None:
    """The id of a quoted post, whether the quote holds the post or only names it."""
    return quote.quoted_status.id if quote.quoted_status is not None else quote.quoted_status_id


def slim_boost(status: Status, inner: Status) -> Status:
    """A boost as an entity of its own: who boosted, when, and which post.

    Servers repeat the inner post's text, media and counts in the boost; here there is one place for them.
    """
    return Status(
        id=status.id,
        account=status.account,
        uri=status.uri,
        url=status.url,
        created_at=status.created_at,
        visibility=status.visibility,
        filtered=status.filtered,
        reblog=inner,
    )


def embeddable(status: Status) -> Status:
    """A post as it shows inside another: a quote within a quote is only named, a boost in a boost is cut.

    That keeps values finite whatever a server says about posts that quote each other.
    """
    quote = status.quote
    if quote is not None and quote.quoted_status is not None:
        quote = replace(quote, quoted_status=None, quoted_status_id=quote.quoted_status.id)
        return replace(status, quote=quote, reblog=None)
    return replace(status, reblog=None) if status.reblog is not None else status


def _shown_in(status: Status) -> Iterable[EntityKey]:
    yield ("account", status.account.id)
    if status.reblog is not None:
        yield ("status", status.reblog.id)
    if status.quote is not None:
        quoted = quoted_id(status.quote)
        if quoted is not None and quoted != status.id:
            yield ("status", quoted)
