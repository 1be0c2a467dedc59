"""What a post was before, and what its author typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.base import StatusId
from tootui.model.edits import StatusEdit, StatusSource
from tootui.model.status import Status
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.features import Feature


class Originals:
    """Reads versions and sources; nothing of them is kept.

    Args:
        is_mine: whether a post is the reader's own.
        offers: whether the server has something.
        host: the server's name.
    """

    def __init__(
        self, remote: Remote, *, is_mine: Callable[[Status], bool], offers: Callable[[Feature], bool], host: str
    ) -> None:
        self._remote = remote
        self._is_mine = is_mine
        self._offers = offers
        self._host = host

    def why_no_history(self, status: Status) -> str | None:
        """Why there are no earlier versions of a post to show."""
        from tootui.api.features import Feature

        if status.inner.edited_at is None:
            return "This post was never changed."
        return None if self._offers(Feature.EDIT_HISTORY) else f"{self._host} keeps no earlier versions of posts."

    def why_no_source(self, status: Status) -> str | None:
        """Why it cannot be shown what its author typed."""
        from tootui.api.features import Feature

        if not self._is_mine(status):
            return "Only of your own posts the server shows what was typed."
        return None if self._offers(Feature.EDITING) else f"{self._host} does not show what was typed."

    async def history(self, status_id: StatusId) -> list[StatusEdit]:
        """All versions of a post, the original first.

        Raises:
            ServerError: they cannot be had.
        """
        return await self._remote.call(lambda client: client.statuses.history(status_id))

    async def source(self, status_id: StatusId) -> StatusSource:
        """An own post as it was typed.

        Raises:
            ServerError: it cannot be had.
        """
        return await self._remote.call(lambda client: client.statuses.source(status_id))
