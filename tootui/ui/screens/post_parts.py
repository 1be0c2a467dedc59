"""What belongs to a post beside its words: what the person adds to it, and how that is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.cache.drafts import Draft, DraftPoll
from tootui.service.polls import duration_words, usual_duration
from tootui.ui.dispatch import Handler
from tootui.ui.keeping import Words

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.app import TootuiApp

VOTES_ARE_LOST = "Other answers, or another number of choices, take all votes away."


class PostParts:
    """Adds, changes and removes them.

    Args:
        draft: the post as it was begun.
        words: gives what stands there now.
        chosen: called with what shall stand there.
    """

    def __init__(
        self,
        app: TootuiApp,
        session: Session,
        draft: Draft,
        words: Callable[[], Words],
        chosen: Callable[[Words], None],
    ) -> None:
        self._app = app
        self._session = session
        self._draft = draft
        self._words = words
        self._chosen = chosen

    def handlers(self) -> dict[str, Handler]:
        """The commands that add something."""
        return {"draft.poll": Handler(self._edit_poll, self._why_no_poll)}

    def lines(self) -> list[str]:
        """What belongs to the post, a line each."""
        poll = self._words().poll
        return [poll_words(poll)] if poll is not None else []

    def _why_no_poll(self) -> str | None:
        if self._words().poll is not None:
            return None
        if self._draft.media:
            return "A post has either attachments or a poll."
        if self._draft.quoted_status_id is not None:
            return "A quote cannot have a poll."
        return None if self._session.offers(Feature.POLLS) else "This server has no polls."

    def _edit_poll(self) -> None:
        from tootui.ui.screens.poll_editor import PollEditor

        limits = self._session.limits
        poll = self._words().poll or DraftPoll(expires_in=usual_duration(limits))
        warning = VOTES_ARE_LOST if poll.closes_at is not None else ""
        self._app.push_screen(PollEditor(poll, limits, self._take_poll, warning=warning), self._poll_closed)

    def _take_poll(self, poll: DraftPoll) -> None:
        self._chosen(self._words()._replace(poll=poll))

    def _poll_closed(self, shall_go: bool | None) -> None:
        poll = self._words().poll
        if poll is None:
            return
        options = tuple(option.strip() for option in poll.options if option.strip())
        is_empty = shall_go or not options
        self._chosen(self._words()._replace(poll=None if is_empty else replace(poll, options=options)))


def poll_words(poll: DraftPoll) -> str:
    """A poll on one line."""
    how = [
        "as long as before" if poll.closes_at is not None else duration_words(poll.expires_in),
        "several answers" if poll.multiple else "one answer",
    ]
    if poll.hide_totals:
        how.append("results hidden until the end")
    return f"Poll: {' / '.join(poll.options)}  ({', '.join(how)})"
