"""What can be done to a post with one key: shown at once, carried out in the background, undone where offered."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.base import StatusId
from tootui.model.errors import Missing, ServerError
from tootui.model.status import Status
from tootui.service.connection import Connection
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.service.verbs import BOOKMARK, FAVOURITE, REBLOG, StateVerb
from tootui.service.wishes import Wishes
from tootui.store.entities import Store

OWN_ONLY = {"delete": "deleted", "edit": "edited", "redraft": "redrafted", "pin": "pinned"}


class Actions:
    """Acts on posts by id; on a boost, on the post inside. Nothing here is awaited or raises: notices tell.

    Args:
        is_mine: whether a post is the reader's own.
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
    ) -> None:
        self._store = store
        self._wishes = wishes
        self._remote = remote
        self._connection = connection
        self._notices = notices
        self._tasks = tasks
        self._is_mine = is_mine
        self._deleting: set[StatusId] = set()

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
        if self._connection.state == "signed_out":
            return "The sign-in is no longer accepted. Sign in again first."
        post = status.inner
        if verb == REBLOG.name and not REBLOG.is_on(post):
            return self._why_not_boost(post)
        if verb in OWN_ONLY and not self._is_mine(post):
            return f"Only your own posts can be {OWN_ONLY[verb]}."
        if verb == "pin" and post.visibility == "direct":
            return "Direct posts cannot be pinned."
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
