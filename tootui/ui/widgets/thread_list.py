"""A thread's rows: what led to the opened post, the post, its replies as a tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs

from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.session import Session
from tootui.service.threads import Thread, ThreadRow
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.branches import render_absent, render_unsent
from tootui.ui.render.context import PostView
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.footer import STATE_WORDS
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey
from tootui.ui.widgets.status_list import StatusList


class ThreadList(StatusList):
    """The rows of one thread, beginning at the opened post."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.thread: Thread = session.thread(place.argument)
        self._branches: dict[StatusId, ThreadRow] = {}
        self._stops: list[Callable[[], None]] = []
        self._is_placed = False
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Load the thread and follow it."""
        self._stops.append(self.thread.observe(lambda: bridge.soon(self.sync)))
        self.thread.open()
        self.sync()

    def reach(self, key: str) -> None:
        """Have at hand what is known of the thread."""
        self.thread.restore()
        self.sync()

    def end(self) -> None:
        """Follow it no longer."""
        for stop in self._stops:
            stop()
        self._stops.clear()
        self.thread.close()

    def refresh_rows(self) -> None:
        """Ask for the thread now."""
        self.run_worker(self.thread.refresh(), exclusive=True, exit_on_error=False)

    def sync(self) -> None:
        """Show the rows as they are now; posts whose place in the tree has changed are drawn anew."""
        before = self._branches
        super().sync()
        if not self._is_placed:
            self._is_placed = self.go_to(self.thread.focus_id)
        moved = [key for key, row in self._branches.items() if key in before and before[key] != row]
        if moved:
            self.changed(moved)

    def rows(self) -> Sequence[RowKey]:
        """The tree from the top down, and in words what is not there."""
        state = self.thread.state
        self._branches = {row.status_id: row for row in self.thread.rows}
        rows: list[RowKey] = [*self._branches]
        if state.error:
            rows.append(Note(f"{state.error} Enter tries again.", True, "timeline.refresh"))
        elif state.from_cache:
            rows.append(Note("Loading the thread"))
        elif not any(row.role == "reply" for row in self.thread.rows):
            rows.append(Note("No replies yet."))
        return rows

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a post, or what stands in the place of one."""
        row = self._branches.get(key) if isinstance(key, str) else None
        if row is not None and row.absent is not None:
            return render_absent(row.absent, row, width, self.context())
        if row is not None and row.is_unsent:
            text, state = self._words_of(row)
            return render_unsent(text, state, row, width, self.context())
        return super().lay_out(key, width)

    def _words_of(self, row: ThreadRow) -> tuple[str, str]:
        """What an own answer in the outbox says, and how it stands with it."""
        draft = next((draft for draft in self.session.outbox.items if draft.id == row.status_id), None)
        return (draft.text, STATE_WORDS.get(draft.state, "")) if draft is not None else ("", "sent")

    def view_of(self, status: Status) -> PostView:
        """Where it stands in the tree; the opened post with everything there is to know."""
        row = self._branches.get(status.id)
        view = super().view_of(status)
        if row is None:
            return view
        # Replies one after the other have no branches: each says whom it answers.
        is_flat = self.thread.order == "time" and row.role == "reply"
        return structs.replace(view, indent=None if is_flat else row, focused=row.role == "focus", is_new=row.is_new)
