"""`/api/v2/suggestions`: people to follow."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.people import Suggestion


class Suggestions(Resource):
    """Reads suggestions and does away with them."""

    feature = Feature.SUGGESTIONS

    async def all(self, *, limit: int | None = None) -> list[Suggestion]:
        """People to follow, and why."""
        return await self._all("/api/v2/suggestions", Suggestion, {"limit": limit})

    async def all_without_reasons(self, *, limit: int | None = None) -> list[Account]:
        """People to follow, from servers before 3.4."""
        # Deprecated since, and no sign that the newer one is missing too.
        return await self._all(path("/api/v1/suggestions"), Account, {"limit": limit})

    async def dismiss(self, account_id: AccountId) -> None:
        """Do not suggest somebody again."""
        await self._send("DELETE", path("/api/v1/suggestions/{}", account_id))
