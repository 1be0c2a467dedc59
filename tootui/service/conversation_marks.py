"""What the reader did to direct conversations: it counts at once, whatever answer was on its way already."""

from __future__ import annotations

import logging
from collections.abc import Callable

from msgspec.structs import replace

from tootui.model.base import StatusId
from tootui.model.conversations import Conversation
from tootui.model.errors import Missing, ServerError
from tootui.service.feed_parts import FeedServices
from tootui.service.remote import Remote

log = logging.getLogger(__name__)

_NEVER = object()


class ConversationMarks:
    """Knows what was read and what was put away here, and tells the server.

    Args:
        changed: called whenever a conversation looks different by that.
        kept: called when the server has taken it.
    """

    def __init__(
        self, remote: Remote, services: FeedServices, *, changed: Callable[[], None], kept: Callable[[], None]
    ) -> None:
        self._remote = remote
        self._services = services
        self._changed = changed
        self._kept = kept
        self._read_at: dict[str, StatusId | None] = {}
        """Up to which post they were read."""
        self._removed_at: dict[str, StatusId | None] = {}
        """At which newest post they were put away: with another one they are there again."""

    def visible(self, one: Conversation) -> Conversation:
        """As it looks to the reader."""
        is_read_here = one.unread and self._read_at.get(one.id, _NEVER) == last_id(one)
        return replace(one, unread=False) if is_read_here else one

    def is_removed(self, one: Conversation) -> bool:
        """Whether it was put away and nobody wrote in it since."""
        return self._removed_at.get(one.id, _NEVER) == last_id(one)

    def read(self, one: Conversation) -> None:
        """Mark it as read: on the server as soon as that is possible."""
        self._read_at[one.id] = last_id(one)
        self._changed()
        self._services.tasks.spawn(self._tell_read(one), "marking a conversation as read")

    async def _tell_read(self, one: Conversation) -> None:
        try:
            await self._remote.patient(lambda client: client.conversations.read(one.id))
        except Missing as error:
            log.info("Marking a conversation as read: %s", error)
        except ServerError as error:
            if self._read_at.get(one.id) == last_id(one):
                del self._read_at[one.id]
            self._changed()
            self._services.notices.post(f"It is not marked as read. {error}", "error", key="conversation")
        else:
            self._kept()

    def remove(self, one: Conversation) -> None:
        """Put it away: told once, and put back where the server refuses."""
        self._removed_at[one.id] = last_id(one)
        self._changed()
        self._services.tasks.spawn(self._tell_removed(one), "taking a conversation off the list")

    async def _tell_removed(self, one: Conversation) -> None:
        try:
            await self._remote.call(lambda client: client.conversations.delete(one.id))
        except ServerError as error:
            if isinstance(error, Missing) and error.may_be_gone:
                self._removed()  # it was done elsewhere
                return
            if self._removed_at.get(one.id) == last_id(one):
                del self._removed_at[one.id]
            self._changed()
            self._services.notices.post(f"The conversation stays on the list. {error}", "error", key="conversation")
            return
        self._removed()

    def _removed(self) -> None:
        self._services.notices.post("The conversation is off the list. Its posts stay.", key="conversation")
        self._kept()


def last_id(one: Conversation) -> StatusId | None:
    """The newest post of a conversation, None where that is gone."""
    return one.last_status.id if one.last_status is not None else None
