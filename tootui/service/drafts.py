"""What the person writes, from the first letter until it is sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tootui.cache.drafts import Draft, DraftKind, new_id
from tootui.cache.words import Words
from tootui.config.settings import Compose
from tootui.model.account import Account, Source
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import StorageError
from tootui.model.instance import Preferences
from tootui.model.status import Status
from tootui.service.chains import members, next_post
from tootui.service.clock import Clock
from tootui.service.replying import carried_spoiler, narrower, reply_mentions, reply_visibility

log = logging.getLogger(__name__)

UNFINISHED = ("draft", "failed")
IN_FLIGHT = ("held", "queued", "sending", "undecided")
"""States in which the outbox has it: its text must stay what was, or will be, sent."""


class Drafts:
    """Makes, keeps and finds drafts. What `save` gave back is on disk.

    Args:
        words: where drafts lie.
        me_id: the account that writes.
        me_acct: its full name, ``@you@server``.
        profile: the same as the server knows it, once it told.
        preferences: the person's posting defaults, as far as known.
        own: the person's own settings, which win.
    """

    def __init__(
        self,
        words: Callable[[], Words],
        clock: Clock,
        *,
        me_id: AccountId,
        me_acct: Callable[[], str],
        profile: Callable[[], Account | None],
        preferences: Callable[[], Preferences],
        own: Compose,
    ) -> None:
        self._words = words
        self._clock = clock
        self._me_id = me_id
        self._me_acct = me_acct
        self._profile = profile
        self._preferences = preferences
        self._own = own

    def default_visibility(self) -> str:
        """Who sees a post unless told otherwise: by the person's own setting, else as they set it on the server."""
        source = self._source
        return (
            self._own.visibility
            or self._preferences().posting_default_visibility
            or (source and source.privacy)
            or "public"
        )

    def default_language(self) -> str | None:
        """The language of a post unless told otherwise; None is for the server to say."""
        source = self._source
        return (
            self._own.language.strip()
            or self._preferences().posting_default_language
            or (source and source.language)
            or None
        )

    def default_quote_policy(self) -> str | None:
        """Who may quote a post unless told otherwise; None where the server does not tell."""
        source = self._source
        told = self._preferences().posting_default_quote_policy
        return self._own.quotes or told or (source.quote_policy if source is not None else None)

    @property
    def _source(self) -> Source | None:
        profile = self._profile()
        return profile.source if profile is not None else None

    def new(self) -> Draft:
        """An empty post with the person's defaults; nothing is on disk yet."""
        now = self._clock.time()
        return Draft(
            visibility=self.default_visibility(),
            language=self.default_language(),
            sensitive=bool(self._preferences().posting_default_sensitive),
            quote_policy=self._own.quotes or None,
            created_at=now,
            updated_at=now,
        )

    def reply_to(self, status: Status, *, author_only: bool = False) -> Draft:
        """An answer by the rules: the people named, the warning carried over, never wider than what is answered."""
        post = status.inner
        return replace(
            self.new(),
            text=reply_mentions(post, me_id=self._me_id, me_acct=self._me_acct(), author_only=author_only),
            spoiler_text=carried_spoiler(post),
            visibility=reply_visibility(self.default_visibility(), post),
            in_reply_to_id=post.id,
            reply_acct=post.account.acct,
        )

    def direct_to(self, accts: Sequence[str]) -> Draft:
        """A post that begins with these people's names and that nobody else will see."""
        names = dict.fromkeys(acct.removeprefix("@") for acct in accts)
        return replace(self.new(), text="".join(f"@{name} " for name in names), visibility="direct")

    def quote(self, status: Status, *, as_link: bool = False) -> Draft:
        """A post that shows another one, never to more people than that one.

        Args:
            as_link: the server has no quotes: its address stands in the text instead.
        """
        post = status.inner
        draft = replace(self.new(), visibility=narrower(self.default_visibility(), post.visibility))
        if as_link:
            return replace(self.new(), text=f"\n\n{post.url or post.uri}")
        return replace(draft, quoted_status_id=post.id, quote_acct=post.account.acct)

    def latest(self) -> Draft | None:
        """The unfinished post to be offered again, if there is one."""
        return next((draft for draft in self._unfinished() if _has_words(draft)), None)

    def unfinished(self, kind: DraftKind, status_id: StatusId) -> Draft | None:
        """The unfinished answer to a post, quote of it, edit of it or what is to take its place, if there is one."""
        return next(
            (draft for draft in self._unfinished() if draft.kind == kind and _subject(draft) == status_id), None
        )

    def begun_from(self, scheduled_id: str) -> Draft | None:
        """The unfinished post that is to take the place of one that waits on the server, if there is one."""
        return next((draft for draft in self._unfinished() if draft.replaces == scheduled_id), None)

    def _unfinished(self) -> list[Draft]:
        try:
            drafts = self._words().drafts()
        except StorageError as error:
            log.warning("No draft is offered: %s", error)
            return []
        return [draft for draft in drafts if draft.state in UNFINISHED]

    def kept(self, draft_id: str) -> Draft | None:
        """A draft as it is on disk, None if there is none of that id.

        Raises:
            StorageError: it cannot be read.
        """
        return self._words().draft(draft_id)

    def save(self, draft: Draft) -> Draft:
        """Put a draft on disk; it is there when this returns.

        A post that the outbox has is not changed: another text becomes a draft of its own.

        Returns:
            The draft as it was saved; go on with this one.

        Raises:
            StorageError: it is not saved.
        """
        words = self._words()
        with words.undisturbed():
            kept = words.draft(draft.id)
            if kept is not None and kept.state in IN_FLIGHT:
                if kept.says_the_same(draft):
                    return kept
                draft = replace(draft, id=new_id(), idempotency_key=new_id(), supersedes=kept.id)
            if kept is not None and kept.chain is not None and draft.in_reply_to_id is None:
                draft = replace(draft, in_reply_to_id=kept.in_reply_to_id)  # the one before was published meanwhile
            return words.save_draft(replace(draft, state="draft", reason="", updated_at=self._clock.time()))

    def chain(self, chain: str | None) -> list[Draft]:
        """The posts of a chain that are not published yet, in their order.

        Raises:
            StorageError: they cannot be read.
        """
        return members(chain, self._words().drafts()) if chain is not None else []

    def next_of(self, draft: Draft) -> Draft:
        """A further post of its chain, behind it; nothing of that is on disk yet."""
        return next_post(draft, self.new())

    def discard(self, draft_id: str) -> None:
        """Delete a draft for good."""
        self._words().delete_draft(draft_id)


def _subject(draft: Draft) -> StatusId | None:
    """The post that a draft is about."""
    return draft.edit_of or draft.redraft_of or draft.quoted_status_id or draft.in_reply_to_id


def _has_words(draft: Draft) -> bool:
    """Whether anything is there beyond the names a reply begins with."""
    if draft.kind in ("edit", "redraft") or draft.media or draft.poll:
        return not draft.is_blank
    own = [word for word in draft.text.split() if not word.startswith("@")]
    return bool(own) or (bool(draft.spoiler_text.strip()) and draft.in_reply_to_id is None)
