"""What belongs to a post beside its words: what the person adds to it, and how that is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.errors import MediaError
from tootui.service.attaching import attached
from tootui.service.chains import NO_SCHEDULE
from tootui.service.polls import usual_duration
from tootui.service.when import when_words
from tootui.text.times import span_words
from tootui.ui.dispatch import Handler
from tootui.ui.keeping import Words
from tootui.ui.screens.media_list import media_words

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.base import CommandScreen

VOTES_ARE_LOST = "Other answers, or another number of choices, take all votes away."


class PostParts:
    """Adds, changes and removes them.

    Args:
        screen: where the post is written.
        draft: the post as it was begun.
        words: gives what stands there now.
        chosen: called with what shall stand there.
    """

    def __init__(
        self,
        screen: CommandScreen[Draft],
        session: Session,
        draft: Draft,
        words: Callable[[], Words],
        chosen: Callable[[Words], None],
    ) -> None:
        self._screen = screen
        self._session = session
        self._draft = draft
        self._words = words
        self._chosen = chosen

    def handlers(self) -> dict[str, Handler]:
        """The commands that add something."""
        return {
            "draft.media": Handler(self._edit_media, self._why_no_media),
            "draft.poll": Handler(self._edit_poll, self._why_no_poll),
            "draft.schedule": Handler(self._schedule, self._why_not_schedule),
        }

    def begin(self) -> None:
        """Send the files that are here already."""
        for media in self._words().media:
            self._session.uploads.start(media)

    def lines(self) -> list[str]:
        """What belongs to the post, a line each."""
        words, uploads = self._words(), self._session.uploads
        lines = [media_words(media, uploads.state(media)) for media in words.media]
        if words.poll is not None:
            lines.append(poll_words(words.poll))
        return lines

    def facts(self) -> list[str]:
        """When it appears, where that is not at once."""
        moment = self._moment
        return [when_words(moment, self.now)] if moment is not None else []

    @property
    def now(self) -> datetime:
        """The present, with the person's zone."""
        return datetime.fromtimestamp(self._session.clock.time()).astimezone()

    @property
    def _moment(self) -> datetime | None:
        seconds = self._words().scheduled_at
        return datetime.fromtimestamp(seconds).astimezone() if seconds is not None else None

    def _why_not_schedule(self) -> str | None:
        if self._words().scheduled_at is not None:
            return None
        if self._draft.chain is not None:
            return NO_SCHEDULE
        if self._draft.kind == "edit":
            return "A published post is changed at once."
        if self._session.offers(Feature.SCHEDULING):
            return None
        return "This server is not known to keep posts until their time: it might publish them at once."

    def _schedule(self) -> None:
        from tootui.ui.screens.ask_when import AskWhen

        def answered(seconds: float | None) -> None:
            if seconds is not None:
                self._chosen(self._words()._replace(scheduled_at=seconds or None))

        self._screen.app.push_screen(AskWhen(self.now, self._moment), answered)

    def attach(self, files: Sequence[Path]) -> None:
        """Add files that were dropped on the text; say of each that cannot be added why."""
        reason = self._why_no_media()
        for file in files if reason is None else ():
            media = self._words().media
            try:
                added = attached(file, media, self._session.limits)
            except MediaError as error:
                reason = str(error)
            else:
                self._session.uploads.start(added)
                self._chosen(self._words()._replace(media=(*media, added)))
        if reason is not None:
            self._screen.say(reason)

    def _why_no_media(self) -> str | None:
        if self._words().media:
            return None
        if self._words().poll is not None:
            return "A post has either attachments or a poll. Remove the poll first."
        return "A quote cannot have attachments." if self._draft.quoted_status_id is not None else None

    def _edit_media(self) -> None:
        from tootui.ui.screens.media_list import MediaList

        def changed(media: tuple[DraftMedia, ...]) -> None:
            self._chosen(self._words()._replace(media=media))

        self._screen.app.push_screen(MediaList(self._session, self._words().media, changed))

    def _why_no_poll(self) -> str | None:
        if self._words().poll is not None:
            return None
        if self._words().media:
            return "A post has either attachments or a poll. Take the attachments out first."
        if self._draft.quoted_status_id is not None:
            return "A quote cannot have a poll."
        return None if self._session.offers(Feature.POLLS) else "This server has no polls."

    def _edit_poll(self) -> None:
        from tootui.ui.screens.poll_editor import PollEditor

        limits = self._session.limits
        poll = self._words().poll or DraftPoll(expires_in=usual_duration(limits))
        warning = VOTES_ARE_LOST if poll.closes_at is not None else ""
        self._screen.app.push_screen(PollEditor(poll, limits, self._take_poll, warning=warning), self._poll_closed)

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
        "as long as before" if poll.closes_at is not None else span_words(poll.expires_in),
        "several answers" if poll.multiple else "one answer",
    ]
    if poll.hide_totals:
        how.append("results hidden until the end")
    return f"Poll: {' / '.join(poll.options)}  ({', '.join(how)})"
