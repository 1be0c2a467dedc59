"""One attempt to publish a draft, what became of it, and finding out when that was not told."""

from __future__ import annotations

from collections.abc import Container
from typing import TypeAlias

from msgspec import UNSET, Struct

from tootui.cache.drafts import Draft
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import RateLimited, ServerError
from tootui.model.posting import NewStatus
from tootui.model.status import Status
from tootui.service.recognition import find_published
from tootui.service.remote import Remote

HONOURS_KEYS = frozenset({"mastodon", "hollo"})
"""Software known to give the same post for the same Idempotency-Key. Takahe publishes a second one."""

KEY_SECONDS = 50 * 60.0
"""How long a key is relied on; Mastodon keeps it for an hour."""

OWN_POSTS = 40


class Published(Struct, frozen=True):
    """It is on the server."""

    status: Status


class Declined(Struct, frozen=True):
    """It is certainly not on the server, and would not be if sent again as it is."""

    reason: str


class Delayed(Struct, frozen=True):
    """It is certainly not on the server; it may be sent when the connection allows."""

    reason: str
    busy: bool = False


class Unanswered(Struct, frozen=True):
    """Nobody knows."""

    reason: str


Outcome: TypeAlias = Published | Declined | Delayed | Unanswered


class Delivery:
    """The server's side of the outbox."""

    def __init__(self, remote: Remote, me_id: AccountId) -> None:
        self._remote = remote
        self._me_id = me_id

    async def attempt(self, draft: Draft) -> Outcome:
        """Send once."""
        new = NewStatus(
            status=draft.text,
            in_reply_to_id=draft.in_reply_to_id or UNSET,
            spoiler_text=draft.spoiler_text or UNSET,
            visibility=draft.visibility or UNSET,
            sensitive=True if draft.sensitive or draft.spoiler_text else UNSET,
            language=draft.language or UNSET,
        )
        try:
            status = await self._remote.call(
                lambda client: client.statuses.post(new, idempotency_key=draft.idempotency_key)
            )
        except ServerError as error:
            if error.sent:
                return Unanswered(str(error))
            if error.retryable:
                return Delayed(str(error), busy=isinstance(error, RateLimited))
            return Declined(str(error))
        return Published(status)

    async def look_up(self, draft: Draft, others: Container[StatusId]) -> Status | None:
        """Look whether an attempt was published after all, as soon as the server can be asked.

        Args:
            draft: with the text that was sent.
            others: posts known to be other drafts'.

        Raises:
            ServerError: the own posts cannot be read.
        """
        page = await self._remote.patient(
            lambda client: client.accounts.statuses(self._me_id, exclude_reblogs=True, limit=OWN_POSTS)
        )
        return find_published(
            page.items,
            text=draft.text,
            spoiler_text=draft.spoiler_text,
            visibility=draft.visibility,
            in_reply_to_id=draft.in_reply_to_id,
            attempted_at=draft.attempted_at or draft.created_at,
            others=others,
        )


def same_key_is_safe(draft: Draft, software: str, now: float) -> bool:
    """Whether sending the same again cannot publish it twice: the server remembers the key of the first attempt."""
    return software in HONOURS_KEYS and draft.attempted_at is not None and now - draft.attempted_at < KEY_SECONDS
