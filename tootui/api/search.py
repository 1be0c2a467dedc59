"""`/api/v2/search`: people, posts, hashtags, and addresses of posts or people anywhere."""

from __future__ import annotations

from tootui.api import decode
from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.api.transport import Value
from tootui.model.base import AccountId
from tootui.model.search import Search as Found


class Search(Resource):
    """Searches. Posts only where the server is set up for it."""

    feature = Feature.SEARCH

    async def find(
        self,
        *,
        q: str,
        type: str | None = None,
        resolve: bool | None = None,
        following: bool | None = None,
        account_id: AccountId | None = None,
        exclude_unreviewed: bool | None = None,
        min_id: str | None = None,
        max_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Found:
        """What matches ``q``: words, ``"exact"``, ``from:@user``, ``has:media``, ``before:2026-01-31`` …

        Args:
            type: ``accounts``, ``statuses`` or ``hashtags`` only.
            resolve: ask other servers too; ``q`` may then be the address of a post or profile.
            limit: per kind, 40 at the most.
            offset: to read on; needs ``type``.
        """
        params: dict[str, Value] = {
            "q": q,
            "type": type,
            "resolve": resolve,
            "following": following,
            "account_id": account_id,
            "exclude_unreviewed": exclude_unreviewed,
            "min_id": min_id,
            "max_id": max_id,
            "limit": limit,
            "offset": offset,
        }
        return decode.bundle((await self._get("/api/v2/search", params)).body, Found)
