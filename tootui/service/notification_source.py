"""Where notifications come from: in groups where the server makes them, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.model.errors import Missing
from tootui.model.grouped_notifications import GroupedNotifications
from tootui.model.happening import Happening, from_group, from_notification
from tootui.model.instance import InstanceInfo
from tootui.model.notification import Notification
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.grouped_notifications import Wanted
    from tootui.api.paged import Paged

TYPES = {
    "mentions": ("mention",),
    "quotes": ("quote",),
    "boosts": ("reblog",),
    "favourites": ("favourite", "emoji_reaction", "pleroma:emoji_reaction", "reaction"),
    "follows": ("follow", "follow_request"),
    "posts": ("status",),
    "polls": ("poll",),
    "edits": ("update", "quoted_update"),
}
"""What belongs to each part; everything else to ``other``."""
SHOWN_IN_OWN_WORDS = (
    *(type for types in TYPES.values() for type in types),
    *("severed_relationships", "moderation_warning", "admin.sign_up", "admin.report"),
    *("added_to_collection", "collection_update"),
)
"""Types that need no words of the server's."""
_TELLS_OF_SUPPORT = 10
"""From this version of its interface on a server asks which types are known."""


def belongs(type: str, place: Place) -> bool:
    """Whether notifications of a type are shown in a place; some servers do not know how to choose."""
    part = place.argument
    if not part or place.kind != "notifications":
        return True
    if part == "other":
        return not any(type in types for types in TYPES.values())
    return type in TYPES[part]


def notifications_of(client: Client, place: Place, *, limit: int) -> Paged[Notification]:
    """The notifications of one place, one by one."""
    wanted = wanted_of(place, None)
    types, excluded = wanted.get("types"), wanted.get("exclude_types")
    account_id, with_filtered = wanted.get("account_id"), wanted.get("include_filtered")
    return client.notifications.list(
        types=types, exclude_types=excluded, account_id=account_id, include_filtered=with_filtered, limit=limit
    )


def wanted_of(place: Place, instance: InstanceInfo | None) -> Wanted:
    """What to ask for to get the notifications of one place."""
    part = place.argument
    wanted: Wanted = {}
    if place.kind == "filtered":
        wanted["account_id"], wanted["include_filtered"] = place.argument, True
    elif part == "other":
        wanted["exclude_types"] = [type for types in TYPES.values() for type in types]
    elif part:
        wanted["types"] = TYPES[part]
    if instance is not None and instance.api_version >= _TELLS_OF_SUPPORT:
        wanted["supported_types"] = SHOWN_IN_OWN_WORDS
    return wanted


class NotificationSource:
    """The server's list of one place of notifications; see `Source`.

    Args:
        instance: the server in brief.
        lowest_of: the oldest notification that is known of a row.
    """

    def __init__(
        self,
        place: Place,
        remote: Remote,
        instance: Callable[[], InstanceInfo | None],
        page_size: int,
        lowest_of: Callable[[str], str],
    ) -> None:
        self._place = place
        self._remote = remote
        self._instance = instance
        self._page_size = page_size
        self._lowest_of = lowest_of
        self._below: dict[str, str] = {}
        """Below which notification the page goes on that ended with a row."""
        self.groups = True
        """Whether the server groups; true until it turns out that it does not."""

    async def page(self, *, max_id: str | None = None, min_id: str | None = None) -> Page[Happening]:
        """See `Source.page`; bounds are ids of rows."""
        if max_id is not None:
            max_id = self._below.get(max_id) or self._lowest_of(max_id)
        whole = max_id is None

        async def request(client: Client) -> Page[Happening]:
            wanted = wanted_of(self._place, self._instance())
            wanted["max_id"], wanted["min_id"], wanted["limit"] = max_id, min_id, self._page_size
            if self.groups and client.capabilities.offers(Feature.GROUPED_NOTIFICATIONS):
                try:
                    return self._of_groups(await client.grouped_notifications.list(**wanted))
                except Missing:
                    pass
            self.groups = False
            return _of_notifications(
                await client.notifications.list(
                    account_id=wanted.get("account_id"),
                    include_filtered=wanted.get("include_filtered"),
                    types=wanted.get("types"),
                    exclude_types=wanted.get("exclude_types"),
                    supported_types=wanted.get("supported_types"),
                    max_id=max_id,
                    min_id=min_id,
                    limit=self._page_size,
                )
            )

        return await self._remote.call(request, whole=whole)

    async def follow(self, link: str) -> Page[Happening]:
        """See `Source.follow`."""
        if self.groups:
            return self._of_groups(await self._remote.call(lambda client: client.grouped_notifications.follow(link)))
        return _of_notifications(await self._remote.call(lambda client: client.follow_link(link, Notification)))

    def _of_groups(self, answer: GroupedNotifications) -> Page[Happening]:
        accounts = {account.id: account for account in answer.accounts}
        statuses = {status.id: status for status in answer.statuses}
        items = [from_group(group, accounts, statuses) for group in answer.notification_groups]
        if items:
            self._below[items[-1].id] = _lowest(items)
        return Page(items, answer.older, answer.newer, answer.problems)


def _of_notifications(page: Page[Notification]) -> Page[Happening]:
    items = [from_notification(one) for one in page.items]
    return Page(items, page.older, page.newer, page.problems, page.rebuilding)


def _lowest(items: list[Happening]) -> str:
    """Below which the next page begins: numbers of one server can be compared, other ids cannot."""
    ids = [item.lowest_id for item in items]
    return min(ids, key=lambda id: (len(id), id)) if all(id.isdigit() for id in ids) else ids[-1]


def grouped(notifications: Iterable[Notification]) -> list[Happening]:
    """The same in groups, newest first as they are given: each where its newest stands."""
    found: dict[str, Happening] = {}
    for one in map(from_notification, notifications):
        known = found.get(one.group_key)
        status = one.status if known is None else known.status
        found[one.group_key] = replace(known.with_member(one), status=status) if known is not None else one
    return list(found.values())
