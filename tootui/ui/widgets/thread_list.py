"""A thread's rows: what led to the opened post, the post, its replies as a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import structs

from tootui.model.account import Account
from tootui.model.base import EntityKey, StatusId
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.avoidance import avoidance
from tootui.service.session import Session
from tootui.service.thread_tree import parent_among, parent_of, sibling_among, sibling_of
from tootui.service.threads import Thread, ThreadRow
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.branches import render_absent, render_unsent
from tootui.ui.render.context import PostView
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.footer import STATE_WORDS
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey, failure
from tootui.ui.widgets.status_list import StatusList

_OFFLINE = Note("Offline. What has been answered since shows when the server answers again.", True)

_AVOIDED = {"": "", "muted": "whom you muted", "blocked": "whom you blocked", "server": "whose server you block"}


class ThreadList(StatusList):
    """The rows of one thread, beginning at the opened post."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.thread: Thread = session.thread(place.argument)
        self._branches: dict[StatusId, ThreadRow] = {}
        self._order = self.thread.order
        self._is_placed = False
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Load the thread and follow it."""
        self.follow(bridge, self.thread, self.session.connection)
        self.thread.open()
        self.sync()

    def reach(self, key: str) -> None:
        """Have at hand what is known of the thread."""
        self.thread.restore()
        self.sync()

    def end(self) -> None:
        """Follow it no longer."""
        super().end()
        self.thread.close()

    def refresh_rows(self) -> None:
        """Ask for the thread now."""
        self.do(self.thread.refresh)

    def sync(self) -> None:
        """Show the rows as they are now; posts whose place in the tree has changed are drawn anew."""
        before = self._branches
        super().sync()
        if not self._is_placed:
            self._is_placed = self.go_to(self.thread.focus_id)
        if self.thread.order != self._order:
            self._order = self.thread.order
            self.invalidate()
            return
        moved = [key for key, row in self._branches.items() if key in before and before[key] != row]
        if moved:
            self.changed(moved)

    def rows(self) -> Sequence[RowKey]:
        """The tree from the top down, and in words what is not there."""
        state = self.thread.state
        self._branches = {row.status_id: row for row in self.thread.rows}
        rows: list[RowKey] = [*self._branches]
        opened = self._branches.get(self.thread.focus_id)
        if opened is not None and opened.absent is not None:
            pass  # that it was deleted says its own row
        elif (state.error or state.from_cache) and self.session.connection.state == "offline":
            rows.append(_OFFLINE)
        elif state.error:
            rows.append(failure(state.error))
        elif state.from_cache:
            rows.append(Note("Loading the thread"))
        elif not any(row.role == "reply" for row in self.thread.rows):
            rows.append(Note("No replies yet."))
        if state.is_cut:
            server = self.session.host
            rows.append(Note(f"{server} shows only part of a long thread to people without an account there."))
        if state.waiting_replies:
            count = state.waiting_replies
            more = "1 more reply has" if count == 1 else f"{count} more replies have"
            rows.append(Note(f"{more} come from other servers. Enter shows what is new.", action="timeline.refresh"))
        return rows

    def _avoided(self, account: Account) -> str:
        """Name whom the reader muted or blocked; empty for everybody else."""
        words = _AVOIDED[avoidance(self.session.store.relationship(account.id))]
        return f"@{account.acct}, {words}" if words else ""

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew what shows one of these, and all where it may be that somebody was muted or blocked."""
        changed = list(keys)
        if any(kind == "relationship" for kind, _ in changed):
            self.invalidate()
        super().entities_changed(changed)

    # Finding the way

    def toggle_fold(self) -> bool:
        """Fold the answers to the selected reply away, or show them; on what is no reply: those to all replies."""
        row = self.selected_row
        if row is None or row.role != "reply":
            return self.toggle_fold_all()
        return self.thread.toggle_fold(row.status_id)

    def fold(self, closed: bool) -> bool:
        """Fold the answers to the selected reply away (or, with False, show them); False where that changes nothing."""
        row = self.selected_row
        return row is not None and bool(row.folded) != closed and self.toggle_fold()

    def toggle_fold_all(self) -> bool:
        """Fold all direct replies, or unfold everything; of what is folded away the direct reply is selected."""
        while (row := self.selected_row) is not None and row.depth > 1 and self.to_parent():
            pass
        return self.thread.toggle_fold_all()

    def to_parent(self) -> bool:
        """Select what the selected post answers; False at the root."""
        if self._is_flat:
            return self._select(self._way(lambda rows, index: parent_among(rows, index, self.thread.parent_of)))
        return self._select(self._way(parent_of))

    def to_root(self) -> bool:
        """Select the first post of the thread; False where it is selected already."""
        return self._select(0 if self.cursor else None)

    def to_sibling(self, step: Literal[1, -1]) -> bool:
        """Select the next or previous answer to the same post; False where there is none."""
        if self._is_flat:
            return self._select(self._way(lambda rows, index: sibling_among(rows, index, self.thread.parent_of, step)))
        return self._select(self._way(lambda rows, index: sibling_of(rows, index, step)))

    def to_new_reply(self, step: Literal[1, -1]) -> bool:
        """Select the next or previous reply that came since the last visit, unfolding what hides it; around the end."""
        new = self.thread.new_ids()
        if not new:
            return False
        order = [row.status_id for row in self.thread.all_rows]
        here = order.index(self.cursor_key) if self.cursor_key in order else -1
        places = sorted(order.index(status_id) for status_id in new)
        ahead = [place for place in places if (place > here if step > 0 else place < here)]
        found = order[(ahead or places)[0 if step > 0 else -1]]
        self.thread.unfold_to(found)
        self.sync()
        return self.bring(found)

    @property
    def selected_unsent(self) -> str | None:
        """The id of the selected answer that is still in the outbox."""
        row = self.selected_row
        return row.status_id if row is not None and row.is_unsent else None

    @property
    def _is_flat(self) -> bool:
        """Whether what is selected stands without branches."""
        row = self.selected_row
        return self.thread.order == "time" and row is not None and row.role == "reply"

    @property
    def selected_row(self) -> ThreadRow | None:
        """The place in the tree of what is selected."""
        key = self.cursor_key
        return self._branches.get(key) if isinstance(key, str) else None

    def _way(self, find: Callable[[Sequence[ThreadRow], int], int | None]) -> int | None:
        row = self.selected_row
        return find(self.thread.rows, self.thread.rows.index(row)) if row is not None else None

    def _select(self, index: int | None) -> bool:
        return index is not None and self.bring(self.thread.rows[index].status_id)

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
        avoided = "" if row.role == "focus" else self._avoided(status.account)
        if view.filtered_title is None and avoided:
            view = structs.replace(view, filtered_title=avoided)
        # Replies one after the other have no branches; each says whom it answers, as do those too deep for guides.
        is_flat = self.thread.order == "time" and row.role == "reply"
        if row.role == "reply" and status.in_reply_to_id is not None:
            answered = self.session.store.status(status.in_reply_to_id)
            view = structs.replace(view, reply_to=answered.account.acct if answered is not None else None)
        return structs.replace(
            view, indent=None if is_flat else row, focused=row.role == "focus", is_new=row.is_new, folded=row.folded
        )
