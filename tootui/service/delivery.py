"""One attempt to publish a draft, what became of it, and finding out when that was not told."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from tootui.cache.drafts import Draft
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import Invalid, MediaError, Missing, RateLimited, ServerError
from tootui.model.instance import Limits
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.postings import ids_of, new_status, status_changes
from tootui.service.recognition import find_published, is_edited, is_scheduled
from tootui.service.remote import Remote
from tootui.service.uploads import Uploads

if TYPE_CHECKING:
    from tootui.api.client import Client

HONOURS_KEYS = frozenset({"mastodon", "hollo"})
"""Software known to give the same post for the same Idempotency-Key. Takahe publishes a second one."""

KEY_SECONDS = 50 * 60.0
"""How long a key is relied on; Mastodon keeps it for an hour."""

OWN_POSTS = 40

FRESH_SECONDS = 60.0
"""A copy of a file that was sent this lately is still there: the server refuses the post for another reason."""

NO_SCHEDULING = "This server is not known to keep posts until their time: it might publish this at once."
NOT_WAITING = (
    "The post in whose place this shall be does not wait on the server any more: it was published, or deleted "
    "elsewhere. Look at your posts before you send this."
)
ORIGINAL_IS_THERE = "The post in whose place this shall be is still there. Delete it first, then send this."


class Published(Struct, frozen=True):
    """It is on the server, as ``status`` shows; a post that waits there for its time has no status yet."""

    status: Status | ScheduledStatus


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


class Prepared(Struct, frozen=True):
    """Its files are on the server: ``media_ids`` gives their ids there by those in the draft."""

    media_ids: Mapping[str, str]


Outcome: TypeAlias = Published | Declined | Delayed | Unanswered


class Delivery:
    """The server's side of the outbox."""

    def __init__(
        self, remote: Remote, me_id: AccountId, *, uploads: Uploads, limits: Callable[[], Limits], clock: Clock
    ) -> None:
        self._remote = remote
        self._uploads = uploads
        self._me_id = me_id
        self._limits = limits
        self._clock = clock

    async def prepare(self, draft: Draft) -> Prepared | Declined | Delayed:
        """Bring its files to the server. Nothing is published by that, whatever becomes of it."""
        try:
            if draft.scheduled_at is not None and not await self._can_schedule():
                return Declined(NO_SCHEDULING)
            return Prepared(await self._uploads.ready(draft))
        except ServerError as error:
            if error.retryable and not error.sent:
                return Delayed(str(error), busy=isinstance(error, RateLimited))
            return Declined(str(error))
        except MediaError as error:
            return Declined(str(error))

    async def withdraw(self, scheduled_id: str) -> Declined | Delayed | None:
        """Have the server forget a post that waits there, in whose place another shall be; None when it has.

        Where it does not wait any more it may be published: then nothing takes its place without the person's yes.
        """
        try:
            await self._remote.call(lambda client: client.scheduled_statuses.delete(scheduled_id))
        except Missing:
            return Declined(NOT_WAITING)
        except ServerError as error:
            if error.retryable or error.sent:
                return Delayed(str(error), busy=isinstance(error, RateLimited))
            return Declined(str(error))
        return None

    async def attempt(self, draft: Draft, prepared: Prepared) -> Outcome:
        """Send once."""
        try:
            if draft.redraft_of is not None and not draft.is_original_gone and await self._is_there(draft.redraft_of):
                return Declined(ORIGINAL_IS_THERE)
            return await self._attempt(draft, prepared)
        except ServerError as error:
            if error.sent:
                return Unanswered(str(error))
            if error.retryable:
                return Delayed(str(error), busy=isinstance(error, RateLimited))
            return Declined(str(error))

    async def _attempt(self, draft: Draft, prepared: Prepared) -> Outcome:
        """Send; and once more with fresh copies of its files where the server refuses it with older ones.

        Raises:
            ServerError: it was refused, or nobody knows.
        """
        try:
            return Published(await self._send(draft, prepared.media_ids))
        except Invalid:
            if not self._uploads.is_reused(draft, self._clock.time() - FRESH_SECONDS):
                raise
        self._uploads.forget(draft)
        renewed = await self.prepare(draft)
        if not isinstance(renewed, Prepared):
            return renewed
        return Published(await self._send(draft, renewed.media_ids))

    async def _can_schedule(self) -> bool:
        """Whether the server is known to keep posts until their time; others publish them at once.

        Raises:
            ServerError: that cannot be told; nothing was sent.
        """
        try:
            return await self._remote.call(_offers_scheduling)
        except ServerError as error:
            error.sent = False  # a question changes nothing
            raise

    async def _send(self, draft: Draft, media_ids: Mapping[str, str]) -> Status | ScheduledStatus:
        """Publish, now or later, or change what is published.

        Raises:
            ServerError: it was refused, or nobody knows.
        """
        if draft.edit_of is not None:
            edited_id = draft.edit_of
            changes = status_changes(draft, media_ids, now=self._clock.time(), limits=self._limits())
            return await self._remote.call(lambda client: client.statuses.edit(edited_id, changes))
        new = new_status(draft, media_ids)
        if draft.scheduled_at is not None:
            moment = datetime.fromtimestamp(draft.scheduled_at, UTC)
            return await self._remote.call(
                lambda client: client.statuses.schedule(new, scheduled_at=moment, idempotency_key=draft.idempotency_key)
            )
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

    async def look_up(self, draft: Draft, others: Container[StatusId]) -> Status | ScheduledStatus | None:
        """Look whether an attempt was carried out after all, as soon as the server can be asked.

        Args:
            draft: with the text that was sent.
            others: posts known to be other drafts'.

        Raises:
            ServerError: the own posts cannot be read.
        """
        if draft.edit_of is not None:
            return await self._look_at_edited(draft, draft.edit_of)
        if draft.scheduled_at is not None and (waiting := await self._look_at_scheduled(draft)) is not None:
            return waiting
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
            media_ids=ids_of(draft, self._uploads.ids(draft)),
            poll_options=draft.poll.options if draft.poll is not None else (),
            attempted_at=draft.attempted_at or draft.created_at,
            others=others,
        )

    async def _look_at_scheduled(self, draft: Draft) -> ScheduledStatus | None:
        """The post, if it waits for its time on the server. Where that cannot be told it may be published already."""
        try:
            page = await self._remote.patient(lambda client: client.scheduled_statuses.list(limit=OWN_POSTS))
        except Missing:
            return None
        return next((one for one in page.items if is_scheduled(one, draft)), None)

    async def _look_at_edited(self, draft: Draft, status_id: StatusId) -> Status | None:
        """The post, if it is by now what the edit was to make of it."""
        post = await self._remote.patient(lambda client: client.statuses.get(status_id))
        try:
            source = await self._remote.patient(lambda client: client.statuses.source(status_id))
        except Missing:
            source = None
        return post if is_edited(post, draft, source, self._uploads.ids(draft)) else None


def same_key_is_safe(draft: Draft, software: str, now: float) -> bool:
    """Whether sending the same again cannot publish it twice: the server remembers the key of the first attempt."""
    if draft.edit_of is not None:
        return False
    return software in HONOURS_KEYS and draft.attempted_at is not None and now - draft.attempted_at < KEY_SECONDS


async def _offers_scheduling(client: Client) -> bool:
    """Whether posts may be left with the server; what it runs on is asked again if it could not be told before."""
    if client.capabilities.software in ("", "unknown"):
        await client.instance.get()
    return await client.scheduled_statuses.offered()
