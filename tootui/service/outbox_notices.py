"""What the person is told about a post on its way; a later notice takes the place of an earlier one."""

from __future__ import annotations

from collections.abc import Callable

from tootui.cache.drafts import Draft
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Status
from tootui.service.clock import Clock, clock_time
from tootui.service.connection import Connection
from tootui.service.delivery import Delayed
from tootui.service.notices import Level, Notices
from tootui.service.when import when_words
from tootui.text.audiences import audience_name

UNDECIDED = "It is not certain that this was published. Look at your posts, then send it again or keep it."
UNDECIDED_EDIT = "It is not certain that your change arrived. Look at the post, then send it again or keep it."
UPLOADING_SECONDS = 3600.0
SUPERSEDED = "An earlier version of this was published after all."


class OutboxNotices:
    """Says how sending goes."""

    def __init__(self, notices: Notices, connection: Connection, clock: Clock) -> None:
        self._notices = notices
        self._connection = connection
        self._clock = clock

    def held(self, draft: Draft, seconds: float, undo: Callable[[], None]) -> None:
        """It is sent soon; until then that can be undone."""
        self._notices.post(
            f"Sending in {seconds:.0f} s", key=_key(draft), undo=undo, undo_label="takes it back", undo_seconds=seconds
        )

    def preparing(self, draft: Draft, undo: Callable[[], None]) -> None:
        """Its files are sent first; while they are, it can be taken back."""
        count = sum(media.path is not None for media in draft.media)
        if count:
            what = "the file" if count == 1 else f"{count} files"
            self._notices.post(
                f"Sending {what}, then your post",
                key=_key(draft),
                undo=undo,
                undo_label="takes it back",
                undo_seconds=UPLOADING_SECONDS,
            )

    def taken_back(self, draft: Draft) -> None:
        """It was not sent."""
        self._notices.post("Not sent. Your text is kept as a draft.", key=_key(draft))

    def too_late(self, draft_id: str) -> None:
        """It cannot be taken back any more."""
        self._notices.post("It is on its way already.", "warning", key=f"draft:{draft_id}")

    def sent(self, draft: Draft, status: Status) -> None:
        """It is on the server, maybe made into something else."""
        level: Level = "error" if draft.scheduled_at is not None else "info"
        self._notices.post(_sent_words(draft, status), level, key=_key(draft))

    def scheduled(self, draft: Draft, waiting: ScheduledStatus) -> None:
        """The server keeps it until its time."""
        words = when_words(waiting.scheduled_at, self._clock.now())
        self._notices.post(f"Your server publishes it on {words}.", key=_key(draft))

    def failed(self, draft: Draft, reason: str, *, is_followed: bool = False) -> None:
        """It was refused; what was to follow it in a chain waits."""
        rest = " The posts behind it wait." if is_followed else ""
        what = "Not changed" if draft.kind == "edit" else "Not sent"
        self._notices.post(f"{what}. {reason} Your text is kept.{rest}", "error", key=_key(draft))

    def undecided(self, draft: Draft) -> None:
        """Nobody knows, and only the person can decide."""
        self._notices.post(draft.reason, "warning", key=_key(draft))

    def superseded(self, draft: Draft) -> None:
        """The version that this one was to replace is on the server."""
        self._notices.post(f"{SUPERSEDED} The new text is kept.", "warning", key=_key(draft))

    def waiting(self, draft: Draft, outcome: Delayed) -> None:
        """It is sent later."""
        until = self._connection.until
        why = "the server is busy" if outcome.busy else "the server cannot be reached"
        then = f"Trying again at {clock_time(until.timestamp())}." if until else "It is sent when the server answers."
        what = "change" if draft.kind == "edit" else "post"
        self._notices.post(f"Your {what} waits: {why}. {then}", "warning", key=_key(draft))


def _key(draft: Draft) -> str:
    return f"draft:{draft.id}"


def _sent_words(draft: Draft, status: Status) -> str:
    """Say that it is sent, and what the server made of it otherwise."""
    if draft.kind == "edit":
        return "Changed."
    if draft.scheduled_at is not None:
        return "The server did not keep this until its time: IT IS PUBLISHED NOW."
    if draft.in_reply_to_id is not None and status.in_reply_to_id is None:
        return "Sent, but the server made it a post of its own instead of a reply."
    if draft.visibility and status.visibility != draft.visibility:
        made, wanted = audience_name(status.visibility), audience_name(draft.visibility)
        return f"Sent, but the server made it “{made}” instead of “{wanted}”."
    if draft.quoted_status_id is not None and status.quote is None:
        return "Sent, but the server left out the quoted post."
    if status.quote is not None and status.quote.state == "pending":
        return "Sent. The quoted post is shown when its author agrees."
    return "Sent."
