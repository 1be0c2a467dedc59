"""`/api/v1/lists`: lists of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.lists import UserList


class Lists(Resource):
    """Makes lists and fills them; what their members write is in `Timelines.list`."""

    feature = Feature.LISTS

    async def all(self) -> list[UserList]:
        """The reader's lists; some fifty at the most."""
        return await self._all("/api/v1/lists", UserList)

    async def get(self, id: str) -> UserList:
        """One of them."""
        return await self._one(path("/api/v1/lists/{}", id), UserList)

    async def create(self, *, title: str, replies_policy: str | None = None, exclusive: bool | None = None) -> UserList:
        """Make a list.

        Args:
            replies_policy: whose answers it shows, if they answer those the reader follows (``followed``), its members
                (``list``), or ``none``.
            exclusive: whether its members leave home (from 4.2).
        """
        body = {"title": title, "replies_policy": replies_policy, "exclusive": exclusive}
        return await self._write("POST", "/api/v1/lists", UserList, body)

    async def update(
        self,
        id: str,
        *,
        title: str | None = None,
        replies_policy: str | None = None,
        exclusive: bool | None = None,
    ) -> UserList:
        """Change a list."""
        body = {"title": title, "replies_policy": replies_policy, "exclusive": exclusive}
        return await self._write("PUT", path("/api/v1/lists/{}", id), UserList, body)

    async def delete(self, id: str) -> None:
        """Delete a list, not the people on it."""
        await self._send("DELETE", path("/api/v1/lists/{}", id))

    def accounts(self, id: str, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Who is on a list; ``limit=0`` gives all at once."""
        return self._paged(path("/api/v1/lists/{}/accounts", id), Account, bounds, order=Order.LINKS)

    async def add_accounts(self, id: str, *, account_ids: Sequence[AccountId]) -> None:
        """Put people on a list whom the reader follows."""
        await self._send("POST", path("/api/v1/lists/{}/accounts", id), {"account_ids": account_ids})

    async def remove_accounts(self, id: str, *, account_ids: Sequence[AccountId]) -> None:
        """Take people off a list."""
        # In the query: not everything on the way keeps the body of a DELETE.
        await self._send("DELETE", path("/api/v1/lists/{}/accounts", id), params={"account_ids": account_ids})
