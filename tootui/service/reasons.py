"""What can be done to which post, and in one sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.base import StatusId, known
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.quoting import quote_offer
from tootui.service.verbs import BOOKMARK, FAVOURITE, MUTE_CONVERSATION, REBLOG
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.features import Feature

OWN_ONLY = {"delete": "deleted", "edit": "edited", "redraft": "redrafted", "pin": "pinned"}
SIGNED_OUT = "The sign-in is no longer accepted. Sign in again first."


class Reasons:
    """Answers for all verbs that act on posts, from what is known here: nothing is asked.

    Args:
        is_mine: whether a post is the reader's own.
        offers: whether the server has something.
        software: the server's, in lower case.
        host: the server's name.
        barred: why nothing at all can be done, such as for a guest; None where it can.
    """

    def __init__(
        self,
        *,
        store: Store,
        connection: Connection,
        clock: Clock,
        is_mine: Callable[[Status], bool],
        offers: Callable[[Feature], bool],
        software: Callable[[], str],
        host: str,
        barred: str | None = None,
    ) -> None:
        self._store = store
        self._connection = connection
        self._clock = clock
        self._is_mine = is_mine
        self._offers = offers
        self._software = software
        self._host = host
        self._barred = barred
        self._checks: dict[str, Callable[[Status], str | None]] = {
            "favourite": self._why_not_favourite,
            "bookmark": self._why_not_bookmark,
            "reblog": self._why_not_boost,
            "boost_as": self._why_not_boost_as,
            "pin": self._why_not_pin,
            "mute_conversation": self._why_not_mute,
            "vote": self._why_not_vote,
            "edit": self._why_not_edit,
            "quote": self._why_not_quote,
        }

    def why_not(self, verb: str, status_id: StatusId) -> str | None:
        """Why a verb (``favourite``, ``reblog``, ``reply``, ``delete`` …) can do nothing to a post; None if it can."""
        status = self._store.status(status_id)
        if status is None:
            return "This post is not here any more."
        if self._connection.state == "signed_out":
            return SIGNED_OUT
        if self._barred is not None:
            return self._barred
        post = status.inner
        if verb in OWN_ONLY and not self._is_mine(post):
            return f"Only your own posts can be {OWN_ONLY[verb]}."
        check = self._checks.get(verb)
        return check(post) if check is not None else None

    def _lacks(self, name: str, what: str) -> str | None:
        """A sentence that the server does not have a feature; None where it has."""
        from tootui.api.features import Feature

        return None if self._offers(Feature[name]) else f"{self._host} {what}."

    def _why_not_favourite(self, post: Status) -> str | None:
        return self._lacks("UNDOING", "takes no favourites back") if FAVOURITE.is_on(post) else None

    def _why_not_bookmark(self, post: Status) -> str | None:
        if BOOKMARK.is_on(post):
            return self._lacks("UNDOING", "takes no bookmarks back")
        return self._lacks("BOOKMARKS", "has no bookmarks")

    def _why_not_boost(self, post: Status) -> str | None:
        if REBLOG.is_on(post):
            return self._lacks("UNDOING", "takes no boosts back")
        if post.visibility in ("public", "unlisted"):
            return None
        if post.visibility == "private":
            return None if self._is_mine(post) else "Followers-only posts of others cannot be boosted."
        if post.visibility == "direct":
            return "Direct posts cannot be boosted."
        return f"Posts with the visibility “{post.visibility}” cannot be boosted."

    def _why_not_boost_as(self, post: Status) -> str | None:
        from tootui.api.quirks import BOOSTS_AS_ASKED

        if REBLOG.is_on(post):
            return "You have boosted this already."
        reason = self._why_not_boost(post)
        if reason is not None:
            return reason
        if post.visibility == "private":
            return "A followers-only post can only be boosted to your followers."
        if self._software() not in BOOSTS_AS_ASKED:
            return f"{self._host} is not known to let you choose who sees a boost."
        return None

    def _why_not_pin(self, post: Status) -> str | None:
        return "Direct posts cannot be pinned." if post.visibility == "direct" else None

    def _why_not_mute(self, post: Status) -> str | None:
        if MUTE_CONVERSATION.is_on(post):
            return None
        return self._lacks("MUTED_CONVERSATIONS", "cannot mute conversations")

    def _why_not_vote(self, post: Status) -> str | None:
        poll = post.poll
        if poll is None:
            return "There is no poll in this post."
        if poll.expired or (poll.expires_at is not None and poll.expires_at <= self._clock.now()):
            return "This poll is over."
        if known(poll.voted, False):
            return "You have voted here already."
        return "This is your own poll." if self._is_mine(post) else None

    def _why_not_edit(self, _post: Status) -> str | None:
        return self._lacks("EDITING", "cannot change posts: delete and write it anew instead")

    def _why_not_quote(self, post: Status) -> str | None:
        from tootui.api.features import Feature

        offer = quote_offer(post, is_mine=self._is_mine(post), has_quotes=self._offers(Feature.QUOTES))
        return offer.words if offer.way is None else None
