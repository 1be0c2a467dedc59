"""What can be done to posts and people with one key: shown at once, done in the background, undone where offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tootui.model.base import AccountId, StatusId, known
from tootui.model.errors import Missing, ServerError
from tootui.model.status import Poll, Status
from tootui.service.connection import Connection
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.service.verbs import BLOCK, BOOKMARK, FAVOURITE, FOLLOW, MUTE, MUTE_CONVERSATION, PIN, REBLOG, StateVerb
from tootui.service.wishes import Wishes
from tootui.store.entities import Store

OWN_ONLY = {"delete": "deleted", "edit": "edited", "redraft": "redrafted", "pin": "pinned"}
SIGNED_OUT = "The sign-in is no longer accepted. Sign in again first."


class Actions:
    """Acts on posts and accounts by id; on a boost, on the post inside. Nothing is awaited or raises: notices tell.

    Args:
        is_mine: whether a post is the reader's own.
        barred: why nothing at all can be done, such as for a guest; None where it can.
    """

    def __init__(
        self,
        *,
        store: Store,
        wishes: Wishes,
        remote: Remote,
        connection: Connection,
        notices: Notices,
        tasks: Tasks,
        is_mine: Callable[[Status], bool],
        barred: str | None = None,
    ) -> None:
        self._store = store
        self._wishes = wishes
        self._remote = remote
        self._connection = connection
        self._notices = notices
        self._tasks = tasks
        self._is_mine = is_mine
        self._barred = barred
        self._deleting: set[StatusId] = set()
        self._voting: set[StatusId] = set()

    def favourite(self, status_id: StatusId) -> None:
        """Mark as favourite, or take that back."""
        self._toggle(FAVOURITE, status_id)

    def bookmark(self, status_id: StatusId) -> None:
        """Bookmark, or take that back."""
        self._toggle(BOOKMARK, status_id)

    def reblog(self, status_id: StatusId) -> None:
        """Boost, or take that back; either can be undone for a while."""
        status = self._toggle(REBLOG, status_id)
        if status is None:
            return
        boosted = not REBLOG.is_on(status)
        self._notices.post(
            "Boosted" if boosted else "Boost taken back",
            key=f"{REBLOG.name}:{status.id}",
            undo=lambda: self._wishes.want(REBLOG, self._store.status(status.id) or status, not boosted),
            undo_label="undoes" if boosted else "boosts again",
        )

    def pin(self, status_id: StatusId) -> None:
        """Show an own post on top of one's profile, or no more."""
        self._toggle(PIN, status_id)

    def mute_conversation(self, status_id: StatusId) -> None:
        """Be told nothing more about the thread of a post, or be told again."""
        self._toggle(MUTE_CONVERSATION, status_id)

    def follow(self, account_id: AccountId) -> None:
        """Follow an account or ask to, or take that back."""
        self._toggle_account(FOLLOW, account_id)

    def mute(self, account_id: AccountId) -> None:
        """See nothing of an account, or see it again."""
        self._toggle_account(MUTE, account_id)

    def block(self, account_id: AccountId) -> None:
        """Block an account, or take that back."""
        self._toggle_account(BLOCK, account_id)

    def vote(self, status_id: StatusId, choices: Sequence[int]) -> None:
        """Vote in the poll of a post, once and for good; ``choices`` are the numbers of its options, from 0."""
        status = self._allowed("vote", status_id)
        if status is not None and status.poll is not None and status.id not in self._voting:
            self._voting.add(status.id)
            self._tasks.spawn(self._vote(status.id, status.poll, tuple(choices)), "voting")

    def delete(self, status_id: StatusId) -> None:
        """Delete an own post for good. Asked once: whether it worked is told."""
        status = self._allowed("delete", status_id)
        if status is not None and status.id not in self._deleting:
            self._deleting.add(status.id)
            self._tasks.spawn(self._delete(status.id), "deleting a post")

    def why_not(self, verb: str, status_id: StatusId) -> str | None:
        """Why a verb (``favourite``, ``reblog``, ``reply``, ``delete`` …) can do nothing here; None if it can."""
        status = self._store.status(status_id)
        if status is None:
            return "This post is not here any more."
        if self._barred is not None:
            return self._barred
        if self._connection.state == "signed_out":
            return SIGNED_OUT
        post = status.inner
        if verb == REBLOG.name and not REBLOG.is_on(post):
            return self._why_not_boost(post)
        if verb in OWN_ONLY and not self._is_mine(post):
            return f"Only your own posts can be {OWN_ONLY[verb]}."
        if verb == "pin" and post.visibility == "direct":
            return "Direct posts cannot be pinned."
        if verb == "vote":
            return _why_not_vote(post.poll)
        return None

    def why_not_account(self, account_id: AccountId) -> str | None:
        """Why an account can be neither followed, muted nor blocked; None if it can."""
        if self._barred is not None:
            return self._barred
        if self._connection.state == "signed_out":
            return SIGNED_OUT
        if self._store.relationship(account_id) is None:
            return "It is not known yet how you and this account relate."
        return None

    def _why_not_boost(self, post: Status) -> str | None:
        if post.visibility in ("public", "unlisted"):
            return None
        if post.visibility == "private":
            return None if self._is_mine(post) else "Followers-only posts of others cannot be boosted."
        if post.visibility == "direct":
            return "Direct posts cannot be boosted."
        return f"Posts with the visibility “{post.visibility}” cannot be boosted."

    def _allowed(self, verb: str, status_id: StatusId) -> Status | None:
        """The post to act on; None, and said why, where the verb can do nothing."""
        reason = self.why_not(verb, status_id)
        status = self._store.status(status_id)
        if reason is not None or status is None:
            self._notices.post(reason or "", "warning", key="why-not")
            return None
        return status.inner

    def _toggle(self, verb: StateVerb, status_id: StatusId) -> Status | None:
        """Switch; gives the post as it was before, None where that is not possible."""
        status = self._allowed(verb.name, status_id)
        if status is not None:
            self._wishes.want(verb, status, not verb.is_on(status))
        return status

    def _toggle_account(self, verb: StateVerb, account_id: AccountId) -> None:
        reason = self.why_not_account(account_id)
        relationship = self._store.relationship(account_id)
        if reason is not None or relationship is None:
            self._notices.post(reason or "", "warning", key="why-not")
        else:
            self._wishes.want(verb, relationship, not verb.is_on(relationship))

    async def _vote(self, status_id: StatusId, poll: Poll, choices: tuple[int, ...]) -> None:
        try:
            poll = await self._remote.call(lambda client: client.polls.vote(poll.id, choices=choices))
        except ServerError as error:
            what = "It is not certain that your vote was counted." if error.sent else "Not voted."
            self._notices.post(f"{what} {error}", "error")
            return
        finally:
            self._voting.discard(status_id)
        status = self._store.base_status(status_id)
        if status is not None:
            self._store.put_statuses([replace(status, poll=poll)])
        self._notices.post("Voted.")

    async def _delete(self, status_id: StatusId) -> None:
        try:
            await self._remote.call(lambda client: client.statuses.delete(status_id))
        except Missing:
            pass  # gone already, which is what was wanted
        except ServerError as error:
            self._notices.post(f"Not deleted. {error}", "error")
            return
        finally:
            self._deleting.discard(status_id)
        self._store.delete_status(status_id)
        self._notices.post("Deleted.")


def _why_not_vote(poll: Poll | None) -> str | None:
    if poll is None:
        return "There is no poll in this post."
    if poll.expired:
        return "This poll is over."
    return "You have voted here already." if known(poll.voted, False) else None
