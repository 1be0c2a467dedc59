"""State verbs: what can be switched on and off on a post, idempotent on the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from tootui.model.base import StatusId, known
from tootui.model.status import Status
from tootui.store import patches
from tootui.store.patches import Patch

if TYPE_CHECKING:
    from tootui.api.client import Client


class StateVerb(Struct, frozen=True):
    """One switch of a post. ``flag`` is the field that holds its state; ``lapses`` after so many seconds of waiting."""

    name: str
    noun: str
    flag: str
    patch: Callable[[bool], Patch]
    send: Callable[[Client, StatusId, bool], Awaitable[Status]]
    lapses: float | None = None

    def is_on(self, status: Status) -> bool:
        """The switch's present position; "not told" counts as off."""
        return bool(known(getattr(status, self.flag), False))


def _favourite(client: Client, status_id: StatusId, on: bool) -> Awaitable[Status]:
    return client.statuses.favourite(status_id) if on else client.statuses.unfavourite(status_id)


def _reblog(client: Client, status_id: StatusId, on: bool) -> Awaitable[Status]:
    return client.statuses.reblog(status_id) if on else client.statuses.unreblog(status_id)


def _bookmark(client: Client, status_id: StatusId, on: bool) -> Awaitable[Status]:
    return client.statuses.bookmark(status_id) if on else client.statuses.unbookmark(status_id)


FAVOURITE = StateVerb("favourite", "Favourite", "favourited", patches.favourite, _favourite)
REBLOG = StateVerb("reblog", "Boost", "reblogged", patches.reblog, _reblog, lapses=600.0)
BOOKMARK = StateVerb("bookmark", "Bookmark", "bookmarked", patches.bookmark, _bookmark)

STATE_VERBS = {verb.name: verb for verb in (FAVOURITE, REBLOG, BOOKMARK)}
