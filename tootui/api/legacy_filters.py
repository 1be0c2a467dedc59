"""`/api/v1/filters`: filters of the first version, for servers that know no other."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.filters import LegacyFilter

_PATH = "/api/v1/filters"


class LegacyFilters(Resource):
    """One phrase each, matched by the client. From 4.0 on Mastodon shows each word of a filter as one of these."""

    feature = Feature.LEGACY_FILTERS

    async def all(self) -> list[LegacyFilter]:
        """The reader's filters."""
        return await self._all(_PATH, LegacyFilter)

    async def get(self, id: str) -> LegacyFilter:
        """One of them."""
        return await self._one(path(_PATH + "/{}", id), LegacyFilter)

    async def create(
        self,
        *,
        phrase: str,
        context: Sequence[str],
        irreversible: bool | None = None,
        whole_word: bool | None = None,
        expires_in: int | None = None,
    ) -> LegacyFilter:
        """Make a filter; an ``irreversible`` one hides, and the server then leaves the posts out itself."""
        body = {
            "phrase": phrase,
            "context": context,
            "irreversible": irreversible,
            "whole_word": whole_word,
            "expires_in": expires_in,
        }
        return await self._write("POST", _PATH, LegacyFilter, body)

    async def update(
        self,
        id: str,
        *,
        phrase: str,
        context: Sequence[str],
        irreversible: bool | None = None,
        whole_word: bool | None = None,
        expires_in: int | None = None,
    ) -> LegacyFilter:
        """Change a filter: all of it."""
        body = {
            "phrase": phrase,
            "context": context,
            "irreversible": irreversible,
            "whole_word": whole_word,
            "expires_in": expires_in,
        }
        return await self._write("PUT", path(_PATH + "/{}", id), LegacyFilter, body)

    async def delete(self, id: str) -> None:
        """Delete a filter."""
        await self._send("DELETE", path(_PATH + "/{}", id))
