"""What can be done to posts with one key: shown at once, done in the background, undone where offered."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tootui.model.base import StatusId, known
from tootui.model.errors import Missing, ServerError
from tootui.model.status import VISIBILITIES, Poll, Status
from tootui.service.connection import Connection
from tootui.service.gone import drop_if_gone
from tootui.service.notices import Notices
from tootui.service.reasons import Reasons
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.service.verbs import BOOKMARK, FAVOURITE, MUTE_CONVERSATION, PIN, REBLOG, StateVerb
from tootui.service.wishes import Outcome, Wishes
from tootui.store.entities import Store

_BOOSTED_TO = {
    "public": "Boosted to everybody",
    "unlisted": "Boosted, in no public timeline",
    "private": "Boosted to your followers",
}


class Actions:
    """Acts on posts by id; on a boost, on the post inside. Nothing is awaited or raises: notices tell."""

    def __init__(
        self,
        *,
        store: Store,
        wishes: Wishes,
        remote: Remote,
        connection: Connection,
        notices: Notices,
        tasks: Tasks,
        reasons: Reasons,
    ) -> None:
        self._store = store
        self._wishes = wishes
        self._remote = remote
        self._connection = connection
        self._notices = notices
        self._tasks = tasks
        self._reasons = reasons
        self._under_way: set[tuple[str, StatusId]] = set()
        """What is sent once only, while it is being sent: a second press adds nothing."""
        wishes.observe(self._came_out)

    def _came_out(self, outcome: Outcome) -> None:
        """What cannot be found any more when something is done to it may have been deleted."""
        if outcome.verb.kind == "status" and outcome.is_missing:
            self._tasks.spawn(self._drop_if_gone(outcome.entity_id), "looking for a post")

    async def _drop_if_gone(self, status_id: StatusId) -> None:
        await drop_if_gone(status_id, self._remote, self._store)

    def favourite(self, status_id: StatusId) -> None:
        """Mark as favourite, or take that back."""
        self._toggle(FAVOURITE, status_id)

    def bookmark(self, status_id: StatusId) -> None:
        """Bookmark, or take that back."""
        self._toggle(BOOKMARK, status_id)

    def reblog(self, status_id: StatusId) -> None:
        """Boost, or take that back; either can be undone for a while."""
        self._toggle_tellingly(REBLOG, status_id, on=("Boosted", "undoes"), off=("Boost taken back", "boosts again"))

    def boost_as(self, status_id: StatusId, visibility: str) -> None:
        """Boost so that only some see it. Sent once: whether it worked is told."""
        status = self._allowed("boost_as", status_id)
        if status is not None and self._begins("boost", status.id):
            self._tasks.spawn(self._boost_as(status, visibility), "boosting")

    def pin(self, status_id: StatusId) -> None:
        """Show an own post on top of one's profile, or no more."""
        self._toggle_tellingly(
            PIN, status_id, on=("Pinned to your profile", "takes it off"), off=("No longer pinned", "pins it again")
        )

    def mute_conversation(self, status_id: StatusId) -> None:
        """Be told nothing more about the thread of a post, or be told again."""
        self._toggle_tellingly(
            MUTE_CONVERSATION,
            status_id,
            on=("You are told nothing more of this conversation", "undoes"),
            off=("You are told of this conversation again", "mutes it again"),
        )

    def vote(self, status_id: StatusId, choices: Sequence[int]) -> None:
        """Vote in the poll of a post, once and for good; ``choices`` are the numbers of its options, from 0."""
        status = self._allowed("vote", status_id)
        if status is not None and status.poll is not None and self._begins("vote", status.id):
            self._tasks.spawn(self._vote(status.id, status.poll, tuple(choices)), "voting")

    def delete(self, status_id: StatusId) -> None:
        """Delete an own post for good. Asked once: whether it worked is told."""
        status = self._allowed("delete", status_id)
        if status is not None and self._begins("delete", status.id):
            self._tasks.spawn(self._delete(status.id), "deleting a post")

    def why_not(self, verb: str, status_id: StatusId) -> str | None:
        """Why a verb (``favourite``, ``reblog``, ``reply``, ``delete`` …) can do nothing here; None if it can."""
        if ("vote", status_id) in self._under_way and verb == "vote":
            return "Your vote is on its way."
        return self._reasons.why_not(verb, status_id)

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

    def _toggle_tellingly(
        self, verb: StateVerb, status_id: StatusId, *, on: tuple[str, str], off: tuple[str, str]
    ) -> None:
        """Switch, say so, and offer to take it back: each word with what `undo` does then."""
        status = self._toggle(verb, status_id)
        if status is None:
            return
        is_on = not verb.is_on(status)
        words, undo_label = on if is_on else off
        self._notices.post(
            words,
            key=f"{verb.name}:{status.id}",
            undo=lambda: self._wishes.want(verb, self._store.status(status.id) or status, not is_on),
            undo_label=undo_label,
        )

    def _begins(self, deed: str, status_id: StatusId) -> bool:
        """Whether something begins now, rather than being under way."""
        is_new = (deed, status_id) not in self._under_way
        self._under_way.add((deed, status_id))
        return is_new

    async def _vote(self, status_id: StatusId, poll: Poll, choices: tuple[int, ...]) -> None:
        try:
            self._take_poll(
                status_id, await self._remote.call(lambda client: client.polls.vote(poll.id, choices=choices))
            )
        except ServerError as error:
            self._notices.post(await self._after_failed_vote(status_id, poll, error), "error", key="vote")
        else:
            self._notices.post("Voted.", key="vote")
        finally:
            self._under_way.discard(("vote", status_id))

    async def _after_failed_vote(self, status_id: StatusId, poll: Poll, error: ServerError) -> str:
        """Look at the poll again: a vote whose answer was lost may count, and a refused one may be the second."""
        try:
            present = await self._remote.call(lambda client: client.polls.get(poll.id))
        except ServerError:
            return f"It is not certain that your vote was counted. {error}" if error.sent else f"Not voted. {error}"
        self._take_poll(status_id, present)
        if known(present.voted, False):
            return "Your vote is counted, though the answer was lost." if error.sent else f"Not voted. {error}"
        return f"Your vote was not counted. {error}"

    def _take_poll(self, status_id: StatusId, poll: Poll) -> None:
        status = self._store.base_status(status_id)
        if status is not None:
            self._store.put_statuses([replace(status, poll=poll)])

    async def _boost_as(self, post: Status, visibility: str) -> None:
        try:
            boost = await self._remote.call(lambda client: client.statuses.reblog(post.id, visibility=visibility))
        except ServerError as error:
            what = "It is not certain that this was boosted." if error.sent else "Not boosted."
            self._notices.post(f"{what} {error}", "error")
            return
        finally:
            self._under_way.discard(("boost", post.id))
        self._store.put_statuses([boost])
        seen_by = boost.visibility if boost.reblog is not None else visibility
        is_wider = seen_by in VISIBILITIES[: VISIBILITIES.index(visibility)]
        self._notices.post(
            f"{_BOOSTED_TO.get(seen_by, 'Boosted')}{', wider than you asked for' if is_wider else ''}",
            "warning" if is_wider else "info",
            key=f"{REBLOG.name}:{post.id}",
            undo=lambda: self._wishes.want(REBLOG, self._store.status(post.id) or post, on=False),
            undo_label="undoes",
        )

    async def _delete(self, status_id: StatusId) -> None:
        try:
            await self._remote.call(lambda client: client.statuses.delete(status_id))
        except Missing:
            pass  # gone already, which is what was wanted
        except ServerError as error:
            self._notices.post(f"Not deleted. {error}", "error")
            return
        finally:
            self._under_way.discard(("delete", status_id))
        self._store.delete_status(status_id)
        self._notices.post("Deleted.")
