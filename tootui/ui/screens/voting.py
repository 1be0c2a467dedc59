"""Voting in a poll where it stands: the timeline stays as it is, and for a while the keys belong to the poll."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tootui.model.status import Poll, Status
from tootui.ui.commands import EVERYWHERE, VOTE, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.render.context import PollChoice
from tootui.ui.render.lines import Target
from tootui.ui.screens.base import CommandScreen
from tootui.ui.screens.selected import Selected
from tootui.ui.widgets.footer import Footer
from tootui.ui.widgets.status_list import StatusList

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

ANSWER = "answer"
"""The kind of target that an answer of a poll is; its value is the answer's number, from 0."""
_DIGITS = range(1, 10)


class Voting:
    """Begins to vote in the poll of the selected post."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The command that begins."""
        return {"poll.vote": Handler(self._selected.acting(self._begin), self._selected.why_not(self._why_not))}

    def _why_not(self, status: Status) -> str | None:
        reason = self._screen.session.actions.why_not("vote", status.inner.id)
        if reason is None and self._is_covered(status):
            key = self._screen.tootui.keymap.label("status.reveal")
            return f"The poll is covered: {key} shows it."
        return reason

    def _is_covered(self, status: Status) -> bool:
        reveals = self._screen.session.reveals
        return reveals.can_cover(status) and not reveals.is_open(status)

    def click(self, target: Target) -> None:
        """Begin with the answer that was clicked, or say why not."""
        status = self._selected.status
        if status is None:
            return
        reason = self._why_not(status)
        if reason is not None:
            self._screen.tootui.say(reason)
        else:
            self._begin(status, answer=int(target.value))

    def _begin(self, status: Status, *, answer: int | None = None) -> None:
        rows = self._screen.column.current
        if isinstance(rows, StatusList):
            self._screen.app.push_screen(VotingScreen(rows, status, answer))


class VotingScreen(CommandScreen[None], ModalScreen[None]):
    """Lies over the main screen without covering it, but for the footer, which names the keys of voting.

    Args:
        rows: the list with the post.
        status: the post, as it stands in the list.
        answer: what is marked to begin with.
    """

    CONTEXTS = (VOTE, EVERYWHERE)
    SPLITS_ALT: ClassVar[bool] = False
    CSS = """
    VotingScreen { background: transparent; }
    VotingScreen Footer { dock: bottom; background: $panel; }
    """

    def __init__(self, rows: StatusList, status: Status, answer: int | None) -> None:
        super().__init__()
        self._rows = rows
        self._session = rows.session
        self._status_id = status.id
        self._post_id = status.inner.id
        self._choice = PollChoice(0)
        if answer is not None:
            self._mark(answer)

    def compose(self) -> ComposeResult:
        """The keys."""
        yield Footer()

    def on_mount(self) -> None:
        """Show marks in place of bars."""
        self.query_one(Footer).tell(commands_in(self.contexts()), self.tootui.keymap)
        self._show()

    def on_unmount(self) -> None:
        """Show bars again."""
        self._rows.show_choice(self._status_id, None)

    def handlers(self) -> dict[str, Handler]:
        """Going from answer to answer, marking, sending."""
        digits = {f"vote.answer_{n}": Handler(partial(self._choose, n - 1)) for n in _DIGITS}
        return {
            "vote.next": Handler(partial(self._move, 1)),
            "vote.previous": Handler(partial(self._move, -1)),
            "vote.mark": Handler(lambda: self._choose(self._choice.cursor)),
            "vote.send": Handler(self._send, self._why_not_send),
            "vote.leave": Handler(self._leave),
            **digits,
        }

    @property
    def _poll(self) -> Poll | None:
        """The poll as it stands; None when the post is gone."""
        status = self._session.store.status(self._status_id)
        return status.inner.poll if status is not None else None

    def _move(self, step: int) -> None:
        poll = self._poll
        if poll is None:
            self._vanished()
        elif poll.options:
            self._choice = PollChoice((self._choice.cursor + step) % len(poll.options), self._choice.chosen)
            self._show()

    def _choose(self, answer: int) -> None:
        poll = self._poll
        if poll is None:
            self._vanished()
        elif answer < len(poll.options):
            self._mark(answer)
            self._show()
        else:
            self.tootui.say(f"This poll has {len(poll.options)} answers.")

    def _mark(self, answer: int) -> None:
        """Mark an answer or take its mark away; where only one counts the others lose theirs."""
        poll = self._poll
        chosen = self._choice.chosen ^ {answer}
        if poll is not None and not poll.multiple:
            chosen &= {answer}
        self._choice = PollChoice(answer, chosen)

    def _show(self) -> None:
        self._rows.show_choice(self._status_id, self._choice)

    def _why_not_send(self) -> str | None:
        if self._choice.chosen:
            return None
        return f"Mark an answer first: {self.tootui.keymap.label('vote.mark')}, or its number."

    def _send(self) -> None:
        self.dismiss(None)
        self._session.actions.vote(self._post_id, sorted(self._choice.chosen))

    def _leave(self) -> None:
        self.dismiss(None)

    def _vanished(self) -> None:
        self.dismiss(None)
        self.tootui.say("This post is not here any more.", "warning")

    def on_click(self, event: events.Click) -> None:
        """Mark the answer that was clicked; a click elsewhere leaves."""
        event.stop()
        region = self._rows.region
        found = self._rows.hit(event.screen_x - region.x, event.screen_y - region.y)
        target = found[1] if found is not None and found[0] == self._status_id else None
        if target is not None and target.kind == ANSWER:
            self._choose(int(target.value))
        else:
            self._leave()
