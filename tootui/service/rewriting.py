"""Own posts taken up again: to be edited, or to be deleted and written anew."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.base import StatusId, known
from tootui.model.edits import StatusSource
from tootui.model.errors import Missing, ServerError, StorageError
from tootui.model.status import Poll, QuoteApproval, Status
from tootui.service.drafts import Drafts
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.store.entities import Store
from tootui.text.as_written import as_written

log = logging.getLogger(__name__)

NO_SOURCE = "This server does not keep posts as they were written. Look whether all of it is here; formatting is lost."
POLL_IS_OVER = "The poll of this post is over. The server opens it again for a while when the post is changed."

_NOTICE = "taking up"
"""What is said last of taking up a post takes the place of what was said before."""

_DAY = 86_400


class Written(NamedTuple):
    """A post's words as their author wrote them; ``is_exact`` is False where they were guessed from the HTML."""

    text: str
    spoiler_text: str
    is_exact: bool


class Rewriting:
    """Fetches an own post as it was written. What it gives to ``ready`` is a draft; what fails, notices tell.

    Args:
        drafts: makes and keeps drafts.
        offers: whether the server is known to have something.
    """

    def __init__(
        self,
        drafts: Drafts,
        *,
        store: Store,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        offers: Callable[[Feature], bool],
    ) -> None:
        self._drafts = drafts
        self._store = store
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._offers = offers
        self._busy: set[StatusId] = set()

    def is_under_way(self, status_id: StatusId) -> bool:
        """Whether a post is being taken up."""
        return status_id in self._busy

    def edit(self, status_id: StatusId, ready: Callable[[Draft], None]) -> None:
        """Take up a post to change it. Nothing is on disk nor on the server before something is changed."""
        if not self._offers(Feature.EDITING):
            self._notices.post("Posts cannot be changed on this server. Deleting and redrafting can.", "warning")
        elif status_id not in self._busy:
            self._busy.add(status_id)
            self._tasks.spawn(self._edit(status_id, ready), "taking up a post to edit it")

    def redraft(self, status_id: StatusId, ready: Callable[[Draft], None]) -> None:
        """Delete a post for good once all of it is on disk, and take it up to be written anew."""
        if status_id not in self._busy:
            self._busy.add(status_id)
            self._tasks.spawn(self._redraft(status_id, ready), "deleting a post to write it anew")

    async def _edit(self, status_id: StatusId, ready: Callable[[Draft], None]) -> None:
        try:
            post = await self._fresh(status_id)
            written = await self._written(post)
        except ServerError as error:
            self._notices.post(f"Not opened for editing. {error}", "error", key=_NOTICE)
            return
        finally:
            self._busy.discard(status_id)
        draft = draft_of(self._drafts.new(), post, written)
        warnings = [] if written.is_exact else [NO_SOURCE]
        if post.poll is not None:
            draft = replace(draft, poll=running_poll(post.poll))
            warnings += [POLL_IS_OVER] if post.poll.expired else []
        edited_at = post.edited_at.timestamp() if post.edited_at is not None else None
        ready(replace(draft, edit_of=post.id, edited_at=edited_at, reason=" ".join(warnings)))

    async def _redraft(self, status_id: StatusId, ready: Callable[[Draft], None]) -> None:
        kept: Draft | None = self._drafts.unfinished("redraft", status_id)
        is_new = kept is None
        try:
            if kept is None:
                post = await self._fresh(status_id)
                kept = self._drafts.save(redraft_of(self._drafts.new(), post, await self._written(post)))
            draft = await self._delete(kept, status_id)
        except (ServerError, StorageError) as error:
            if isinstance(error, ServerError) and error.sent and kept is not None:
                words = f"It is not certain that the post was deleted. {error} Your text is kept."
                self._notices.post(words, "error", key=_NOTICE)
                return
            if is_new and kept is not None:
                self._drafts.discard(kept.id)
            self._notices.post(f"Not deleted. {error}", "error", key=_NOTICE)
            return
        finally:
            self._busy.discard(status_id)
        ready(draft)

    async def _delete(self, draft: Draft, status_id: StatusId) -> Draft:
        """Delete the post that a draft shall replace; gives the draft as it is on disk then.

        Raises:
            ServerError: it is not, or not certainly, deleted.
        """
        try:
            deleted = await self._remote.call(lambda client: client.statuses.delete(status_id))
        except Missing:
            deleted = None  # gone already, which is what was wanted
        self._store.delete_status(status_id)
        draft = replace(draft, is_original_gone=True)
        if draft.reason and deleted is not None and deleted.text is not None and not _is_html(deleted.text):
            draft = replace(draft, text=deleted.text, reason="")
        try:
            return replace(self._drafts.save(draft), reason=draft.reason)
        except StorageError as error:
            log.warning("That the post is gone is not noted: %s", error)
            return draft

    async def _fresh(self, status_id: StatusId) -> Status:
        """The post as it is on the server now.

        Raises:
            ServerError: it cannot be read.
        """
        post = await self._remote.call(lambda client: client.statuses.get(status_id))
        self._store.put_statuses([post])
        return post

    async def _written(self, post: Status) -> Written:
        """Its words as they were written, or as they may have been.

        Raises:
            ServerError: they cannot be read now.
        """
        source: StatusSource | None
        try:
            source = await self._remote.call(lambda client: client.statuses.source(post.id))
        except Missing:
            source = None
        if source is not None and not _is_html(source.text):
            return Written(source.text, source.spoiler_text, True)
        text = as_written(post.content, post.mentions, without_quote_inline=post.quote is not None)
        return Written(text, post.spoiler_text, False)


def draft_of(empty: Draft, post: Status, written: Written) -> Draft:
    """All of a post but its poll, as a draft."""
    quote = post.quote
    quoted = quote.quoted_status if quote is not None else None
    return replace(
        empty,
        text=written.text,
        spoiler_text=written.spoiler_text,
        visibility=post.visibility,
        language=post.language,
        sensitive=post.sensitive,
        in_reply_to_id=post.in_reply_to_id,
        quoted_status_id=quoted.id if quoted is not None else quote and quote.quoted_status_id,
        quote_acct=quoted.account.acct if quoted is not None else None,
        media=tuple(
            DraftMedia(
                media_id=media.id,
                kind=media.type,
                description=media.description or "",
                described=media.description or "",
            )
            for media in post.media_attachments
        ),
    )


def redraft_of(empty: Draft, post: Status, written: Written) -> Draft:
    """A post as a draft to take its place, with a poll that begins anew."""
    draft = replace(
        draft_of(empty, post, written),
        redraft_of=post.id,
        reason="" if written.is_exact else NO_SOURCE,
        quote_policy=policy_of(post.quote_approval),
    )
    if post.poll is None:
        return draft
    ends = post.poll.expires_at
    open_for = round((ends - post.created_at).total_seconds()) if ends is not None else _DAY
    return replace(draft, poll=replace(running_poll(post.poll), closes_at=None, expires_in=open_for))


def running_poll(poll: Poll) -> DraftPoll:
    """The poll of a published post."""
    are_hidden = not poll.expired and any(option.votes_count is None for option in poll.options)
    return DraftPoll(
        options=tuple(option.title for option in poll.options),
        multiple=poll.multiple,
        hide_totals=are_hidden,
        closes_at=poll.expires_at.timestamp() if poll.expires_at is not None else None,
    )


def policy_of(approval: QuoteApproval | None) -> str | None:
    """Who may quote a published post, in the word for it; None where the server does not tell."""
    if approval is None:
        return None
    return next((word for word in ("public", "followers") if word in approval.automatic), "nobody")


def lost_by_deleting(post: Status) -> str:
    """What goes with a post when it is deleted, in words; empty when that is nothing."""
    votes = post.poll.votes_count if post.poll is not None else 0
    counts = (
        (known(post.replies_count, 0), "reply", "replies"),
        (known(post.reblogs_count, 0), "boost", "boosts"),
        (known(post.favourites_count, 0), "favourite", "favourites"),
        (known(post.quotes_count, 0), "quote", "quotes"),
        (votes, "vote", "votes"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def _is_html(text: str) -> bool:
    """Whether a server gives its HTML for what was written (Takahe)."""
    return text.lstrip().startswith("<p") and text.rstrip().endswith(">")
