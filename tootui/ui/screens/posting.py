"""What the keys that act on a post do, and why they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.ui.dispatch import Handler
from tootui.ui.render.lines import Target
from tootui.ui.screens.copies import Copies
from tootui.ui.screens.following import LEADS, Following
from tootui.ui.screens.marks import Marks
from tootui.ui.screens.originals import Originals
from tootui.ui.screens.person_commands import PersonCommands
from tootui.ui.screens.post_menu import PostMenu
from tootui.ui.screens.selected import NO_POST, Selected
from tootui.ui.screens.translating import Translating
from tootui.ui.screens.viewing import Viewing
from tootui.ui.screens.voting import ANSWER, Voting
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import Note
from tootui.ui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen

_MARKS = frozenset({"boost", "favourite", "bookmark"})
NOWHERE = "There is nothing to open in this row."
FOLLOWED = LEADS | _MARKS | {"cw", "gap", ANSWER}
"""The kinds of targets that a click does something with."""


class PostCommands:
    """Acts on the selected post, or on what was clicked."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._selected = Selected(screen)
        self._marks = Marks(screen, self._selected)
        self._voting = Voting(screen, self._selected)
        self._viewing = Viewing(screen, self._selected)
        self._following = Following(screen, self._selected, self._viewing)

    @property
    def _session(self) -> Session:
        return self._screen.session

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "post"."""
        selected = self._selected
        persons = PersonCommands(self._screen, selected)
        why_no_reply = selected.why_not(lambda status: self._session.actions.why_not("reply", status.inner.id))
        return {
            "thread.open": Handler(self.enter, self._why_not_enter),
            "status.reply": Handler(selected.acting(self._reply), why_no_reply),
            "status.reply_author": Handler(selected.acting(self._reply_author), why_no_reply),
            "status.reveal": Handler(selected.acting(self._reveal), selected.why_not(self._why_not_reveal)),
            "status.reveal_all": Handler(self._reveal_all, self._why_not_reveal_all),
            **self._marks.handlers(),
            **self._voting.handlers(),
            **self._viewing.handlers(),
            **self._following.handlers(),
            **Copies(self._screen, selected).handlers(),
            **Translating(self._screen, selected).handlers(),
            **Originals(self._screen, selected).handlers(),
            **persons.handlers(),
            **PostMenu(self._screen, selected, persons).handlers(),
        }

    # Why not

    def _why_not_enter(self) -> str | None:
        key = self._screen.column.current.cursor_key
        if isinstance(key, Note) and not key.action:
            return NO_POST
        current, status = self._screen.column.current, self._selected.status
        if isinstance(current, ThreadList):
            if current.selected_row is not None and current.selected_row.absent is not None:
                return "There is no such post to open."
            if status is not None and current.thread.focus_id == status.inner.id:
                return "You are in the thread of this post."
        if key is None:
            return NO_POST
        leads = isinstance(key, Gap) or status is not None or current.selected_target is not None
        return NOWHERE if isinstance(current, FeedList) and not isinstance(key, Note) and not leads else None

    def _why_not_reveal(self, status: Status) -> str | None:
        return None if self._session.reveals.can_cover(status) else "Nothing of this post is covered."

    def _why_not_reveal_all(self) -> str | None:
        covered = any(self._session.reveals.can_cover(status) for status in self._selected.visible)
        return None if covered else "Nothing on the screen is covered."

    # Acts

    def enter(self) -> None:
        """Open what is under the cursor: a thread, a hole to fill, what a note offers."""
        current = self._screen.column.current
        key = current.cursor_key
        if isinstance(key, Gap) and isinstance(current, FeedList):
            current.fill(key)
        elif isinstance(key, Note):
            self._screen.dispatcher.run(key.action)
        elif isinstance(current, ThreadList) and current.selected_unsent is not None:
            draft_id = current.selected_unsent
            self._screen.go(Place.OUTBOX)
            self._screen.column.current.bring(draft_id)
        elif (status := self._selected.status) is not None:
            self._screen.open_thread(status.inner.id)
        elif (target := current.selected_target) is not None:
            self.follow(target)

    def _reply(self, status: Status) -> None:
        self._screen.writing.reply(status)

    def _reply_author(self, status: Status) -> None:
        self._screen.writing.reply(status, author_only=True)

    def _reveal(self, status: Status) -> None:
        self._session.reveals.toggle(status.id)

    def _reveal_all(self) -> None:
        self._session.reveals.open_all([status.id for status in self._selected.visible])

    def follow(self, target: Target) -> None:
        """Go where a piece of a post leads, or do what it stands for."""
        if target.kind in LEADS:
            self._following.follow(target)
        elif target.kind == "cw":
            self._session.reveals.toggle(target.value)
        elif target.kind == "gap":
            self.enter()
        elif target.kind == ANSWER:
            self._voting.click(target)
        elif target.kind in _MARKS:
            self._marks.click(target.kind, target.value)
