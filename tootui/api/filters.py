"""`/api/v2/filters`: what the reader does not want to see, matched by the server (from 4.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.api.transport import Value
from tootui.model.base import StatusId
from tootui.model.filters import Filter, FilterKeyword, FilterStatus

_PATH = "/api/v2/filters"


class Filters(Resource):
    """Makes filters, and gives them words and posts to catch."""

    feature = Feature.FILTERS

    async def all(self) -> list[Filter]:
        """The reader's filters."""
        return await self._all(_PATH, Filter)

    async def get(self, id: str) -> Filter:
        """One of them."""
        return await self._one(path(_PATH + "/{}", id), Filter)

    async def create(
        self,
        *,
        title: str,
        context: Sequence[str],
        filter_action: str | None = None,
        expires_in: int | None = None,
        keywords_attributes: Sequence[Mapping[str, str | bool]] | None = None,
    ) -> Filter:
        """Make a filter.

        Args:
            context: where it holds: ``home`` (and lists), ``notifications``, ``public``, ``thread``, ``account``.
            filter_action: ``warn``, ``hide`` or (from 4.4) ``blur``.
            expires_in: after so many seconds.
            keywords_attributes: each with ``keyword`` and perhaps ``whole_word``.
        """
        body: dict[str, Value] = {
            "title": title,
            "context": context,
            "filter_action": filter_action,
            "expires_in": expires_in,
            "keywords_attributes": keywords_attributes,
        }
        return await self._write("POST", _PATH, Filter, body)

    async def update(
        self,
        id: str,
        *,
        title: str | None = None,
        context: Sequence[str] | None = None,
        filter_action: str | None = None,
        expires_in: int | None = None,
        keywords_attributes: Sequence[Mapping[str, str | bool]] | None = None,
    ) -> Filter:
        """Change a filter; keywords with their ``id`` are changed or (``_destroy``) taken out, others added."""
        body: dict[str, Value] = {
            "title": title,
            "context": context,
            "filter_action": filter_action,
            "expires_in": expires_in,
            "keywords_attributes": keywords_attributes,
        }
        return await self._write("PUT", path(_PATH + "/{}", id), Filter, body)

    async def delete(self, id: str) -> None:
        """Delete a filter."""
        await self._send("DELETE", path(_PATH + "/{}", id))

    async def keywords(self, id: str) -> list[FilterKeyword]:
        """The words of a filter."""
        return await self._all(path(_PATH + "/{}/keywords", id), FilterKeyword)

    async def add_keyword(self, id: str, *, keyword: str, whole_word: bool | None = None) -> FilterKeyword:
        """Give a filter a word."""
        body = {"keyword": keyword, "whole_word": whole_word}
        return await self._write("POST", path(_PATH + "/{}/keywords", id), FilterKeyword, body)

    async def keyword(self, id: str) -> FilterKeyword:
        """A word, by its own id."""
        return await self._one(path(_PATH + "/keywords/{}", id), FilterKeyword)

    async def update_keyword(self, id: str, *, keyword: str, whole_word: bool | None = None) -> FilterKeyword:
        """Change a word."""
        body = {"keyword": keyword, "whole_word": whole_word}
        return await self._write("PUT", path(_PATH + "/keywords/{}", id), FilterKeyword, body)

    async def delete_keyword(self, id: str) -> None:
        """Take a word out of its filter."""
        await self._send("DELETE", path(_PATH + "/keywords/{}", id))

    async def statuses(self, id: str) -> list[FilterStatus]:
        """The single posts that a filter catches."""
        return await self._all(path(_PATH + "/{}/statuses", id), FilterStatus)

    async def add_status(self, id: str, *, status_id: StatusId) -> FilterStatus:
        """Let a filter catch a single post."""
        return await self._write("POST", path(_PATH + "/{}/statuses", id), FilterStatus, {"status_id": status_id})

    async def status(self, id: str) -> FilterStatus:
        """A caught post, by the id of its being caught."""
        return await self._one(path(_PATH + "/statuses/{}", id), FilterStatus)

    async def delete_status(self, id: str) -> None:
        """Catch a single post no longer."""
        await self._send("DELETE", path(_PATH + "/statuses/{}", id))
