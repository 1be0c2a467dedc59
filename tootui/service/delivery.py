"""One attempt to publish a draft, what became of it, and finding out when that was not told."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TypeAlias

from msgspec import Struct

from tootui.cache.drafts import Draft
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import Missing, RateLimited, ServerError
from tootui.model.instance import Limits
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.postings import ids_of, new_status, status_changes
from tootui.service.recognition import find_published, is_edited
from tootui.service.remote import Remote

HONOURS_KEYS = frozenset({"mastodon", "hollo"})
"""Software known to give the same post for the same Idempotency-Key. Takahe publishes a second one."""

KEY_SECONDS = 50 * 60.0
"""How long a key is relied on; Mastodon keeps it for an hour."""

OWN_POSTS = 40

ORIGINAL_IS_THERE = "The post in whose place this shall be is still there. Delete it first, then send this."


class Published(Struct, frozen=True):
    """It is on the server, as ``status`` shows."""

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

    def __init__(self, remote: Remote, me_id: AccountId, *, limits: Callable[[], Limits], clock: Clock) -> None:
        self._remote = remote
        self._me_id = me_id
        self._limits = limits
        self._clock = clock

    async def attempt(self, draft: Draft) -> Outcome:
        """Send once."""
        try:
            if draft.redraft_of is not None and not draft.is_original_gone and await self._is_there(draft.redraft_of):
                return Declined(ORIGINAL_IS_THERE)
            return Published(await self._send(draft))
        except ServerError as error:
            if error.sent:
                return Unanswered(str(error))
            if error.retryable:
                return Delayed(str(error), busy=isinstance(error, RateLimited))
            return Declined(str(error))

    async def _send(self, draft: Draft) -> Status:
        """Publish, or change what is published.

        Raises:
            ServerError: it was refused, or nobody knows.
        """
        if draft.edit_of is not None:
            edited_id = draft.edit_of
            changes = status_changes(draft, {}, now=self._clock.time(), limits=self._limits())
            return await self._remote.call(lambda client: client.statuses.edit(edited_id, changes))
        new = new_status(draft, {})
        return await self._remote.call(lambda client: client.statuses.post(new, idempotency_key=draft.idempotency_key))

    async def _is_there(self, status_id: StatusId) -> bool:
        """Whether a post that was to be deleted still exists.

        Raises:
            ServerError: that cannot be told; nothing was sent.
        """
        try:
            await self._remote.call(lambda client: client.statuses.get(status_id))
        except Missing:
            return False
        except ServerError as error:
            error.sent = False  # a question changes nothing
            raise
        return True

    async def look_up(self, draft: Draft, others: Container[StatusId]) -> Status | None:
        """Look whether an attempt was carried out after all, as soon as the server can be asked.

        Args:
            draft: with the text that was sent.
            others: posts known to be other drafts'.

        Raises:
            ServerError: the own posts cannot be read.
        """
        if draft.edit_of is not None:
            return await self._look_at_edited(draft, draft.edit_of)
        page = await self._remote.patient(
            lambda client: client.accounts.statuses(self._me_id, exclude_reblogs=True, limit=OWN_POSTS)
        )
        return find_published(
            page.items,
            text=draft.text,
            spoiler_text=draft.spoiler_text,
            visibility=draft.visibility,
            in_reply_to_id=draft.in_reply_to_id,
            quoted_status_id=draft.quoted_status_id,
            media_ids=ids_of(draft, {}),
            poll_options=draft.poll.options if draft.poll is not None else (),
            attempted_at=draft.attempted_at or draft.created_at,
            others=others,
        )

    async def _look_at_edited(self, draft: Draft, status_id: StatusId) -> Status | None:
        """The post, if it is by now what the edit was to make of it."""
        post = await self._remote.patient(lambda client: client.statuses.get(status_id))
        try:
            source = await self._remote.patient(lambda client: client.statuses.source(status_id))
        except Missing:
            source = None
        return post if is_edited(post, draft, source) else None


def same_key_is_safe(draft: Draft, software: str, now: float) -> bool:
    """Whether sending the same again cannot publish it twice: the server remembers the key of the first attempt."""
    if draft.edit_of is not None:
        return False
    return software in HONOURS_KEYS and draft.attempted_at is not None and now - draft.attempted_at < KEY_SECONDS
